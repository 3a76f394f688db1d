// Leads through a script: a state machine over instants that never ticks. It is the twin of guide/player.py,
// event for event, so that the server makes the same record of the same events; tests/test_app_machine.py
// plays both.
//
// Instants are milliseconds since 1970. A rest runs from the end of the last effort, whatever happens in
// between. An effort that is broken off was an effort: it is rested for in full.

import type { Reason, Script, StopRule } from './script';

export type Phase = 'warm_up' | 'wait' | 'count_in' | 'effort' | 'last' | 'stopped' | 'over';
export type Form = 'kept' | 'slipping' | 'gone';
export type Outcome = 'full' | 'short' | 'limit' | 'broken';
export type Ending = 'complete' | 'early' | 'stopped' | 'interrupted';
export type Act = 'go' | 'pause' | 'redo' | 'skip' | 'end' | 'pain' | 'back' | Form | 'felt' | 'interrupt' | 'return' | 'recorded';

export interface PlayerEvent {
  readonly act: Act;
  readonly at: number;
  readonly value?: number;
  readonly began?: number; // of one that was recorded
}

export interface Effort {
  readonly part: number; // number of the script's part
  readonly start: number;
  readonly end: number;
  readonly outcome: Outcome;
  readonly redone: boolean;
  readonly form: Form | null;
  readonly felt: number | null;
}

/** Where a session stands. `part` is the place in `script.parts` of the next or present effort. */
export interface State {
  readonly script: Script;
  readonly phase: Phase;
  readonly since: number; // when the phase began
  readonly now: number; // the latest instant seen; clocks that run backwards are not followed
  readonly opened: number;
  readonly part: number;
  readonly paused: boolean;
  readonly efforts: readonly Effort[];
  readonly skipped: readonly number[];
  readonly stop: Reason | null;
  readonly returned: boolean; // gone on with after an interruption: the warm-up is a second one
  readonly ending: Ending | null;
}

/** The one stop rule that counts nothing. */
export const PAIN = 'stop.pain';
const SECOND = 1000;

export function begin(script: Script, at: number): State {
  return {
    script,
    phase: 'warm_up',
    since: at,
    now: at,
    opened: at,
    part: 0,
    paused: false,
    efforts: [],
    skipped: [],
    stop: null,
    returned: false,
    ending: null
  };
}

/** When the next effort may begin: the rest after the last one's end. Null before the first. */
export function earliestStart(state: State): number | null {
  const last = state.efforts.at(-1);
  return last ? last.end + state.script.rest_s * SECOND : null;
}

/** What time alone has made of `state` by the instant `at`. */
export function settle(state: State, at: number): State {
  const now = Math.max(at, state.now);
  const later = { ...countedIn(state, now), now };
  const end = limit(later);
  if (end === null || now < end) return later;
  return finish(later, end, here(later).work_s === null ? 'limit' : 'full');
}

/** `state` after `event`. An event that means nothing where the session stands changes nothing. */
export function apply(before: State, event: PlayerEvent): State {
  if (event.act === 'return') return goOn(before, event.at);
  const state = settle(before, event.at);
  if (state.phase === 'over') return state;
  switch (event.act) {
    case 'kept':
    case 'slipping':
    case 'gone':
      return answer(state, { form: event.act });
    case 'felt':
      return answer(state, { felt: event.value ?? null });
    case 'go':
      return go(state);
    case 'pause':
      return pause(state);
    case 'redo':
      return redo(state);
    case 'skip':
      return skip(state);
    case 'pain':
      return pain(state);
    case 'back':
      return back(state);
    case 'end':
      return end(state);
    case 'interrupt':
      return interrupt(state);
    case 'recorded':
      return recorded(state, event);
  }
}

/** The state that `events` lead to, for going on with a session. */
export const replay = (script: Script, opened: number, events: readonly PlayerEvent[]): State =>
  events.reduce(apply, begin(script, opened));

/** How many parts were done: one that was broken off was not. */
export const doneParts = (state: State): number =>
  new Set(state.efforts.filter((effort) => effort.outcome !== 'broken').map((effort) => effort.part)).size;

const here = (state: State) => state.script.parts[state.part]!;
const isLast = (state: State): boolean => state.part === state.script.parts.length;
const enter = (state: State, phase: Phase): State => ({ ...state, phase, since: state.now });

function countedIn(state: State, now: number): State {
  const start = state.since + state.script.count_in_s * SECOND;
  return state.phase !== 'count_in' || now < start ? state : { ...state, phase: 'effort', since: start };
}

/** When the present effort is over by itself. */
function limit(state: State): number | null {
  if (state.phase !== 'effort') return null;
  const most = here(state).limit_s;
  return most === null ? null : state.since + most * SECOND;
}

function go(state: State): State {
  if (state.paused) return { ...state, paused: false };
  switch (state.phase) {
    case 'warm_up':
      return enter(state, 'wait');
    case 'wait': {
      const opening = earliestStart(state);
      return opening !== null && state.now < opening ? state : enter(state, 'count_in');
    }
    case 'effort':
      return finish(state, state.now, here(state).work_s === null ? 'full' : 'short');
    case 'last':
    case 'stopped':
      return end(state);
    default:
      return state;
  }
}

/** The next effort, made where this clock did not lead: its rest runs from its own end. */
function recorded(state: State, { began, at }: PlayerEvent): State {
  if (began === undefined || !['warm_up', 'wait', 'count_in'].includes(state.phase)) return state;
  const start = Math.max(began, state.efforts.at(-1)?.end ?? state.opened);
  return start >= at ? state : finish({ ...state, phase: 'effort', since: start, paused: false }, at, 'full');
}

