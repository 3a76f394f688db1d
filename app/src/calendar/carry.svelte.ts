// A session on its way to another day, by mouse, finger or keys: where it is over, what is said of that, and
// what it changed once it was put down.

import { change, Problem } from '../lib/api';
import type { Change, SeasonSession, Why } from '../lib/contract';
import { who } from '../lib/me.svelte';
import { words } from '../lib/words';
import { longDate } from '../lib/say';
import { calendar as say } from '../lib/words.calendar';
import { newId } from '../player/runs';
import { ASKING, ask, keepMove, known, whyOf, type Verdict } from './moves';

const ASK_AFTER_MS = 180;

/** What came of it. `undo`: where it can be put back from. */
export interface Outcome {
  text: string;
  care: boolean;
  changes: Change[];
  undo: { session: SeasonSession; to: string } | undefined;
}

export class Carry {
  session = $state.raw<SeasonSession>();
  over = $state('');
  verdict = $state.raw<Verdict>();
  busy = $state(false);
  outcome = $state.raw<Outcome>();
  said = $state('');
  above = $state(false); // what is told stands above the days, as the hand is below
  private why: Why | undefined;
  private timer = 0;

  constructor(
    private readonly today: () => string,
    private readonly changed: (from: string, to: string) => Promise<void>
  ) {}

  pickUp(session: SeasonSession): void {
    this.session = session;
    this.outcome = undefined;
    this.why = undefined;
    this.said = `${say.carry.picked(session.name, longDate(session.date))} ${say.carry.how}`;
    this.over = session.date;
    this.verdict = known(session, session.date, this.today(), undefined);
    void whyOf(session.date).then((why) => {
      if (this.session !== session) return;
      this.why = why;
      const { kind } = this.verdict ?? {};
      if (kind !== 'asking' && kind !== 'unknown') return;
      const told = known(session, this.over, this.today(), why);
      if (told) this.show({ ...told, kept: kind === 'unknown' });
    });
  }

  /** Over a day: what is known is told at once, what the checker says as soon as it stays there. */
  moveOver(date: string): void {
    const { session } = this;
    if (!session || this.busy || !date || date === this.over) return;
    this.over = date;
    clearTimeout(this.timer);
    const first = known(session, date, this.today(), this.why);
    this.show(first ?? ASKING);
    if (first?.kind === 'here' || first?.kind === 'past') return;
    this.timer = window.setTimeout(async () => {
      const told = await ask(session, date, () => known(session, date, this.today(), this.why));
      if (this.session === session && this.over === date && !this.busy) this.show(told);
    }, ASK_AFTER_MS);
  }

  private show(verdict: Verdict): void {
    this.verdict = verdict;
    if (verdict.kind !== 'asking') {
      this.said = `${say.carry.over(longDate(this.over), verdict.text)}${verdict.kept ? ` ${say.carry.fromKept}` : ''}`;
    }
  }

  leave(): void {
    const { session } = this;
    clearTimeout(this.timer);
    if (session) this.said = say.carry.stays(session.name, longDate(session.date));
    this.session = this.verdict = undefined;
    this.over = '';
  }

  /** Puts it down where it is. What is forbidden stays where it was and says why. */
  async drop(): Promise<void> {
    const { session, over } = this;
    if (!session || this.busy) return;
    clearTimeout(this.timer);
    if (!over || over === session.date) return this.leave();
    this.busy = true;
    let verdict = this.verdict;
    if (!verdict || verdict.kind === 'asking') verdict = await ask(session, over, () => known(session, over, this.today(), this.why));
    if (verdict.kind === 'never' || verdict.kind === 'past') {
      this.settle({ text: `${say.carry.notMoved(session.name, longDate(session.date))} ${capitalised(verdict.text)}`, care: true, changes: [], undo: undefined });
      return;
    }
    await this.put(session, over, (name, day) => say.carry.moved(name, day), true);
  }

  async undo(): Promise<void> {
    const undo = this.outcome?.undo;
    if (!undo || this.busy) return;
    this.busy = true;
    await this.put(undo.session, undo.to, (name, day) => say.carry.restored(name, day), false);
  }

  /** Says of a session that it is not done today. */
  async leaveOut(session: SeasonSession): Promise<void> {
    try {
      await change('PUT', who.at(`/reports/${newId()}`), { date: session.date, session: session.id, completion: 'not done' });
      await this.changed('', '');
      this.settle({ text: say.left(session.name), care: false, changes: [], undo: undefined });
    } catch (error) {
      this.settle({ text: error instanceof Problem && error.status ? error.message : say.carry.noSignal, care: true, changes: [], undo: undefined });
    }
  }

  private async put(session: SeasonSession, to: string, tell: (name: string, day: string) => string, undoable: boolean): Promise<void> {
    this.said = say.carry.moving;
    try {
      const told = await keepMove(session.id, to);
      const adapted = told.adapted;
      if (!told.applied) {
        const why = adapted?.not_moved[0]?.because[0]?.text ?? '';
        this.settle({ text: `${say.carry.notMoved(session.name, longDate(session.date))} ${why}`, care: true, changes: [], undo: undefined });
        return;
      }
      const own = adapted?.changes.find((one) => one.was?.id === session.id);
      const now = { ...session, id: own?.now?.id ?? session.id, date: to };
      const changes = (adapted?.changes ?? []).filter((one) => one !== own);
      await this.changed(session.date, to);
      this.settle({ text: tell(session.name, longDate(to)), care: false, changes, undo: undoable ? { session: now, to: session.date } : undefined });
    } catch (error) {
      const why = error instanceof Problem ? (error.status ? error.message : say.carry.noSignal) : words.error.unknown;
      this.settle({ text: `${say.carry.notMoved(session.name, longDate(session.date))} ${why}`, care: true, changes: [], undo: undefined });
    }
  }

  private settle(outcome: Outcome): void {
    this.busy = false;
    this.session = this.verdict = undefined;
    this.over = '';
    this.outcome = outcome;
    this.said = outcome.text;
  }
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
