// Calendars on their way in: handed in, fetched, read again, and what their titles mean.

import { change, get, Problem, upload } from '../lib/api';
import type { CalendarDetail, CalendarKept, Calendars, Profile, ProfileForm, SeasonDay } from '../lib/contract';
import { who } from '../lib/me.svelte';
import { newId } from '../player/runs';

const FETCH_MS = 45_000; // another server has to answer first

type Day = Omit<SeasonDay, 'km'>;
export type Demand = NonNullable<ProfileForm['treat']>[string];
export const DEMANDS: Demand[] = ['rest', 'easy', 'medium', 'long', 'hard', 'race', 'cross', 'strength', 'strides'];

export const list = (): Promise<Calendars> => get<Calendars>(who.at('/calendars')).then((answer) => answer.value);
export const detail = (id: string): Promise<CalendarDetail> => get<CalendarDetail>(at(id)).then((answer) => answer.value);
/** `race`: the last day of a plan that has no dates. */
export const handIn = (data: Blob, name: string, id = newId(), race = ''): Promise<CalendarKept> =>
  upload<CalendarKept>(`${at(id)}?name=${encodeURIComponent(name)}${race ? `&race=${race}` : ''}`, data);
export const fetchFrom = (url: string, race = ''): Promise<CalendarKept> =>
  change<CalendarKept>('PUT', `${at(newId())}/address`, { url, race: race || null }, FETCH_MS);
export const readAgain = (id: string, race = ''): Promise<CalendarKept> =>
  change<CalendarKept>('POST', `${at(id)}/reread`, race ? { race } : undefined, FETCH_MS);
export const takeAway = (id: string): Promise<void> => change<void>('DELETE', at(id));
export const useAgain = (id: string): Promise<CalendarKept> => change<CalendarKept>('POST', `${at(id)}/use`);

type Aside = Calendars['put_aside'][number];
/** Calendars that were put aside together come back together; the last first. */
export function asides(found: Calendars): { at: string; by: string; ids: string[]; names: string[] }[] {
  const groups = new Map<string, Aside[]>();
  for (const one of found.put_aside) groups.set(one.at, [...(groups.get(one.at) ?? []), one]);
  return [...groups.values()]
    .map((them) => ({ at: them[0]!.at, by: them[0]!.by, ids: them.map((one) => one.id), names: them.map((one) => one.name) }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** A plan that can be read as soon as somebody says when it ends. */
export const wantsDay = (error: unknown): boolean => error instanceof Problem && error.kind === 'urn:fullstride:no-dates';

const at = (id: string): string => who.at(`/calendars/${encodeURIComponent(id)}`);

export const profile = (): Promise<Profile> => get<Profile>(who.at('/profile')).then((answer) => answer.value);
export const keepProfile = (form: ProfileForm): Promise<Profile> => change<Profile>('PUT', who.at('/profile'), form);

/** From now on this title asks for that, on every day of that name. */
export async function treat(title: string, demand: Demand): Promise<void> {
  const { form } = await profile();
  await keepProfile({ ...form, treat: { ...form.treat, [title]: demand } });
}

/** Days of one title that are read alike. */
export interface Alike {
  title: string;
  demand: string;
  why: string;
  sure: boolean;
  dates: string[];
}

/** Titles as they are read, those that the words did not settle first. */
export function alike(days: Day[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const day of days) {
    const key = `${day.title}\n${day.demand}`;
    const known = found.get(key);
    if (known) known.dates.push(day.date);
    else found.set(key, { title: day.title, demand: day.demand, why: day.why, sure: day.sure === 'clear', dates: [day.date] });
  }
  return [...found.values()].sort((a, b) => Number(a.sure) - Number(b.sure) || b.dates.length - a.dates.length);
}