function pause(state: State): State {
  if (state.paused) return { ...state, paused: false };
  if (state.phase === 'last' || state.phase === 'stopped') return state;
  return { ...breakOff(state), paused: true };
}

/** Whether there is an effort that can be done again: the present one, or the one just done. */
export function canRedo(state: State): boolean {
  if (state.phase === 'effort' || state.phase === 'count_in') return true;
  // `part` is a place from 0: the effort just done has that number.
  return (state.phase === 'wait' || state.phase === 'last') && state.efforts.at(-1)?.part === state.part;
}

function redo(state: State): State {
  if (state.phase === 'effort' || state.phase === 'count_in') return breakOff(state);
  const last = state.efforts.at(-1);
  if (!last || !canRedo(state)) return state;
  const efforts = [...state.efforts.slice(0, -1), { ...last, redone: true }];
  return enter({ ...state, part: state.part - 1, efforts }, 'wait');
}

function skip(state: State): State {
  if (state.phase === 'warm_up') return { ...enter(state, 'wait'), paused: false };
  if (state.phase !== 'wait' && state.phase !== 'count_in' && state.phase !== 'effort') return state;
  const { number } = here(state);
  const broken = breakOff(state);
  return next({ ...broken, paused: false, skipped: [...broken.skipped, number] });
}

function pain(state: State): State {
  const rule = state.script.stop_rules.find((each) => each.reason.rule === PAIN);
  return stop({ ...breakOff(state), paused: false }, rule ?? null);
}

function back(state: State): State {
  if (state.phase !== 'stopped') return state;
  let { efforts } = state;
  const last = efforts.at(-1);
  if (last && state.stop && state.stop.rule !== PAIN) efforts = [...efforts.slice(0, -1), { ...last, form: null, felt: null }];
  return enter({ ...state, efforts, stop: null }, isLast(state) ? 'last' : 'wait');
}

function end(before: State): State {
  const state = breakOff(before);
  const whole = doneParts(state) === state.script.parts.length && isLast(state);
  const ending: Ending = state.stop ? 'stopped' : whole ? 'complete' : 'early';
  return { ...enter(state, 'over'), ending, paused: false };
}

function interrupt(state: State): State {
  const ended = end(state);
  return ended.ending === 'early' ? { ...ended, ending: 'interrupted' } : ended;
}

/** Goes on with a session that was interrupted, or whose end nobody saw (the power went). */
function goOn(before: State, at: number): State {
  if (before.phase === 'over' && before.ending !== 'interrupted') return before;
  const now = Math.max(at, before.now);
  let state = countedIn(before, now);
  if (state.phase === 'effort') state = enter(keepEffort(state, Math.min(now, limit(state) ?? now), 'broken'), 'wait');
  state = { ...state, now };
  const phase = state.stop ? 'stopped' : isLast(state) ? 'last' : 'warm_up';
  return { ...enter(state, phase), ending: null, paused: false, returned: true };
}

/** How the last effort went; asked in the rest, may be answered again until the next one. */
function answer(before: State, said: { form?: Form; felt?: number | null }): State {
  const asked = before.phase === 'wait' || before.phase === 'last' || before.phase === 'stopped';
  const last = before.efforts.at(-1);
  if (!last || !asked) return before;
  const felt = said.felt ?? null;
  if (felt !== null && (felt < 0 || felt > 10)) return before;
  const told = { ...last, form: said.form ?? last.form, felt: felt ?? last.felt };
  const state = { ...before, efforts: [...before.efforts.slice(0, -1), told] };
  const hurts = state.phase === 'stopped' && (!state.stop || state.stop.rule === PAIN);
  if (state.phase === 'last' || hurts) return state; // good form does not take pain back
  const rule = state.script.stop_rules.find((each) => speaks(each, state.efforts));
  if (rule) return stop(state, rule);
  return state.phase === 'stopped' ? enter({ ...state, stop: null }, 'wait') : state;
}

function speaks(rule: StopRule, efforts: readonly Effort[]): boolean {
  const left = untilItSpeaks(rule, efforts);
  return left !== null && left <= 0;
}

/** How many more breaches make `rule` stop the session; null where the player counts nothing of it. */
export function untilItSpeaks(rule: StopRule, efforts: readonly Effort[]): number | null {
  if (rule.sets !== null && efforts.some((effort) => effort.form === 'gone')) return 0;
  const most = rule.sets ?? (rule.effort === null ? null : rule.times);
  return most === null ? null : most - efforts.filter((effort) => breaks(rule, effort)).length;
}

/** Whether what was said of `effort` counts towards `rule`. */
export function breaks(rule: StopRule, effort: Effort): boolean {
  if (rule.sets !== null) return effort.form === 'slipping' || effort.form === 'gone';
  return rule.effort !== null && effort.felt !== null && effort.felt > rule.effort;
}

const stop = (state: State, rule: StopRule | null): State => enter({ ...state, stop: rule?.reason ?? null }, 'stopped');

/** Out of a count-in or an effort, back to waiting; the effort so far is kept and rested for. */
function breakOff(state: State): State {
  if (state.phase === 'count_in') return enter(state, 'wait');
  if (state.phase === 'effort') return enter(keepEffort(state, state.now, 'broken'), 'wait');
  return state;
}

const finish = (state: State, at: number, outcome: Outcome): State => ({ ...next(keepEffort(state, at, outcome)), since: at });

function keepEffort(state: State, at: number, outcome: Outcome): State {
  const effort = { part: here(state).number, start: state.since, end: at, outcome, redone: false, form: null, felt: null };
  return { ...state, efforts: [...state.efforts, effort] };
}

function next(state: State): State {
  const part = state.part + 1;
  return enter({ ...state, part }, part === state.script.parts.length ? 'last' : 'wait');
}
