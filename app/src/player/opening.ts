// Opening a session: what of it is on this phone already, and what is to be asked first.

import { Problem, get, type Answer } from '../lib/api';
import type { Coming, Script, Scripts, SessionOff } from '../lib/contract';
import { keep } from '../lib/keep';
import { outbox } from '../lib/outbox';
import { addDays, monday } from '../lib/say';
import { session as words } from '../lib/words.session';
import { Clock } from './clock';
import { PAIN, doneParts, replay } from './machine';
import { whole } from './recorded';
import { closeRun, isForgotten, keepRun, newId, runOf, type Run } from './runs';

export { hold } from './hold';

const DAYS = 14;
const PAST_DAYS = 21; // nobody remembers further back
const ASKED_MS = 1500; // what is off is worth that wait, and signal at a track is poor
const COLD_MS = 20 * 60_000; // who is away for longer is asked

export type Opened =
  | { kind: 'play'; run: Run }
  | { kind: 'return'; run: Run; done: number }
  | { kind: 'before'; run: Run; done: number }
  | { kind: 'off'; off: SessionOff; begun: boolean }
  | { kind: 'elsewhere' }
  | { kind: 'missing'; why: string };

const shelf = (runner: string): string => `/runners/${encodeURIComponent(runner)}`;

const scriptsPath = (runner: string): string => `${shelf(runner)}/scripts?days=${DAYS}`;
const pastKey = (runner: string): string => `${scriptsPath(runner)}#past`;

/** The next two weeks' scripts: as they are kept here, at once; from the server where none are. */
export async function scripts(runner: string): Promise<Script[]> {
  const path = scriptsPath(runner);
  const held = await keep.get<{ value: Scripts }>('answers', path).catch(() => undefined);
  const asked = get<Scripts>(path).then(async ({ value }) => {
    await remember(runner, value).catch(() => undefined);
    return value.scripts;
  });
  if (!held) return asked;
  asked.catch(() => undefined);
  return held.value.scripts;
}

/** Days that are over stay here for a while: what was done on them may be told without signal too. */
async function remember(runner: string, news: Scripts): Promise<void> {
  const before = (await keep.get<Script[]>('answers', pastKey(runner))) ?? [];
  const past = before.filter(({ session }) => addDays(news.first, -PAST_DAYS) <= session.date && session.date < news.first);
  await keep.put('answers', pastKey(runner), [...past, ...news.scripts]);
}

/** One session's script. Throws Problem where it is neither here nor reached. */
export async function scriptOf(runner: string, session: string): Promise<Script> {
  const near = await scripts(runner).catch(() => []);
  const here = near.find((each) => each.session.id === session);
  if (here) return here;
  try {
    return (await get<Script>(`${shelf(runner)}/scripts/${encodeURIComponent(session)}`)).value;
  } catch (error) {
    const past = (await keep.get<Script[]>('answers', pastKey(runner)).catch(() => [])) ?? [];
    const found = past.find((each) => each.session.id === session);
    if (!found) throw error;
    return found;
  }
}

/** Why a session is not begun as things stand, by the last word of the server: asked for where `ask`, else as
 * it is kept here. */
export async function offOf(runner: string, { id, date }: { id: string; date: string }, ask: boolean): Promise<SessionOff | null> {
  const week = `${shelf(runner)}/weeks/${monday(date)}`;
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ASKED_MS));
  const fresh = ask ? await Promise.race([get<Coming>(week).catch(() => undefined), late]) : undefined;
  const paths = [week, `${shelf(runner)}/today`, `${shelf(runner)}/today?on=${date}`];
  const held = await Promise.all(paths.map((path) => keep.get<Answer<Coming>>('answers', path).catch(() => undefined)));
  const newest = held.filter((one) => one !== undefined).sort((a, b) => b.at - a.at);
  const known = fresh && !fresh.stale ? [fresh, ...newest] : newest;
  const said = known.flatMap(({ value }) => value.sessions).find((one) => one.id === id)?.off;
  return said ?? (await afterPain(runner, { id, date }, !fresh || fresh.stale));
}

/** Where pain stopped another session of that day on this phone, nothing more of the day is begun; once the server
 * has heard all that was said here, and can be asked, its own word stands. */
export async function afterPain(runner: string, { id, date }: { id: string; date: string }, alone: boolean): Promise<SessionOff | null> {
  if (!alone && !(await outbox.waiting().catch(() => [])).length) return null;
  const held = await keep.get<{ value: Scripts }>('answers', scriptsPath(runner)).catch(() => undefined);
  for (const { session, name } of held?.value.scripts ?? []) {
    if (session.date !== date || session.id === id) continue;
    const run = await runOf(runner, session.id).catch(() => undefined);
    const stop = run && !isForgotten(run) ? replay(run.script, run.opened, run.events).stop : null;
    if (stop?.rule === PAIN) return { say: words.offPain(name), because: stop, until: null, meanwhile: words.offPainMeanwhile };
  }
  return null;
}

export async function open(runner: string, session: string): Promise<Opened> {
  const found = await runOf(runner, session).catch(() => undefined);
  const run = found && (await whole(found));
  if (run?.over) return { kind: 'before', run, done: doneParts(replay(run.script, run.opened, run.events)) };
  if (run) {
    if (isForgotten(run)) {
      await closeRun(run, outbox);
      return run.events.length ? open(runner, session) : anew(runner, session);
    }
    const off = await offOf(runner, run.script.session, false); // one that is going on waits for nobody
    if (off) return { kind: 'off', off, begun: run.events.length > 0 };
    const away = new Clock(run.ahead).now() - (run.events.at(-1)?.at ?? run.opened);
    if (away < COLD_MS) return { kind: 'play', run: away < 0 ? { ...run, ahead: run.ahead - away } : run };
    if (run.events.length) return { kind: 'return', run, done: doneParts(replay(run.script, run.opened, run.events)) };
  }
  return anew(runner, session);
}

export async function anew(runner: string, session: string): Promise<Opened> {
  try {
    const script = await scriptOf(runner, session);
    const before = await runOf(runner, session).catch(() => undefined);
    const off = await offOf(runner, script.session, true);
    if (off) return { kind: 'off', off, begun: !!before?.events.length };
    if (before) await closeRun(before, outbox);
    const run: Run = { id: newId(), runner, script, opened: Date.now(), events: [], ahead: 0, over: false, queued: false };
    await keepRun(run).catch(() => undefined);
    return { kind: 'play', run };
  } catch (error) {
    return { kind: 'missing', why: error instanceof Problem ? error.message : '' };
  }
}
