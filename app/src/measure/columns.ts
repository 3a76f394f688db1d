// Tables of what was measured: an error serves its column and stands in its head.

import type { Bounds, Effort, JumpSet, Pair, TimedRun, Verdict } from '../lib/contract';
import { seconds } from '../lib/say';
import { chosen } from '../lib/units.svelte';
import { measure as say } from '../lib/words.measure';
import { THIN, at, decimals, pairOf, typical, written, type Evidence } from './numbers';

export interface Column {
  head: string;
  error: string;
  unit: string;
  cells: string[];
}
export interface Table {
  name: string;
  columns: Column[];
  rows: { index: number; number: string; said: string; care: boolean; wash: boolean; corrected: boolean }[];
}

interface Wanted<T> {
  head: string;
  unit: string;
  of: (one: T) => Pair | null;
  scale?: number;
}

const WASH = new Set(['too hard', 'height fell', 'bounds shorter']); // what the next session acts on
const CARE = new Set([...WASH, 'rest short']);

function column<T>(items: T[], wanted: Wanted<T>): Column | null {
  const { unit, scale: own } = chosen.of(wanted.unit);
  const scale = (wanted.scale ?? 1) * own;
  const pairs = items.map(wanted.of);
  if (!pairs.some((pair) => pair)) return null;
  const error = typical(pairs.map((pair) => pair?.error));
  const places = error === null ? 0 : decimals(error * scale);
  return {
    head: wanted.head,
    unit,
    error: error === null ? unit : `±${THIN}${written(error * scale, places)}${unit ? THIN + unit : ''}`,
    cells: pairs.map((pair) => (pair ? written(pair.value * scale, places) : '–'))
  };
}
const plain = <T>(items: T[], head: string, of: (one: T) => string): Column | null => {
  const cells = items.map(of);
  return cells.some((cell) => cell !== '–') ? { head, error: '', unit: '', cells } : null;
};
const present = (columns: (Column | null)[]): Column[] => columns.filter((one) => one !== null);
const rest = (one: { rest_before_s: number | null }): string => (one.rest_before_s === null ? '–' : seconds(one.rest_before_s));
const metres = (one: { distance_m: number | null }): string => (one.distance_m === null ? '–' : chosen.beside(`${one.distance_m}${THIN}m`));

/** What the verdicts say of each effort, set or run, by its place. */
export function standings(verdicts: Verdict[]): Map<number, string[]> {
  return new Map(verdicts.flatMap((verdict) => verdict.reps.map((rep): [number, string[]] => [rep.effort, rep.standings.map(String)])));
}

export function effortTable(evidence: Evidence, shown: number[]): Table {
  const items = shown.map((index) => evidence.efforts[index]).filter((one): one is Effort => one !== undefined);
  const judged = standings(evidence.verdicts);
  return {
    name: say.table.efforts,
    columns: present([
      plain(items, say.table.at, (one) => at(one.start_s)),
      column(items, { head: say.table.lasted, unit: 's', of: (one) => pairOf(one.duration_s, one.errors.duration_s) }),
      column(items, { head: say.table.distance, unit: 'm', of: (one) => pairOf(one.distance_m, one.errors.distance_m) }),
      column(items, { head: say.table.best, unit: 'm/s', of: (one) => pairOf(one.speed_mps.best_3s, one.errors.speed_mps.best_3s) }),
      column(items, { head: say.table.share, unit: '%', of: (one) => pairOf(one.share_of_top, one.errors.share_of_top), scale: 100 }),
      column(items, { head: say.table.rest, unit: 's', of: (one) => pairOf(one.rest_before_s, one.errors.rest_before_s) }),
      column(items, { head: say.table.grade, unit: '%', of: (one) => pairOf(one.grade_pct, one.errors.grade_pct) })
    ]),
    rows: shown.map((index, place) => {
      const stands = judged.get(index) ?? [];
      const one = evidence.efforts[index];
      const sure = one && one.confidence < 0.5 ? [say.possible] : [];
      return { index, number: String(place + 1), said: [...stands, ...sure].join(', '), care: stands.some((stand) => CARE.has(stand)), wash: stands.some((stand) => WASH.has(stand)), corrected: one?.found_by === 'hand' };
    })
  };
}

export function motionTables(evidence: Evidence): Table[] {
  const { motion } = evidence;
  if (!motion) return [];
  return [sets(motion.sets, evidence), bounds(motion.bounds, evidence), timed(motion.timed, evidence)].filter((table) => table.rows.length);
}

function rowsOf(count: number, evidence: Evidence, own: (place: number) => string): Table['rows'] {
  const judged = standings(evidence.verdicts);
  return Array.from({ length: count }, (_, index) => {
    const stands = judged.get(index) ?? [];
    return { index, number: String(index + 1), said: [...stands, own(index)].filter(Boolean).join(', '), care: stands.some((stand) => CARE.has(stand)), wash: stands.some((stand) => WASH.has(stand)), corrected: false };
  });
}

function sets(items: JumpSet[], evidence: Evidence): Table {
  return {
    name: say.table.sets,
    columns: present([
      plain(items, say.table.at, (one) => at(one.start_s)),
      plain(items, say.table.jumps, (one) => String(one.count)),
      column(items, { head: say.table.height, unit: 'cm', of: (one) => one.height_cm }),
      column(items, { head: say.table.drop, unit: '%', of: (one) => one.drop_pct }),
      column(items, { head: say.table.rhythm, unit: 's', of: (one) => one.rhythm_s }),
      column(items, { head: say.table.rsi, unit: '', of: (one) => one.rsi }),
      plain(items, say.table.rest, rest)
    ]),
    rows: rowsOf(items.length, evidence, (place) => (items[place]?.useful ? say.usefulTo(items[place].useful) : items[place]?.height_cm ? '' : say.countedOnly))
  };
}

function bounds(items: Bounds[], evidence: Evidence): Table {
  return {
    name: say.table.bounds,
    columns: present([
      plain(items, say.table.contacts, (one) => String(one.contacts)),
      column(items, { head: say.table.lasted, unit: 's', of: (one) => one.duration_s }),
      plain(items, say.table.distance, metres),
      column(items, { head: say.table.per30, unit: '', of: (one) => one.contacts_30m }),
      column(items, { head: say.table.speed, unit: 'm/s', of: (one) => one.mean_mps }),
      column(items, { head: say.table.ground, unit: 'ms', of: (one) => one.contact_s, scale: 1000 }),
      column(items, { head: say.table.air, unit: 'ms', of: (one) => one.flight_s, scale: 1000 }),
      plain(items, say.table.rest, rest)
    ]),
    rows: rowsOf(items.length, evidence, () => '')
  };
}

function timed(items: TimedRun[], evidence: Evidence): Table {
  return {
    name: say.table.timed,
    columns: present([
      column(items, { head: say.table.time, unit: 's', of: (one) => one.duration_s }),
      plain(items, say.table.distance, metres),
      column(items, { head: say.table.speed, unit: 'm/s', of: (one) => one.mean_mps })
    ]),
    rows: rowsOf(items.length, evidence, () => '')
  };
}
