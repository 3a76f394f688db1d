// What the player shows: a state at an instant, as words and one number. The twin of guide/showing.py.
//
// One number rules. In an effort it counts up; in a rest it counts down to the earliest start, then the
// rest upwards, and waits. Three cues at most, none about hurrying. Form is asked in the rest.

import { session as say } from '../lib/words.session';
import { PAIN, breaks, canRedo, doneParts, earliestStart, settle, untilItSpeaks, type Effort, type Form, type Phase, type State } from './machine';
import type { Part, StopRule } from './script';

/** `clock_s` is the one number; `mark_s` where on `track_s` a mark stands, null: an open end. `opens` is the
 * earliest next start while it lies ahead. When `moment` changes to something new, it is told. `asks` names
 * the effort whose form and hardness are asked, "Set 2"; "" where nothing is. */
export interface Showing {
  phase: Phase;
  title: string;
  place: string;
  clock_s: number | null;
  caption: string;
  lines: string[];
  asks: string;
  form: Form | '';
  felt: number | null;
  button: string;
  opens: number | null;
  done_s: number;
  mark_s: number | null;
  track_s: number | null;
  care: string;
  moment: string;
  redo: boolean;
}

const NOTHING = {
  clock_s: null,
  caption: '',
  lines: [],
  asks: '',
  form: '' as const,
  felt: null,
  button: '',
  opens: null,
  done_s: 0,
  mark_s: null,
  track_s: null,
  care: '',
  moment: ''
};

/** What to show of `before` at the instant `at`. */
export function show(before: State, at: number): Showing {
  const state = settle(before, at);
  return { ...NOTHING, phase: state.phase, ...(state.paused ? paused(state) : SHOWS[state.phase](state)), redo: canRedo(state) };
}

/** "30 m, at most 15 s", "20 s", "8 times" */
export function said(part: Part): string {
  if (part.work_s !== null) return say.seconds(part.work_s);
  if (part.work_m !== null) return say.metres(part.work_m, part.limit_s);
  return say.times(part.times);
}

/** "Rep 3", from "Rep 3 of 3" */
export const unit = (part: Part): string => part.label.split(' of ')[0]!;
const noun = (part: Part): string => unit(part).toLowerCase();

/** "17:36:10", rounded up to the second: never earlier than it is. */
export function timeOfDay(instant: number): string {
  const time = new Date(Math.ceil(instant / 1000) * 1000);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((each) => String(each).padStart(2, '0')).join(':');
}

type Shown = Partial<Showing> & { title: string; place: string };

const here = (state: State): Part => state.script.parts[state.part]!;
const elapsed = (state: State): number => (state.now - state.since) / 1000;
const tally = (state: State): string => say.tally(doneParts(state), state.script.parts.length);

function warmUp(state: State): Shown {
  const { script } = state;
  return {
    title: say.warmUp,
    place: `${script.name}, ${script.dose}`,
    clock_s: elapsed(state),
    caption: script.warm_up_min ? say.warmUpFor(script.warm_up_min) : '',
    lines: [state.returned ? say.warmUpAgain : script.warm_up, script.needs],
    button: say.ready,
    done_s: elapsed(state),
    mark_s: script.warm_up_min * 60 || null
  };
}

function wait(state: State): Shown {
  const { script } = state;
  const part = here(state);
  const place = part.what === script.name ? part.label : `${part.label}: ${part.what}`;
  const last = state.efforts.at(-1);
  if (!last) {
    return { title: say.readyWhen, place, caption: said(part), lines: script.cues, button: say.start(noun(part)), moment: 'ready' };
  }
  const opens = last.end + script.rest_s * 1000;
  const rested = (state.now - last.end) / 1000;
  const resting = state.now < opens;
  return {
    title: resting ? say.rest : say.readyWhen,
    place: resting ? say.next(place) : place,
    clock_s: resting ? script.rest_s - rested : rested,
    caption: resting ? say.until(timeOfDay(opens)) : say.rested,
    lines: resting ? [script.recovery] : script.cues,
    asks: unit(script.parts[last.part - 1]!),
    form: last.form ?? '',
    felt: last.felt,
    button: resting ? '' : say.start(noun(part)),
    opens: resting ? opens : null,
    done_s: rested,
    mark_s: script.rest_s,
    care: warning(state),
    moment: `${resting ? 'rest' : 'open'} ${state.efforts.length}`
  };
}

