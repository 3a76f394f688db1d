import { expect, test } from 'vitest';
import { Watcher, type Moment } from './stillness';

const G = 9.81;
function moments(spans: [number, (t: number) => number][], rate = 60): Moment[] {
  const watcher = new Watcher();
  const seen: Moment[] = [];
  let t = 0;
  for (const [seconds, size] of spans) {
    for (const end = t + seconds * 1000; t < end; t += 1000 / rate) {
      const now = watcher.add(t, size(t / 1000));
      if (seen.at(-1) !== now) seen.push(now);
    }
  }
  return seen;
}
const still = (): number => G;
const jumping = (t: number): number => (t % 1 < 0.45 ? 1 : t % 1 < 0.6 ? 28 : 12);

test('a set has stillness, the set, and stillness; long stillness ends it', () => {
  expect(moments([[1, jumping], [3, still], [5, jumping], [8, still]])).toEqual(['before', 'go', 'moving', 'after', 'enough', 'over']);
});

test('who waits before the set ends nothing', () => {
  expect(moments([[60, still]])).toEqual(['before', 'go']);
});

test('standing between jumps for a moment is not the end', () => {
  const seen = moments([[3, still], [1, jumping], [3, still], [1, jumping], [3, still]]);
  expect(seen).not.toContain('over');
});

test('walking to the place is neither stillness nor a set', () => {
  expect(moments([[20, (t) => G + 3 * Math.sin(12 * t)]])).toEqual(['before']);
});

test('the rate is measured', () => {
  const watcher = new Watcher();
  for (let t = 0; t < 3000; t += 20) watcher.add(t, G);
  expect(watcher.rate_hz).toBeCloseTo(50, 1);
  expect(watcher.felt_mps2).toBe(G);
});
