import { describe, expect, it } from 'vitest';
import { addDays, clock, dayOf, daysBetween, fullDate, isDate, listed, longDate, lowerFirst, monday, seconds } from './say';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('dates', () => {
  it('are said without a zone', () => expect(longDate('2027-01-29')).toBe('Friday 29 January'));
  it('have their year where it is another one', () => {
    expect(fullDate('2027-01-29', '2027-12-31')).toBe('Friday 29 January');
    expect(fullDate('2018-09-10', '2027-01-29')).toBe('Monday 10 September 2018');
    expect(dayOf('2026-12-31', '2027-01-01')).toBe('31 Dec 2026');
  });
  it('are told from what only looks like one', () => {
    expect(isDate('2028-02-29')).toBe(true);
    for (const text of ['', 'garbage', '2027-02-30', '2027-13-01', '2027-1-1', '2027-02-03T00:00']) expect(isDate(text)).toBe(false);
  });
  it('go on over the end of a year and a change of the clocks', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2);
  });
  it('have the Monday of their week, Sundays too', () => expect(monday('2027-01-31')).toBe('2027-01-25'));
});

describe('times', () => {
  it('are seconds up to two minutes, then minutes', () => {
    expect([80, 120, 180, 144].map(seconds).map(plain)).toEqual(['80 s', '2 min', '3 min', '2:24']);
  });
  it('on a clock have two digits for seconds', () => expect(clock(7)).toBe('0:07'));
});

describe('words', () => {
  it('are listed as one speaks', () => expect(listed(['a', 'b', 'c'])).toBe('a, b and c'));
  it('keep names that are written in capitals', () => expect(lowerFirst('AB run')).toBe('AB run'));
});
