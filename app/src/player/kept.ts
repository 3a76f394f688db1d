// A day as this phone knows it: built of the weeks that are kept here, where the server can't be reached, and
// of what was done and said here meanwhile.

import { Problem, get, type Answer } from '../lib/api';
import type { Coming, NewReport, Question } from '../lib/contract';
import { dayNow } from '../lib/day';
import { keep } from '../lib/keep';
import { outbox } from '../lib/outbox';
import { addDays, daysBetween, monday } from '../lib/say';
import { leftOf } from './left';
import { afterPain, scripts } from './opening';

const WEEK_DAYS = 7;
const SORE_DAYS = 3; // after a session; later its soreness is asked no more
const OPEN: readonly string[] = ['ahead', 'not yet said', 'missed'];

const shelf = (runner: string): string => `/runners/${encodeURIComponent(runner)}`;
const weekPath = (runner: string, date: string): string => `${shelf(runner)}/weeks/${monday(date)}`;
const held = <T>(path: string): Promise<Answer<T> | undefined> => keep.get<Answer<T>>('answers', path).catch(() => undefined);

/** Fetches what the next two weeks need without signal: scripts, the days, the season. One after the other, and
 * none is waited for. */
export async function keepAhead(runner: string, today: string): Promise<void> {
  await scripts(runner);
  for (const path of [weekPath(runner, today), weekPath(runner, addDays(today, WEEK_DAYS)), `${shelf(runner)}/season`]) {
    await get(path).catch(() => undefined); // the season may end before
  }
}

/** Today as the server says it; without it the day that it is by now, of what is kept here. Throws Problem. */
export async function today(runner: string): Promise<Answer<Coming>> {
  const answer = await get<Coming>(`${shelf(runner)}/today`);
  const date = answer.stale ? dayNow(answer.value.first, answer.at) : answer.value.first;
  const here = date === answer.value.first ? undefined : await keptDay(runner, date);
  const coming = here?.value ?? answer.value;
  const since = here ? [...(await hurting(runner, answer.value.due, date)), ...(await unsaid(runner, answer.value.first, date))] : [];
  const due = await stillDue(runner, [...answer.value.due, ...since], coming);
  const sessions = await Promise.all(coming.sessions.map(async (one) =>
    one.off || !OPEN.includes(one.status) ? one : { ...one, off: await afterPain(runner, one, answer.stale) }
  ));
  return { ...answer, value: { ...coming, sessions, due } };
}

/** One day from the server; without it as it is kept here. Throws Problem. */
export async function dayOf(runner: string, date: string): Promise<Answer<Coming>> {
  try {
    return await get<Coming>(`${shelf(runner)}/today?on=${date}`);
  } catch (error) {
    const here = error instanceof Problem && error.status === 0 ? await keptDay(runner, date) : undefined;
    if (!here) throw error;
    return here;
  }
}

async function keptDay(runner: string, date: string): Promise<Answer<Coming> | undefined> {
  const week = await held<Coming>(weekPath(runner, date));
  if (!week) return undefined;
  const after = (await held<Coming>(weekPath(runner, addDays(date, WEEK_DAYS))))?.value;
  const { value } = week;
  const next = [...value.sessions, ...(after?.sessions ?? [])].find((one) => one.date > date) ?? after?.next ?? value.next;
  const coming: Coming = {
    ...value,
    first: date,
    last: date,
    days: value.days.filter((one) => one.date === date),
    sessions: value.sessions.filter((one) => one.date === date),
    next: next && next.date > date ? next : null
  };
  return { value: coming, stale: true, at: week.at };
}

/** Keeps what was said of pain, so that the next day asks for it by name without signal too. */
export async function keepPain(runner: string, session: string, exercise: string, { date, pain }: Pick<NewReport, 'date' | 'pain'>): Promise<void> {
  if (!pain) return;
  const before = pain.length ? ((await keep.get<Question[]>('answers', painKey(runner))) ?? []) : [];
  const others = before.filter((one) => !pain.some((place) => place.place === one.pain?.place));
  const hurts = pain.filter((place) => place.level > 0);
  await keep.put('answers', painKey(runner), [...others, ...hurts.map(({ place, level, kind }) => ({ asks: 'pain', session, exercise, date, pain: { place, level, kind }, report: null, clock: null }))]);
}

const painKey = (runner: string): string => `${shelf(runner)}#pain`;

/** Places that were said on this phone to hurt, before `date`, and that the server did not ask for yet. */
async function hurting(runner: string, asked: Question[], date: string): Promise<Question[]> {
  const said = (await keep.get<Question[]>('answers', painKey(runner)).catch(() => [])) ?? [];
  return said.filter((one) => one.date < date && !asked.some((other) => other.pain?.place === one.pain?.place));
}

/** Sessions of days that are over since the server was heard. */
async function unsaid(runner: string, from: string, until: string): Promise<Question[]> {
  const found: Question[] = [];
  for (let start = monday(from); start < until; start = addDays(start, WEEK_DAYS)) {
    const week = (await held<Coming>(weekPath(runner, start)))?.value;
    for (const one of week?.sessions ?? []) {
      if (from <= one.date && one.date < until && OPEN.includes(one.status)) {
        found.push({ asks: 'done', session: one.id, exercise: one.exercise, date: one.date, pain: null, report: null, clock: null });
      }
    }
  }
  return found;
}

/** The questions that nothing done or said on this phone answers yet; and where it hurts that stopped a session
 * here. */
async function stillDue(runner: string, asked: Question[], coming: Coming): Promise<Question[]> {
  const said = (await outbox.waiting().catch(() => [])).filter((row) => row.path.startsWith(`${shelf(runner)}/reports/`)).map((row) => row.body as NewReport);
  const left = await leftOf(runner, [...new Set([...asked, ...coming.sessions.map((one) => ({ session: one.id }))].map((one) => one.session))]);
  const stopped = coming.sessions
    .filter((one) => left[one.id]?.pain && !asked.some((question) => question.asks === 'pain' && question.session === one.id))
    .filter((one) => OPEN.includes(one.status)) // what the server has heard of it asks itself
    .map((one): Question => ({ asks: 'pain', session: one.id, exercise: one.exercise, date: one.date, pain: null, report: null, clock: null }));
  const isAnswered = (one: Question): boolean => {
    if (one.asks === 'pain') return said.some((report) => report.pain && (!one.pain || !report.pain.length || report.pain.some((pain) => pain.place === one.pain?.place)));
    if (one.asks === 'day') return said.some((report) => report.corrects === one.report);
    if (one.asks === 'done') return left[one.session]?.kind === 'over' || said.some((report) => report.session === one.session && report.completion);
    return daysBetween(one.date, coming.first) > SORE_DAYS || said.some((report) => report.session === one.session && report.soreness_48h != null);
  };
  return [...stopped, ...asked].filter((one) => !isAnswered(one));
}
