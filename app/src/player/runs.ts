// Sessions that are being done, on this phone's disk: a row a session, with every event so far.

import { keep } from '../lib/keep';
import type { Outbox } from '../lib/outbox';
import { hold } from './hold';
import type { PlayerEvent } from './machine';
import type { Script } from './script';

/** `ahead`: by how much the session's clock is ahead of the phone's. `over`: nothing more comes. `queued`: it
 * is in the outbox, or was sent. */
export interface Run {
  id: string;
  runner: string;
  script: Script;
  opened: number;
  events: PlayerEvent[];
  ahead: number;
  over: boolean;
  queued: boolean;
}

const FORGOTTEN_MS = 12 * 3_600_000;
const SEEN_OUT_MS = 60_000; // a timed effort that nobody ended is over by then
const KEPT_MS = 30 * 86_400_000;

const key = (runner: string, session: string): string => `${runner}/${session}`;

export const runOf = (runner: string, session: string): Promise<Run | undefined> => keep.get<Run>('guided', key(runner, session));

/** Safe on the disk once it resolves. */
export async function keepRun(run: Run): Promise<void> {
  await keep.put('guided', key(run.runner, run.script.session.id), run);
}

/** Hands a session that is over to the outbox; a second time changes nothing. */
export async function handIn(run: Run, outbox: Outbox): Promise<Run> {
  const { script } = run;
  await outbox.add({
    id: `guided/${run.id}`,
    path: `/runners/${encodeURIComponent(run.runner)}/guided/${run.id}`,
    body: {
      opened: instant(run.opened),
      header: script.header,
      events: run.events.map(({ at, began, ...event }) => ({ ...event, at: instant(at), ...(began !== undefined && { began: instant(began) }) }))
    },
    name: script.name,
    exercise: script.session.exercise,
    date: script.session.date
  });
  const queued = { ...run, queued: true };
  await keepRun(queued);
  return queued;
}

/** Ends what nobody will come back to as interrupted, and hands it in. Nothing is handed in twice. */
export async function closeRun(run: Run, outbox: Outbox): Promise<void> {
  if (run.over ? run.queued : !run.events.length) return;
  const ended: PlayerEvent = { act: 'interrupt', at: lastSeen(run) + SEEN_OUT_MS };
  await handIn(run.over ? run : { ...run, events: [...run.events, ended], over: true }, outbox);
}

/** Nobody comes back to it: so long ago was it last touched. */
export const isForgotten = (run: Run): boolean => !run.over && age(run) > FORGOTTEN_MS;

/** Hands in what a killed page could not, closes what nobody came back to, forgets what is long over. `whole`: a
 * run with all that was recorded of it. */
export async function tidyRuns(outbox: Outbox, whole: (run: Run) => Promise<Run>): Promise<void> {
  for (const name of await keep.keys('guided')) {
    const release = await hold(name);
    if (!release) continue; // it is being led
    try {
      const found = await keep.get<Run>('guided', name);
      if (!found) continue;
      const run = await whole(found);
      if (run.over || isForgotten(run)) await closeRun(run, outbox);
      if (age(run) > KEPT_MS || (isForgotten(run) && !run.events.length)) await keep.drop('guided', name);
    } finally {
      release();
    }
  }
}

const age = (run: Run): number => Date.now() + run.ahead - lastSeen(run);
const lastSeen = (run: Run): number => run.events.at(-1)?.at ?? run.opened;

/** "2027-01-29T17:30:00.000+01:00": with the runner's own time of day, which says on which day it was. */
export function instant(at: number): string {
  const zone = -new Date(at).getTimezoneOffset();
  const two = (value: number): string => String(value).padStart(2, '0');
  const local = new Date(Math.round(at) + zone * 60_000).toISOString().slice(0, -1);
  return `${local}${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
}

/** An id that no other phone makes. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
