// Marks in the frames of a clip: kept on the phone, handed in as docs/reference/frame-marks.md describes them.

import { keep } from '../lib/keep';

export type Event = 'take-off' | 'landing' | 'cone';
export type Side = '' | 'left' | 'right';
export interface Mark {
  frame: number;
  event: Event;
  set: number;
  side: Side;
}

export const JUMPING = ['squat_jumps', 'hops'] as const;
export const BOUNDING = ['bounding', 'hill_bounding'] as const;
export const RUNNING = ['strides', 'flat_sprints', 'hill_sprints'] as const;
export const FILMED = [...JUMPING, ...BOUNDING, ...RUNNING] as const;
export type Filmed = (typeof FILMED)[number];
const among = (list: readonly string[], exercise: string): boolean => list.includes(exercise);
export const isJumping = (exercise: string): boolean => among(JUMPING, exercise);
export const isBounding = (exercise: string): boolean => among(BOUNDING, exercise);
export const eventsOf = (exercise: string): Event[] =>
  isJumping(exercise) ? ['take-off', 'landing'] : isBounding(exercise) ? ['landing', 'take-off', 'cone'] : ['cone'];

/** All that is known of one clip but the clip, which stays where it is. `fps` is the camera's, null until
 * somebody says it; `played_fps` what the file says. */
export interface Marked {
  id: string;
  runner: string;
  file: string;
  date: string;
  session: string;
  exercise: Filmed;
  fps: number | null;
  played_fps: number | null;
  distance_m: number | null;
  marks: Mark[];
  at: number;
  sha256: string; // of what was last handed in, "" before
}

const KEY = 'marks/';

/** The same file is the same clip when it is opened again. */
export function idOf(file: { name: string; size: number; lastModified: number }): string {
  let sum = 0xcbf29ce484222325n; // FNV-1a: a name for a shelf, no secret
  for (const letter of new TextEncoder().encode(`${file.name}/${file.size}/${file.lastModified}`)) sum = BigInt.asUintN(64, (sum ^ BigInt(letter)) * 0x100000001b3n);
  return sum.toString(16).padStart(16, '0');
}

export const markedOf = (id: string): Promise<Marked | undefined> => keep.get<Marked>('captures', KEY + id);
export const keepMarked = (marked: Marked): Promise<unknown> => keep.put('captures', KEY + marked.id, marked);
export const forgetMarked = (id: string): Promise<unknown> => keep.drop('captures', KEY + id);
export async function allMarked(runner: string): Promise<Marked[]> {
  const names = (await keep.keys('captures')).filter((name) => name.startsWith(KEY));
  const found = await Promise.all(names.map((name) => keep.get<Marked>('captures', name)));
  return found.filter((one) => one !== undefined).filter((one) => one.runner === runner).sort((one, other) => other.at - one.at);
}

/** With a mark more, in the order of frames; a frame holds one mark. */
export const withMark = (marks: Mark[], mark: Mark): Mark[] =>
  [...marks.filter((one) => one.frame !== mark.frame), mark].sort((one, other) => one.frame - other.frame);

/** The frames of the first two marks that can't follow each other; null where all is well. */
export function clash(marks: Mark[]): [Mark, Mark] | null {
  const feet = marks.filter((mark) => mark.event !== 'cone');
  for (const [place, mark] of feet.entries()) {
    const before = feet[place - 1];
    if (before && before.set === mark.set && before.event === mark.event) return [before, mark];
  }
  return null;
}

export function documentOf(marked: Marked): object {
  return {
    format: 'fullstride frame marks',
    version: 1,
    fps: marked.fps,
    ...(marked.played_fps && { played_fps: marked.played_fps }),
    exercise: marked.exercise,
    ...(marked.distance_m !== null && !isJumping(marked.exercise) && { distance_m: marked.distance_m }),
    start: marked.date,
    title: marked.file.slice(0, 200),
    marks: marked.marks.map(({ frame, event, set, side }) => ({ frame, event, set, ...(side && { side }) }))
  };
}
