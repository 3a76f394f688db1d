// A session on its way to another day, by mouse, finger or keys: where it is over, what is said of that, and
// what it changed once it was put down.

import { Problem } from '../lib/api';
import type { Change, SeasonSession, Why } from '../lib/contract';
import { words } from '../lib/words';
import { longDate } from '../lib/say';
import { calendar as say } from '../lib/words.calendar';
import { newId } from '../player/runs';
import { ASKING, ask, keepMove, known, takeBack, whyOf, type Verdict } from './moves';

const ASK_AFTER_MS = 180;

/** What came of it. `undo`: what is taken back, and where it stood. */
export interface Outcome {
  text: string;
  care: boolean;
  changes: Change[];
  undo: { id: string; name: string; on: string } | undefined;
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
    await this.put(session, over);
  }

  async undo(): Promise<void> {
    const undo = this.outcome?.undo;
    if (!undo || this.busy) return;
    this.busy = true;
    await this.back(undo.id, undo.name, undo.on);
  }

  /** Takes back a move, or that a session was left out. */
  async back(id: string, name: string, on: string): Promise<void> {
    this.busy = true;
    this.said = say.carry.moving;
    try {
      const told = await takeBack(id);
      if (told.applied) {
        await this.changed('', on);
        const changes = told.changes.filter((one) => one.now?.date !== on);
        this.settle({ text: say.carry.restored(name, longDate(on)), care: false, changes, undo: undefined });
      } else {
        const why = told.not_moved[0]?.because[0]?.text ?? '';
        this.settle({ text: `${say.carry.notBack(name, longDate(on))} ${why}`, care: true, changes: [], undo: undefined });
      }
    } catch (error) {
      this.settle({ text: saidOf(error), care: true, changes: [], undo: undefined });
    }
  }

  leaveOut(session: SeasonSession): Promise<void> {
    this.busy = true;
    return this.put(session, null);
  }

  private async put(session: SeasonSession, to: string | null): Promise<void> {
    this.said = say.carry.moving;
    const id = newId();
    try {
      const told = await keepMove(id, session.id, to);
      const adapted = told.adapted;
      if (!told.applied) {
        const why = adapted?.not_moved[0]?.because[0]?.text ?? '';
        this.settle({ text: `${say.carry.notMoved(session.name, longDate(session.date))} ${why}`, care: true, changes: [], undo: undefined });
        return;
      }
      const own = adapted?.changes.find((one) => one.was?.id === session.id);
      const changes = (adapted?.changes ?? []).filter((one) => one !== own);
      await this.changed(session.date, to ?? session.date);
      const text = to ? say.carry.moved(session.name, longDate(to)) : say.left(session.name, longDate(session.date));
      this.settle({ text, care: false, changes, undo: { id, name: session.name, on: session.date } });
    } catch (error) {
      this.settle({ text: `${say.carry.notMoved(session.name, longDate(session.date))} ${saidOf(error)}`, care: true, changes: [], undo: undefined });
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

const saidOf = (error: unknown): string => (error instanceof Problem ? (error.status ? error.message : say.carry.noSignal) : words.error.unknown);
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
