// What a trend is drawn on: where its axes begin and end, and their few marks.

import type { Followed } from '../lib/contract';
import { addDays, daysBetween, shortDate } from '../lib/say';

export interface Axis {
  low: number;
  high: number;
  marks: number[];
  places: number;
}

const MOST_LINES = 4;

/** Around everything drawn, beginning where the story is: two to four round marks. */
export function axisOf(one: Followed): Axis {
  const tests = [...one.tests, ...one.left_out, ...one.not_counted];
  const values = tests.map((test) => test.value);
  const around = [...one.line.flatMap((point) => [point.low, point.high]), ...tests.flatMap((test) => [test.value - test.error, test.value + test.error])];
  return axisOver(values, around);
}

export function axisOver(values: number[], around: number[] = []): Axis {
  const all = [...values, ...around];
  let low = all.reduce((one, other) => Math.min(one, other), Infinity);
  let high = all.reduce((one, other) => Math.max(one, other), -Infinity);
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 1e-3, 1e-9);
  const least = values.every((value) => value >= 0) ? 0 : -Infinity; // no share and no speed is less than nothing
  low -= room;
  high += room;
  const step = stepOf(high - low);
  low = Math.max(Math.floor(low / step + 1e-9) * step, least);
  high = Math.ceil(high / step - 1e-9) * step;
  const count = Math.round((high - low) / step);
  const marks = Array.from({ length: count + 1 }, (_, place) => low + step * place);
  return { low, high, marks, places: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

function stepOf(span: number): number {
  for (let power = Math.floor(Math.log10(span)) - 1; ; power += 1) {
    for (const lead of [1, 2, 5]) {
      const step = lead * 10 ** power;
      if (span / step <= MOST_LINES - 1) return step;
    }
  }
}

const MOST_MONTHS = 36; // beyond them years are named

/** First days of months, or of years in a long history, as many as fit; the two ends where there are fewer than
 * two. The year stands with the first, and wherever it begins. */
export function monthMarks(first: string, last: string, most: number): { date: string; text: string }[] {
  const months: string[] = [];
  for (let day = `${first.slice(0, 7)}-01`; day <= last; day = `${addDays(day, 32).slice(0, 7)}-01`) {
    if (day >= first) months.push(day);
  }
  if (months.length < 2) return [...new Set([first, last])].map((date) => ({ date, text: `${shortDate(date)} ${date.slice(0, 4)}` }));
  if (months.length > MOST_MONTHS) {
    const years = months.filter((date) => date.slice(5, 7) === '01');
    const each = Math.ceil(years.length / Math.max(1, most));
    return years.filter((_, place) => place % each === 0).map((date) => ({ date, text: date.slice(0, 4) }));
  }
  const each = Math.ceil(months.length / Math.max(1, most));
  const shown = months.filter((_, place) => place % each === 0);
  const isNewYear = (date: string, place: number): boolean => date.slice(0, 4) !== shown[place - 1]?.slice(0, 4);
  return shown.map((date, place) => ({ date, text: isNewYear(date, place) ? `${monthName(date)} ${date.slice(0, 4)}` : monthName(date) }));
}

export const monthName = (date: string): string => shortDate(date).split(' ')[1] ?? '';

/** Where a day lies between two, 0 to 1. */
export const along = (date: string, first: string, last: string): number => daysBetween(first, date) / Math.max(1, daysBetween(first, last));

/** A measure with all its numbers in another unit. */
export function inUnit(one: Followed, { unit, scale }: { unit: string; scale: number }): Followed {
  if (scale === 1) return one;
  const tests = (all: Followed['tests']): Followed['tests'] => all.map((test) => ({ ...test, value: test.value * scale, error: test.error * scale }));
  return {
    ...one,
    unit,
    tests: tests(one.tests),
    left_out: tests(one.left_out),
    not_counted: tests(one.not_counted),
    line: one.line.map((point) => ({ ...point, value: point.value * scale, low: point.low * scale, high: point.high * scale })),
    now: one.now && { value: one.now.value * scale, error: one.now.error * scale }
  };
}
