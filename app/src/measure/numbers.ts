// Measured numbers as they are written: value and error share their last digit.

import { chosen } from '../lib/units.svelte';
import type { OneRecording, Pair } from '../lib/contract';

/** What one recording shows. */
export type Evidence = Omit<OneRecording, 'number'>;

export const THIN = '\u202f';
const MINUS = '\u2212';

/** Decimals that an error allows: one digit of it, two where it begins with 1. */
export function decimals(error: number): number {
  if (!(error > 0)) return 0;
  const lead = Math.floor(Math.log10(error));
  const first = Number((error / 10 ** lead).toFixed(1));
  return Math.max(0, Math.min(6, first < 2 ? 1 - lead : -lead));
}

export const written = (value: number, places: number): string => value.toFixed(places).replace('-', MINUS);

/** "27 ± 3 cm", "11 ± 1 in": in the runner's own unit. */
export function withError(pair: Pair, metric = '', times = 1): string {
  const { unit, scale: own } = chosen.of(metric);
  const scale = times * own;
  const places = decimals(pair.error * scale);
  const value = pair.error > 0 ? written(pair.value * scale, places) : written(pair.value * scale, 0);
  const error = pair.error > 0 ? `${THIN}±${THIN}${written(pair.error * scale, places)}` : '';
  return `${value}${error}${unit ? THIN + unit : ''}`;
}

/** The middle one of a column's errors: it serves the whole column. */
export function typical(errors: (number | null | undefined)[]): number | null {
  const known = errors.filter((one): one is number => one !== null && one !== undefined && one > 0).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)] ?? null;
}

/** "0:07", "72:06": minutes and seconds from the start. */
export const at = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export const pairOf = (value: number | null | undefined, error: number | null | undefined): Pair | null =>
  value === null || value === undefined ? null : { value, error: error ?? 0 };

/** Round numbers from `low` to `high`, at most `most` apart. */
export function ticks(low: number, high: number, most = 4): number[] {
  const span = Math.max(high - low, 1e-9);
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const found: number[] = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + step * 1e-6; value += step) found.push(Number(value.toPrecision(10)));
  return found;
}
