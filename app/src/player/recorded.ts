// Sets that were recorded with the phone's sensors while a session is led: each is done, from when to when it was
// recorded.

import { captures, type Capture } from '../capture/captures';
import { hold } from './hold';
import { replay, settle, type PlayerEvent } from './machine';
import { keepRun, runOf, type Run } from './runs';

/** The run with what was recorded of it since its last event. What is of another part than the next one, or was
 * begun before the last one was over, is not of it. */
export function foldedIn(run: Run, recorded: readonly Capture[]): Run {
  const session = run.script.session.id;
  const mine = recorded.filter((one) => one.body && one.duration_s > 0 && one.about.session === session);
  let { events } = run;
  for (const one of mine.sort((one, other) => one.begun - other.begun)) {
    const began = Math.round(one.begun + run.ahead);
    const event: PlayerEvent = { act: 'recorded', at: Math.round(began + one.duration_s * 1000), began };
    const state = settle(replay(run.script, run.opened, events), event.at);
    const last = state.efforts.at(-1)?.end ?? run.opened;
    const next = run.script.parts[state.part]?.number === one.about.set;
    if (next && last <= began && ['warm_up', 'wait', 'count_in'].includes(state.phase)) events = [...events, event];
  }
  return events === run.events ? run : { ...run, events };
}

/** The run with all that is on this phone's disk of it, kept so. */
export async function whole(run: Run): Promise<Run> {
  if (run.over) return run;
  const folded = foldedIn(run, await captures(run.runner).catch(() => []));
  if (folded !== run) await keepRun(folded).catch(() => undefined);
  return folded;
}

/** After a set was recorded: its session knows at once, unless another window leads it. */
export async function tellSession(runner: string, session: string): Promise<void> {
  const release = await hold(`${runner}/${session}`);
  if (!release) return;
  try {
    const run = await runOf(runner, session);
    if (run) await whole(run);
  } finally {
    release();
  }
}
