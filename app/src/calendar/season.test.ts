import { describe, expect, it } from 'vitest';
import type { Change, Season, SeasonDay, SeasonSession } from '../lib/contract';
import { cellName, changeLine, movable, rowsOf, standing } from './season';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const day = (demand: string, title = ''): SeasonDay => ({ date: '2027-01-28', demand, title, why: '', sure: 'clear', own: [], km: 14 });
const session = (over: Partial<SeasonSession> = {}): SeasonSession => ({
  id: 'a', date: '2027-01-28', exercise: 'strides', step: 1, sets: 1, reps: 6, work_s: 20, rest_s: 80, effort: 'relaxed', contacts: 0,
  minutes: 9, beside: '', because: [], grade_pct: null, note: '', opener: false, eased: false, order: 80, name: 'Strides', dose: '6 × 20 s',
  status: 'ahead', done_on: null, off: null, ...over
});

describe('a day of the grid', () => {
  it('has its date, its demand, how far and its work in words', () =>
    expect(cellName('2027-01-28', day('medium'), 14, [session()])).toBe('Thursday 28 January, medium, 14 km, strides 6 × 20 s'));
  it('says what was done', () => expect(cellName('2027-01-28', day('easy'), null, [session({ status: 'done' })])).toMatch(/strides 6 × 20 s, done$/));
  it('says what was done in part', () => expect(cellName('2027-01-28', day('easy'), null, [session({ status: 'partly' })])).toMatch(/strides 6 × 20 s, done in part$/));
  it('says what is not begun as things stand', () => {
    const because = { rule: 'stop', text: 'Tendons first.', source: '', grade: 'P' as const };
    const off = { say: 'Strides: off until Mon 1 Feb.', because, until: '2027-02-01', meanwhile: 'Nothing in its place.' };
    expect(cellName('2027-01-28', day('easy'), null, [session({ off })])).toMatch(/strides 6 × 20 s, off for now$/);
  });
  it('names its race', () => expect(cellName('2027-01-28', day('race', 'Half'), null, [])).toBe('Thursday 28 January, race, Half'));
  it('tells how an unread day is taken', () => expect(cellName('2027-01-28', day('unknown'), null, [])).toContain('planned around as hard'));
  it('is only a date outside of the calendar', () => expect(cellName('2027-01-28', undefined, null, [])).toBe('Thursday 28 January'));
});

describe('a plan that begins on a Tuesday', () => {
  const week = { phase: 'base', light: false, km: 40, contacts: 0 };
  const season = {
    weeks: [{ ...week, start: '2027-01-26' }, { ...week, start: '2027-02-01' }],
    days: [{ ...day('hard'), date: '2027-01-26' }, { ...day('long'), date: '2027-01-31' }], sessions: [], race: null
  } as unknown as Season;
  it('has each day under its own weekday, once', () => {
    const cells = rowsOf(season).flatMap((row) => row.cells);
    expect(cells.map((cell) => cell.date)).toEqual([...new Set(cells.map((cell) => cell.date))]);
    expect(rowsOf(season)[0]?.cells.map((cell) => cell.day?.demand)).toEqual([undefined, 'hard', undefined, undefined, undefined, undefined, 'long']);
  });
  it('is in its second week on the next Monday', () => expect(standing(season, '2027-02-01')).toContain('2 of 2'));
});

describe('moving', () => {
  it('is for what is ahead', () => {
    expect(movable(session(), '2027-01-28')).toBe(true);
    expect(movable(session(), '2027-01-29')).toBe(false);
    expect(movable(session({ status: 'done' }), '2027-01-28')).toBe(false);
  });
  it('is told with both days', () => {
    const moved = { kind: 'moved', exercise: 'strides', was: session(), now: session({ date: '2027-01-30' }), because: [] } as unknown as Change;
    expect(changeLine(moved, 'Strides')).toBe('Strides: Thu 28 Jan to Sat 30 Jan');
  });
  it('tells a smaller dose with it', () => {
    const less = { kind: 'less', exercise: 'strides', was: session(), now: session({ reps: 5 }), because: [] } as unknown as Change;
    expect(plain(changeLine(less, 'Strides'))).toBe('Strides on Thu 28 Jan: less, 5 × 20 s');
  });
});
