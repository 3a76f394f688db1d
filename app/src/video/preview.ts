// What marks show, as far as this phone alone can say: the same arithmetic as measure/marks_*.py, without its
// judgement. What the server says takes its place.

import type { Pair } from '../lib/contract';
import { isBounding, isJumping, type Mark } from './marks';

const GRAVITY_MPS2 = 9.80665;
const MARKING_S = 0.0025; // what a person adds to one mark
const HABIT_S = 0.004; // and to every flight alike
const PLACE_M = 0.1; // how well the hip is seen at a cone
const USUAL_MPS = 6;
const NOMINAL = 0.99; // 239.76 is called 240
const HEIGHT_FROM_FPS = 50;
const CONTACT_FROM_FPS = 120;

export interface Preview {
  jumps: { set: number; flight_s: Pair; height_cm: Pair | null }[];
  height_cm: Pair | null;
  contacts: number;
  contact_s: Pair | null;
  flight_s: Pair | null;
  runs: { set: number; time_s: Pair; speed_mps: Pair | null }[];
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export function previewOf(marks: Mark[], fps: number, exercise: string, distance_m: number | null): Preview {
  const span = Math.SQRT2 * Math.hypot(1 / fps / Math.sqrt(12), MARKING_S);
  const one = Math.hypot(span, HABIT_S);
  const several = (count: number): number => Math.hypot(span / Math.sqrt(count), HABIT_S);
  const spans = (from: string, to: string): { set: number; s: number }[] => {
    const feet = marks.filter((mark) => mark.event !== 'cone');
    return feet.flatMap((mark, place) => {
      const next = feet[place + 1];
      return mark.event === from && next?.event === to && next.set === mark.set ? [{ set: mark.set, s: (next.frame - mark.frame) / fps }] : [];
    });
  };
  const air = spans('take-off', 'landing');
  const ground = spans('landing', 'take-off');
  const high = fps >= NOMINAL * HEIGHT_FROM_FPS;
  const height = (flight: number, error: number): Pair => ({ value: (100 * GRAVITY_MPS2 * flight ** 2) / 8, error: ((100 * GRAVITY_MPS2 * flight) / 4) * error });
  const jumps = isJumping(exercise) ? air.map(({ set, s }) => ({ set, flight_s: { value: s, error: one }, height_cm: high ? height(s, one) : null })) : [];
  const heights = jumps.flatMap((jump) => (jump.height_cm ? [jump.height_cm.value] : []));
  const fine = isBounding(exercise) && fps >= NOMINAL * CONTACT_FROM_FPS;
  const over = (found: { s: number }[]): Pair | null => (fine && found.length ? { value: mean(found.map((each) => each.s)), error: several(found.length) } : null);
  return {
    jumps,
    height_cm: heights.length ? { value: mean(heights), error: height(mean(air.map((each) => each.s)), several(heights.length)).error } : null,
    contacts: isBounding(exercise) ? marks.filter((mark) => mark.event === 'landing').length : 0,
    contact_s: over(ground),
    flight_s: over(air),
    runs: runsOf(marks, fps, span, distance_m)
  };
}

function runsOf(marks: Mark[], fps: number, span: number, distance_m: number | null): Preview['runs'] {
  const sets = [...new Set(marks.map((mark) => mark.set))];
  return sets.flatMap((set) => {
    const [first, last] = marks.filter((mark) => mark.event === 'cone' && mark.set === set);
    if (!first || !last) return [];
    const s = (last.frame - first.frame) / fps;
    const speed = distance_m ? distance_m / s : USUAL_MPS;
    const error = Math.hypot(span, (Math.SQRT2 * PLACE_M) / speed);
    return [{ set, time_s: { value: s, error }, speed_mps: distance_m ? { value: speed, error: (speed * error) / s } : null }];
  });
}
