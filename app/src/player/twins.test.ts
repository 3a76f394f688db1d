// The machine against its twin in Python: tests/test_app_machine.py writes what that one makes of random
// events into a file, names it in FULLSTRIDE_TWINS, and runs this.

// @ts-expect-error tests run in Node, whose types are not among the client's
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apply, begin, replay, settle, type PlayerEvent, type State } from './machine';
import type { Script } from './script';
import { show } from './showing';

interface Walk {
  script: Script;
  opened: number;
  events: PlayerEvent[];
  looks: number[];
  states: object[];
  settled: object[];
  shown: object[];
}

declare const process: { env: Record<string, string | undefined> };
const path = process.env['FULLSTRIDE_TWINS'];
const walks: Walk[] = path ? (JSON.parse(readFileSync(path, 'utf-8')) as Walk[]) : [];
const told = ({ script: _script, ...state }: State): object => state;

test.runIf(path)('the same events make the same states and the same screens as in Python', () => {
  expect(walks.length).toBeGreaterThan(0);
  for (const { script, opened, events, looks, states, settled, shown } of walks) {
    let state = begin(script, opened);
    events.forEach((event, place) => {
      state = apply(state, event);
      expect(told(state)).toEqual(states[place]);
      expect(told(settle(state, looks[place]!))).toEqual(settled[place]);
      expect(show(state, looks[place]!)).toEqual(shown[place]);
    });
    expect(replay(script, opened, events)).toEqual(state);
  }
});
