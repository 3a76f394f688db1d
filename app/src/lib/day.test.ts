import { expect, test } from 'vitest';
import { dayNow, localDate } from './day';

const at = (text: string): number => new Date(`${text}:00`).getTime(); // the phone's own time of day

test('the next morning is the next day, however late the server was heard', () => {
  expect(dayNow('2027-01-25', at('2027-01-25T18:00'), at('2027-01-26T07:00'))).toBe('2027-01-26');
  expect(dayNow('2027-01-25', at('2027-01-25T00:30'), at('2027-01-25T23:30'))).toBe('2027-01-25');
});

test('a server in another zone is a day ahead or behind, and the phone tells its own', () => {
  expect(dayNow('2027-01-26', at('2027-01-25T23:30'), at('2027-01-26T07:00'))).toBe('2027-01-26');
  expect(dayNow('2027-01-24', at('2027-01-25T00:30'), at('2027-01-25T07:00'))).toBe('2027-01-25');
});

test('a phone whose date is set wrong counts the days that pass', () => {
  expect(dayNow('2027-01-25', at('2020-03-01T18:00'), at('2020-03-03T07:00'))).toBe('2027-01-27');
  expect(dayNow('2027-01-25', at('2027-01-25T18:00'), at('2027-01-24T07:00'))).toBe('2027-01-25');
});

test('a date is the phone’s own', () => {
  expect(localDate(at('2027-02-03T00:05'))).toBe('2027-02-03');
});
