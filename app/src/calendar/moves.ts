// A session on another day: what the rules say of it, and keeping it there.

import { change, get, Problem } from '../lib/api';
import type { Moved, MoveUndone, MoveChecked, SeasonSession, Why } from '../lib/contract';
import { who } from '../lib/me.svelte';
import { monday } from '../lib/say';
import { calendar as say } from '../lib/words.calendar';

/** `kept`: told by what was last read, because the server can't be reached. */
export interface Verdict {
  kind: 'here' | 'past' | 'asking' | 'fits' | 'rather' | 'never' | 'unknown';
  text: string;
  grade: string;
  kept: boolean;
}

const PLACING_MS = 60_000; // the rest of the plan is placed around it

/** Takes back what was kept under this id. */
export const takeBack = (id: string): Promise<MoveUndone> => change<MoveUndone>('DELETE', who.at(`/moves/${id}`), undefined, PLACING_MS);

export const whyPath = (date: string): string => who.at(`/days/${date}/why`);

const bare = (kind: Verdict['kind'], text: string): Verdict => ({ kind, text, grade: '', kept: false });
export const ASKING = bare('asking', say.carry.asking);

/** What is known without asking; undefined where only the rules can say. */
export function known(session: SeasonSession, to: string, today: string, why: Why | undefined): Verdict | undefined {
  if (to === session.date) return bare('here', say.carry.here);
  if (to < today) return bare('past', say.carry.past);
  const told = why?.sessions.find((one) => one.id === session.id);
  if (!told || monday(to) !== monday(session.date)) return undefined;
  const not = told.not_on.find((one) => one.date === to);
  if (!not) return bare('fits', say.carry.fits);
  return verdict(not.never, not.because[0]?.text ?? '', not.because[0]?.grade ?? '');
}

function verdict(never: boolean, text: string, grade: string): Verdict {
  if (never) return { kind: 'never', text: say.carry.never(text), grade, kept: false };
  return text ? { kind: 'rather', text: say.carry.rather(text), grade, kept: false } : bare('fits', say.carry.fits);
}

/** What the checker says; without it what `kept` knows. Never throws: what can't be said is a verdict too. */
export async function ask(session: SeasonSession, to: string, kept: () => Verdict | undefined): Promise<Verdict> {
  try {
    const told = await change<MoveChecked>('POST', who.at('/moves/check'), { session: session.id, to });
    return verdict(told.never, told.because[0]?.text ?? '', told.because[0]?.grade ?? '');
  } catch (error) {
    if (error instanceof Problem && error.status > 0) return { ...bare('never', `${error.message}.`.replace('..', '.')), kept: false };
    const before = kept();
    return before ? { ...before, kept: true } : { ...bare('unknown', say.carry.cannotAsk), kept: true };
  }
}

/** Why the sessions of a day stand there; undefined where that was never read and can't be now. */
export async function whyOf(date: string): Promise<Why | undefined> {
  return get<Why>(whyPath(date)).then((answer) => answer.value).catch(() => undefined);
}

/** Keeps the move; sent twice it is kept once. Throws Problem. */
export const keepMove = (id: string, session: string, to: string | null): Promise<Moved> =>
  change<Moved>('PUT', who.at(`/moves/${id}`), { session, to }, PLACING_MS);
