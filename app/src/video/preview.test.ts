import { expect, test } from 'vitest';
import { clash, withMark, type Mark } from './marks';
import { previewOf } from './preview';

const jump = (flight_frames: number, count = 1): Mark[] =>
  Array.from({ length: count }, (_, place): Mark[] => [
    { frame: 500 * place, event: 'take-off', set: 1, side: '' },
    { frame: 500 * place + flight_frames, event: 'landing', set: 1, side: '' }
  ]).flat();
const FLIGHT_S = Math.sqrt((8 * 0.25) / 9.80665); // of 25 cm

test.each([
  [50, 1.1],
  [60, 1.0],
  [120, 0.7],
  [240, 0.6]
])('a jump of 25 cm at %i frames a second is worth what the reference says', (fps, error) => {
  const shown = previewOf(jump(FLIGHT_S * fps), fps, 'squat_jumps', null);
  expect(shown.jumps[0]?.height_cm?.value).toBeCloseTo(25, 6);
  expect(shown.jumps[0]?.height_cm?.error.toFixed(1)).toBe(error.toFixed(1));
});

test('what all flights share does not go away with their number', () => {
  expect(previewOf(jump(FLIGHT_S * 240, 10), 240, 'squat_jumps', null).height_cm?.error.toFixed(1)).toBe('0.5');
});

test('no height below 50 frames a second, no contact below 120', () => {
  expect(previewOf(jump(14), 30, 'squat_jumps', null).height_cm).toBeNull();
  const bounds: Mark[] = [0, 10, 25, 35].map((frame, place) => ({ frame, event: place % 2 ? 'take-off' : 'landing', set: 1, side: '' }));
  expect(previewOf(bounds, 60, 'bounding', 30)).toMatchObject({ contacts: 2, contact_s: null });
  expect(previewOf(bounds, 120, 'bounding', 30).contact_s?.value).toBeCloseTo(10 / 120);
});

test('two cones make a time and, with the tape, a speed', () => {
  const cones: Mark[] = [100, 1060].map((frame) => ({ frame, event: 'cone', set: 1, side: '' }));
  const run = previewOf(cones, 240, 'flat_sprints', 30).runs[0];
  expect(run?.time_s.value).toBe(4);
  expect(run?.speed_mps?.value).toBe(7.5);
});

test('a frame holds one mark, and feet take turns', () => {
  const marks = withMark(withMark([], { frame: 9, event: 'landing', set: 1, side: '' }), { frame: 4, event: 'take-off', set: 1, side: '' });
  expect(marks.map((mark) => mark.frame)).toEqual([4, 9]);
  expect(clash(marks)).toBeNull();
  expect(withMark(marks, { frame: 9, event: 'cone', set: 1, side: '' })).toHaveLength(2);
  expect(clash(withMark(marks, { frame: 12, event: 'landing', set: 1, side: '' }))?.map((mark) => mark.frame)).toEqual([9, 12]);
});
