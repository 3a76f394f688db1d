// What of a day's sessions this phone knows that the server may not know yet: one left in the middle, one done.

import { PAIN, doneParts, replay } from './machine';
import { isForgotten, runOf } from './runs';

/** `going`: begun and not over. `over`: done here, and sent or on its way. `pain`: pain stopped it. */
export interface Left {
  kind: 'going' | 'over';
  opened: number;
  done: number;
  of: number;
  pain: boolean;
}

export async function leftOf(runner: string, sessions: string[]): Promise<Record<string, Left>> {
  const found: Record<string, Left> = {};
  for (const id of sessions) {
    const run = await runOf(runner, id).catch(() => undefined);
    if (!run?.events.length || isForgotten(run)) continue;
    const state = replay(run.script, run.opened, run.events);
    found[id] = { kind: run.over ? 'over' : 'going', opened: run.opened, done: doneParts(state), of: run.script.parts.length, pain: state.stop?.rule === PAIN };
  }
  return found;
}
