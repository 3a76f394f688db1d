// What is said of a log as a whole, by the names that the server has for it.

import type { Exercise, Position } from '../capture/captures';

export const UNITS = ['m/s2', 'g'] as const;
export const CLOCKS = ['s', 'ms', 'us', 'ns'] as const;

export interface Said {
  exercise?: Exercise;
  position?: Position;
  distance_m?: number;
  unit?: (typeof UNITS)[number];
  clock?: (typeof CLOCKS)[number];
  date?: string;
}

/** A log that can't be measured, or not all of it, before something is said. `sha256` is "" for one that the server
 * has not taken; then `data` is handed in again with it. */
export interface Asked {
  key: string;
  file: string;
  sha256: string;
  number: number;
  ask: readonly string[];
  kind: string;
  why: string;
  data: Blob | null;
  said: Said;
}

/** As parameters of an address. */
export const asQuery = (said: Said): string =>
  Object.entries(said).map(([name, value]) => `&${name}=${encodeURIComponent(String(value))}`).join('');