function countIn(state: State): Shown {
  const part = here(state);
  const left = state.script.count_in_s - elapsed(state);
  return {
    title: part.what,
    place: part.label,
    clock_s: left,
    caption: say.afterCount(said(part)),
    lines: state.script.cues,
    done_s: elapsed(state),
    track_s: state.script.count_in_s,
    moment: `count ${state.efforts.length} ${Math.min(3, Math.trunc(left) + 1)}`
  };
}

function effort(state: State): Shown {
  const part = here(state);
  return {
    title: part.what,
    place: part.label,
    clock_s: elapsed(state),
    caption: said(part),
    lines: state.script.cues,
    button: say.done,
    done_s: elapsed(state),
    mark_s: part.about_s === part.limit_s ? null : part.about_s,
    track_s: part.limit_s,
    moment: `go ${state.efforts.length}`
  };
}

function last(state: State): Shown {
  const done = state.efforts.at(-1);
  return {
    title: say.lastOne,
    place: tally(state),
    lines: [state.script.close],
    asks: done ? unit(state.script.parts[done.part - 1]!) : '',
    form: done?.form ?? '',
    felt: done?.felt ?? null,
    button: say.close,
    care: done ? warning(state) : '',
    moment: 'last'
  };
}

function stopped(state: State): Shown {
  const rule = state.stop;
  return {
    title: say.stopTitle,
    place: tally(state),
    lines: [say.stopLine, ...(rule ? [rule.text] : [])],
    button: say.close,
    care: whyStopped(state),
    moment: 'stop'
  };
}

const over = (state: State): Shown => ({
  title: say.endings[state.ending ?? 'early'],
  place: tally(state),
  lines: state.ending === 'complete' ? [state.script.close] : []
});

function paused(state: State): Shown {
  const opens = earliestStart(state);
  const ahead = opens !== null && state.now < opens ? opens : null;
  return {
    title: say.paused,
    place: tally(state),
    clock_s: ahead === null ? null : (ahead - state.now) / 1000,
    caption: ahead === null ? '' : say.restGoesOn,
    lines: [ahead === null ? say.whenYouLike : say.earliest(timeOfDay(ahead))],
    button: say.goOn,
    opens: ahead
  };
}

/** What the last effort did towards a stop, with the book's own words for it; "" where it did nothing. Behind
 * the last part there is nothing left to stop: only a rule that is reached is told there. */
function warning(state: State): string {
  const last = state.efforts.at(-1)!;
  const told = state.script.stop_rules.map((rule) => {
    const left = breaks(rule, last) ? untilItSpeaks(rule, state.efforts) : null;
    if (left === null || (left > 0 && state.phase === 'last')) return '';
    return left <= 0 ? enough(rule, last) : say.warning(rule.sets === null ? say.tooHard(last.felt ?? 0, rule.effort ?? 0) : say.slipped, left, rule.say);
  });
  return told.filter(Boolean).join(' ');
}

/** What made the session stop, as one sentence to act on; "" where nothing did. */
export function whyStopped(state: State): string {
  if (!state.stop) return '';
  if (state.stop.rule === PAIN) return say.why.pain;
  const { rule } = state.stop;
  return enough(state.script.stop_rules.find((each) => each.reason.rule === rule)!, state.efforts.at(-1)!);
}

function enough(rule: StopRule, last: Effort): string {
  if (rule.sets === null) return say.why.effort;
  return last.form === 'gone' ? say.why.gone : say.why.slipping;
}

const SHOWS: Record<Phase, (state: State) => Shown> = { warm_up: warmUp, wait, count_in: countIn, effort, last, stopped, over };
