// Which week held which work, from the days of the exposure calendar.

import type { Exposure } from '../lib/contract';
import { addDays, daysBetween, monday } from '../lib/say';

/** `weeks`: sessions of each week, the oldest first. */
export interface EffortRow {
  exercise: string;
  weeks: number[];
  sessions: number;
  last: string;
  ago: number;
}

/** A row for each exercise that was ever done in the days told, the latest first. */
export function effortRows(exposure: Exposure, today: string, weeks: number): EffortRow[] {
  const start = addDays(monday(today), -7 * (weeks - 1));
  const found = new Map<string, EffortRow>();
  for (const day of exposure.days) {
    for (const work of day.work) {
      const row = found.get(work.exercise) ?? { exercise: work.exercise, weeks: Array<number>(weeks).fill(0), sessions: 0, last: '', ago: 0 };
      found.set(work.exercise, row);
      row.last = day.date > row.last ? day.date : row.last;
      const week = Math.floor(daysBetween(start, day.date) / 7);
      if (week < 0 || week >= weeks) continue;
      row.weeks[week] = (row.weeks[week] ?? 0) + 1;
      row.sessions += 1;
    }
  }
  const rows = [...found.values()].map((row) => ({ ...row, ago: daysBetween(row.last, today) }));
  return rows.sort((one, other) => one.ago - other.ago || one.exercise.localeCompare(other.exercise));
}
