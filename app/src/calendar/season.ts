// The season as the calendar draws it: weeks as rows, days as cells, each with its name in words.

import type { Change, Season, SeasonDay as Day, SeasonSession } from '../lib/contract';
import { addDays, daysBetween, longDate, lowerFirst, monday, shortDate, weekday } from '../lib/say';
import { calendar as say } from '../lib/words.calendar';
import { DEMAND_WORDS } from '../look/look';
import { chosen } from '../lib/units.svelte';

export interface Cell {
  date: string;
  day: Day | undefined;
  km: number | null;
  sessions: SeasonSession[];
  name: string;
}

/** `phase`: its name where it begins. */
export interface Row {
  start: string;
  number: number;
  phase: string;
  light: boolean;
  km: number | null;
  contacts: number;
  cells: Cell[];
}

export function rowsOf(season: Season): Row[] {
  const days = new Map(season.days.map((day) => [day.date, day]));
  const sessions = grouped(season.sessions);
  return season.weeks.map((week, index) => ({
    start: monday(week.start),
    number: index + 1,
    phase: week.phase === season.weeks[index - 1]?.phase ? '' : (say.phases[week.phase] ?? week.phase),
    light: week.light,
    km: week.km,
    contacts: week.contacts,
    cells: Array.from({ length: 7 }, (_, offset) => {
      const date = addDays(monday(week.start), offset); // a plan may begin in mid-week
      const day = days.get(date);
      const here = [...(sessions.get(date) ?? [])].sort((a, b) => a.order - b.order);
      const km = day?.km ?? null;
      return { date, day, km, sessions: here, name: cellName(date, day, km, here) };
    })
  }));
}

function grouped(sessions: SeasonSession[]): Map<string, SeasonSession[]> {
  const found = new Map<string, SeasonSession[]>();
  for (const one of sessions) found.set(one.date, [...(found.get(one.date) ?? []), one]);
  return found;
}

/** "Thursday 28 January, medium-long, 14 km, strides 6 × 20 s" */
export function cellName(date: string, day: Day | undefined, km: number | null, sessions: SeasonSession[]): string {
  const parts = [longDate(date)];
  if (day) parts.push(day.demand === 'race' ? `race, ${day.title}` : day.demand === 'unknown' ? say.unknownDay : demandWord(day.demand));
  if (km) parts.push(`${rounded(km)} ${chosen.of('km').unit}`);
  for (const one of sessions) {
    const became = say.became[one.status];
    parts.push(`${lowerFirst(one.name)} ${one.dose}${became ? `, ${became}` : ''}${one.off ? `, ${say.off}` : ''}`);
  }
  for (const work of day?.own ?? []) parts.push(say.own(work.text));
  return parts.join(', ');
}

export const demandWord = (demand: string): string => DEMAND_WORDS[demand] ?? demand;
/** In the runner's own unit. */
export const rounded = (km: number): string => String(Math.round(km * chosen.of('km').scale));

/** "Marathon, 18 April": what the season is for. */
export function title(season: Season): string {
  const race = season.race ? season.days.find((day) => day.date === season.race && day.demand === 'race') : undefined;
  if (!season.race) return say.season;
  const date = longDate(season.race).split(' ').slice(1).join(' ');
  return race?.title ? `${race.title}, ${date}` : date;
}

/** "Week 7 of 18, 79 days to go." */
export function standing(season: Season, today: string): string {
  const index = season.weeks.findIndex((week) => monday(week.start) === monday(today));
  const parts: string[] = [];
  if (index >= 0) parts.push(say.weekOf(index + 1, season.weeks.length));
  if (season.race && season.race >= today) parts.push(say.toGo(daysBetween(today, season.race)));
  return parts.join(', ');
}

/** What a day's own training is called: its title, else what it asks for. */
export const dayTitle = (day: Day | undefined): string => (day ? day.title || demandWord(day.demand) : '');

/** A day that is over, or work that was done, stays where it is. */
export const movable = (session: SeasonSession, today: string): boolean =>
  session.date >= today && (session.status === 'ahead' || session.status === 'not yet said' || session.status === 'missed');

const when = (date: string): string => `${weekday(date)} ${shortDate(date)}`;

function doseOf(session: NonNullable<Change['now']>): string {
  const work = session.work_m ? say.m(session.work_m) : say.s(session.work_s ?? 0);
  return say.reps(session.reps, session.sets, work);
}

/** A change of the plan in a line. */
export function changeLine(change: Change, name: string): string {
  const { was, now } = change;
  if (change.kind === 'moved' && was && now) return say.change.moved(name, when(was.date), when(now.date));
  if (change.kind === 'dropped' && was) return say.change.dropped(name, when(was.date));
  if (!now) return name;
  if (change.kind === 'added') return say.change.added(name, when(now.date));
  return change.kind === 'more' ? say.change.more(name, when(now.date), doseOf(now)) : say.change.less(name, when(now.date), doseOf(now));
}

/** "hill_sprints" as a word, where nothing says its name. */
export const plainName = (exercise: string): string => {
  const words = exercise.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
