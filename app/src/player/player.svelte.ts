// One session being led: the machine's state, the clock, and everything that tells the runner of it.
// An event is on the phone's disk before anything else happens.

import { outbox } from '../lib/outbox';
import { clock as minutes } from '../lib/say';
import { session as say } from '../lib/words.session';
import { bells } from './bells';
import { Clock } from './clock';
import { apply, earliestStart, replay, settle, type Act, type PlayerEvent, type State } from './machine';
import { handIn, keepRun, type Run } from './runs';
import { show, timeOfDay, unit, whyStopped } from './showing';
import { Signals } from './signals';
import { switches } from './switches.svelte';
import { Wake } from './wake';

const LOOK_MS = 100;
const TWICE_MS = 300; // a second tap of the same finger

export class Player {
  state: State;
  at: number;
  note = $state('');
  unkept = $state(false);
  dim = $state(false); // the screen may go dark
  wasSet = $state(false); // the phone's clock, meanwhile

  readonly clock: Clock;
  private readonly signals = new Signals();
  private readonly wake = new Wake();
  private readonly timer: ReturnType<typeof setInterval>;
  private queue: Promise<unknown> = Promise.resolve();
  private moment = '';

  constructor(private run: Run) {
    this.clock = new Clock(run.ahead, (ahead) => this.onSet(ahead));
    this.state = $state.raw(replay(run.script, run.opened, run.events));
    this.at = $state(this.clock.now());
    this.moment = this.showing.moment;
    this.timer = setInterval(() => this.look(), LOOK_MS);
    document.addEventListener('visibilitychange', this.onSight);
    addEventListener('pagehide', this.onSight);
    void this.light();
    void this.save();
    this.ring();
  }

  get showing(): ReturnType<typeof show> {
    return show(this.state, this.at);
  }

  /** Something the runner did, now. */
  do(act: Act, value?: number): void {
    this.signals.wake();
    const at = this.clock.now();
    if (act === 'go' && at - settle(this.state, at).since < TWICE_MS) return;
    const event: PlayerEvent = value === undefined ? { act, at } : { act, at, value };
    this.queue = this.queue.then(() => this.take(event));
  }

  /** Rings anew, after a switch was flipped. */
  ring(): void {
    const now = this.clock.now();
    this.signals.ring(this.state.phase === 'over' ? [] : bells(this.state, now), now, switches.on);
  }

  close(): void {
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.onSight);
    removeEventListener('pagehide', this.onSight);
    this.signals.close();
    this.wake.release();
  }

  private async take(event: PlayerEvent): Promise<void> {
    const after = apply(this.state, event);
    this.note = '';
    if (told(after) === told(settle(this.state, event.at))) {
      const opens = earliestStart(after);
      if (event.act === 'go' && after.phase === 'wait' && opens !== null) this.note = say.notYet(timeOfDay(opens));
      return;
    }
    this.run = { ...this.run, events: [...this.run.events, event], over: after.phase === 'over' };
    await this.save();
    const before = this.showing.care;
    this.state = after;
    this.ring();
    this.look();
    const { phase, care } = this.showing;
    if (phase === 'wait' && care && care !== before && switches.on.voice) this.signals.say(care);
    if (after.phase === 'over') await this.finish();
  }

  private async finish(): Promise<void> {
    this.wake.release();
    this.run = await handIn(this.run, outbox).catch(() => {
      this.unkept = true;
      return this.run;
    });
  }

  private async save(): Promise<void> {
    try {
      await keepRun(this.run);
      this.unkept = false;
    } catch {
      this.unkept = true;
    }
  }

  private look(): void {
    this.at = this.clock.now();
    const { moment } = this.showing;
    if (moment === this.moment) return;
    this.moment = moment;
    if (switches.on.voice) this.signals.say(this.spoken(moment));
  }

  /** What the voice says of a moment; "" where a beep tells all. */
  private spoken(moment: string): string {
    const { script, part } = this.state;
    const next = script.parts[part];
    const [kind, , count] = moment.split(' ');
    if (kind === 'rest') return say.speak.rest(script.rest_s < 60 ? say.speak.seconds(script.rest_s) : say.speak.minutes(minutes(script.rest_s)));
    if (kind === 'open' || kind === 'ready') return say.readyWhen;
    if (kind === 'count' && count === '3' && next) return say.speak.set(unit(next), next.what, script.cues[0] ?? '');
    if (kind === 'last') return say.lastOne;
    if (kind === 'stop') return whyStopped(this.state) || say.stopTitle;
    return '';
  }

  /** Whether the effort that ended then is as long as its recording, which begins and ends standing still. */
  wasRecorded(end: number): boolean {
    return this.run.events.some((event) => event.act === 'recorded' && event.at === end);
  }

  private readonly onSight = (): void => {
    const visible = document.visibilityState === 'visible';
    this.clock.sight(visible);
    this.look();
    if (!visible) return;
    void this.light();
    this.ring();
  };

  private onSet(ahead: number): void {
    this.run = { ...this.run, ahead };
    this.wasSet = true;
    void this.save();
    this.ring();
  }

  private async light(): Promise<void> {
    if (this.state.phase !== 'over') this.dim = !(await this.wake.hold());
  }
}

const told = ({ script: _script, ...state }: State): string => JSON.stringify(state);
