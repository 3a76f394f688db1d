import { expect, test } from 'vitest';
import type { Capture } from '../capture/captures';
import { replay } from './machine';
import { foldedIn } from './recorded';
import type { Run } from './runs';
import type { Script } from './script';

const part = (number: number): object => ({ number, label: `Rep ${number} of 3`, what: 'Bounding', work_s: null, work_m: 30, times: 1, limit_s: 15 });
const script = { session: { id: 's' }, count_in_s: 5, rest_s: 180, stop_rules: [], parts: [part(1), part(2), part(3)] } as unknown as Script;
const run: Run = { id: 'r', runner: 'Robin', script, opened: 1_000, events: [{ act: 'go', at: 2_000 }], ahead: 0, over: false, queued: false };
const capture = (set: number, begun: number, session = 's', body: object | null = {}): Capture =>
  ({ id: `${set}-${begun}`, runner: 'Robin', about: { exercise: 'bounding', position: 'belt', session, set, distance_m: 30 }, begun, duration_s: 20, body, sha256: '' }) as Capture;

test('what was recorded of the next part is done when it was recorded, in order, and once', () => {
  const folded = foldedIn(run, [capture(2, 230_000), capture(1, 10_000)]);
  const { efforts, part: next } = replay(script, run.opened, folded.events);
  expect(efforts.map(({ part, start, end, outcome }) => [part, start, end, outcome])).toEqual([
    [1, 10_000, 30_000, 'full'],
    [2, 230_000, 250_000, 'full']
  ]);
  expect(next).toBe(2);
  expect(foldedIn(folded, [capture(2, 230_000), capture(1, 10_000)])).toBe(folded);
});

test('what is of another part, of another session, of before, or broke off is not of it', () => {
  const others = [capture(2, 10_000), capture(1, 10_000, 'other'), capture(1, 500), capture(1, 10_000, 's', null)];
  expect(foldedIn(run, others)).toBe(run);
});

test('the session’s own clock says when it was, where the phone’s was set meanwhile', () => {
  const folded = foldedIn({ ...run, ahead: 5_000 }, [capture(1, 10_000)]);
  expect(folded.events.at(-1)).toEqual({ act: 'recorded', began: 15_000, at: 35_000 });
});
