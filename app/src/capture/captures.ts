// Captures on this phone's disk: a row for what is known of one, and while it runs a row for every second of
// samples. What is over is one JSON document, as docs/reference/motion-logs.md describes it.

import { keep } from '../lib/keep';
import type { Letter } from '../lib/outbox';
import { instant } from '../player/runs';
import type { Sample } from './sensor';

export const POSITIONS = ['belt', 'front_pocket', 'back_pocket', 'hand', 'ankle'] as const;
export type Position = (typeof POSITIONS)[number];
export const EXERCISES = ['squat_jumps', 'hops', 'bounding', 'hill_bounding'] as const;
export type Exercise = (typeof EXERCISES)[number];
/** Whether the phone's sensors show something of it. */
export const isRecorded = (exercise: string): boolean => EXERCISES.some((each) => each === exercise);
export const isTaped = (exercise: string): boolean => exercise === 'bounding' || exercise === 'hill_bounding';

/** What is said of a set before it is recorded. `session` is "" where it belongs to none. */
export interface About {
  exercise: Exercise;
  position: Position;
  session: string;
  set: number;
  distance_m: number | null;
}

type Row = [number, number | null, number | null, number | null];
interface Part {
  acceleration: Row[];
  rotation: Row[];
}
export interface Body extends Partial<Part> {
  format: 'fullstride motion capture';
  version: 1;
  started_at: string;
  [key: string]: unknown;
}

/** `body`: null while it runs, and where the page was closed under it. `sha256` of the file, as the server
 * calls it. */
export interface Capture {
  id: string;
  runner: string;
  about: About;
  begun: number;
  duration_s: number;
  body: Body | null;
  sha256: string;
}

const PART = 'part/';
const WHOLE = 'capture/';
const digits = (value: number | null, places: number): number | null => (value === null ? null : Number(value.toFixed(places)));

/** Writes one capture to the disk while it runs. */
export class Writer {
  failed = false;
  private part: Part = { acceleration: [], rotation: [] };
  private number = 0;
  private zero: number | null = null;
  private since = 0;
  private last = 0;
  private writing: Promise<unknown>;
  private gravity = true;

  constructor(private readonly capture: Capture) {
    this.writing = this.put(`${WHOLE}${capture.id}`, capture);
  }

  add(sample: Sample): void {
    if (this.zero === null) {
      this.zero = sample.t;
      this.gravity = sample.gravity;
      this.capture.begun = Date.now() - Math.max(0, performance.now() - sample.t);
      this.writing = this.put(`${WHOLE}${this.capture.id}`, { ...this.capture });
    }
    const t = Number((sample.t - this.zero).toFixed(1));
    this.last = t;
    this.part.acceleration.push([t, ...three(sample.acceleration, 3)]);
    if (sample.rotation) this.part.rotation.push([t, ...three(sample.rotation, 2)]);
    if (t - this.since >= 1000) this.flush(t);
  }

  get duration_s(): number {
    return this.last / 1000;
  }

  /** What came since the last second, to the disk. */
  flush(now = this.last): void {
    if (!this.part.acceleration.length) return;
    const key = `${PART}${this.capture.id}/${String(this.number).padStart(6, '0')}`;
    this.writing = this.put(key, { ...this.part, gravity: this.gravity });
    this.part = { acceleration: [], rotation: [] };
    this.number += 1;
    this.since = now;
  }

  /** Whole, once it resolves. */
  async close(): Promise<Capture> {
    this.flush();
    await this.writing;
    return finish(this.capture.id);
  }

  private put(key: string, value: unknown): Promise<unknown> {
    const before = this.writing ?? Promise.resolve();
    return before.then(() => keep.put('captures', key, value)).catch(() => (this.failed = true));
  }
}

const three = (axes: readonly (number | null)[], places: number): [number | null, number | null, number | null] => [
  digits(axes[0] ?? null, places),
  digits(axes[1] ?? null, places),
  digits(axes[2] ?? null, places)
];

/** Joins the seconds of a capture, also of one under which the page was closed. */
export async function finish(id: string): Promise<Capture> {
  const capture = await keep.get<Capture>('captures', `${WHOLE}${id}`);
  if (!capture) throw new Error(id);
  if (capture.body) return capture;
  const names = (await keep.keys('captures')).filter((name) => name.startsWith(`${PART}${id}/`)).sort();
  const parts = (await Promise.all(names.map((name) => keep.get<Part & { gravity: boolean }>('captures', name)))).filter((part) => part !== undefined);
  const acceleration = parts.flatMap((part) => part.acceleration);
  const rotation = parts.flatMap((part) => part.rotation);
  const { about } = capture;
  const body: Body = {
    format: 'fullstride motion capture',
    version: 1,
    started_at: instant(capture.begun),
    app: 'Fullstride',
    device: deviceOf(navigator.userAgent),
    position: about.position,
    exercise: about.exercise,
    ...(about.session && { session: about.session }),
    set: about.set,
    ...(about.distance_m !== null && isTaped(about.exercise) && { distance_m: about.distance_m }),
    gravity: parts[0]?.gravity ?? true,
    clock: 'event.timeStamp',
    acceleration,
    ...(rotation.length && { rotation })
  };
  const whole: Capture = { ...capture, body, duration_s: (acceleration.at(-1)?.[0] ?? 0) / 1000, sha256: await sha256(JSON.stringify(body)) };
  await keep.put('captures', `${WHOLE}${id}`, whole);
  for (const name of names) await keep.drop('captures', name);
  return whole;
}

/** "Pixel 7", "iPhone": as much as a browser tells. */
export function deviceOf(agent: string): string {
  const inside = /\(([^)]*)\)/.exec(agent)?.[1]?.split(';').map((part) => part.trim()) ?? [];
  const android = inside.findIndex((part) => part.startsWith('Android'));
  return ((android >= 0 ? inside[android + 1] : inside[0]) || inside[0] || '').slice(0, 200);
}

export async function sha256(text: string | Blob): Promise<string> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(await text.arrayBuffer());
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Every capture of a runner on this phone, the last first; those that still run in another window too. */
export async function captures(runner: string): Promise<Capture[]> {
  const names = (await keep.keys('captures')).filter((name) => name.startsWith(WHOLE));
  const found = await Promise.all(names.map((name) => keep.get<Capture>('captures', name)));
  return found.filter((one) => one?.runner === runner).map((one) => one as Capture).sort((one, other) => other.begun - one.begun);
}

export async function forget(id: string): Promise<void> {
  for (const name of await keep.keys('captures')) {
    if (name === `${WHOLE}${id}` || name.startsWith(`${PART}${id}/`)) await keep.drop('captures', name);
  }
}

/** What the server is to get. */
export function letterOf(capture: Capture, name: string): Letter {
  const { session, exercise } = capture.about;
  const query = session ? `?session=${encodeURIComponent(session)}` : '';
  return {
    id: `capture/${capture.id}`,
    path: `/runners/${encodeURIComponent(capture.runner)}/captures/${capture.id}${query}`,
    body: capture.body,
    name,
    exercise,
    date: instant(capture.begun).slice(0, 10)
  };
}
