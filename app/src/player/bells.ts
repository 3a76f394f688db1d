// What rings ahead of an instant, as far as time alone will bring it.

import { earliestStart, settle, type State } from './machine';

export type Tone = 'tick' | 'go' | 'mark' | 'over' | 'soon' | 'open';
export interface Bell {
  at: number;
  tone: Tone;
}

const TICKS_S = 3; // of a count-in, before the start
const SOON_S = 10; // before the earliest start: time to walk to the line
const LEAST_REST_S = 30; // shorter rests need no word ahead

/** The bells after `at`, the next first. */
export function bells(before: State, at: number): Bell[] {
  const state = settle(before, at);
  const ahead = ringing(state).filter((bell) => bell.at > at);
  return ahead.sort((one, other) => one.at - other.at);
}

function ringing(state: State): Bell[] {
  const { script, since } = state;
  const opens = earliestStart(state);
  const rest: Bell[] =
    opens === null || (state.phase !== 'wait' && !state.paused)
      ? []
      : [...(script.rest_s > LEAST_REST_S ? [{ at: opens - SOON_S * 1000, tone: 'soon' as const }] : []), { at: opens, tone: 'open' }];
  if (state.paused || state.phase === 'wait') return rest;
  const part = script.parts[state.part];
  if (!part) return [];
  if (state.phase === 'count_in') {
    const start = since + script.count_in_s * 1000;
    const ticks = Array.from({ length: Math.min(TICKS_S, script.count_in_s) }, (_, place): Bell => ({ at: start - (place + 1) * 1000, tone: 'tick' }));
    return [...ticks, { at: start, tone: 'go' }, ...effort(part, start)];
  }
  return state.phase === 'effort' ? effort(part, since) : [];
}

function effort(part: { limit_s: number | null; about_s: number | null }, start: number): Bell[] {
  const rings: Bell[] = [];
  if (part.about_s !== null && part.about_s !== part.limit_s) rings.push({ at: start + part.about_s * 1000, tone: 'mark' });
  if (part.limit_s !== null) rings.push({ at: start + part.limit_s * 1000, tone: 'over' });
  return rings;
}
