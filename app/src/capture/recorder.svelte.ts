// One set being recorded: what the sensor gives goes to the disk second by second, and what the runner is to
// do next is told from the samples themselves.

import { session as spoken } from '../lib/words.session';
import { capture as say } from '../lib/words.capture';
import { newId } from '../player/runs';
import { Signals } from '../player/signals';
import { switches } from '../player/switches.svelte';
import { Wake } from '../player/wake';
import { Writer, type About, type Capture } from './captures';
import { listen, type Sample } from './sensor';
import { STANDING, Watcher, sizeOf, type Moment } from './stillness';

export const COUNT_IN_MS = 10_000;
const SHOWN_EACH_MS = 250;
const GAP_MS = 1_500; // with no samples for so long the page was out of sight

/** `idle`: samples are only looked at. `count`: the phone is put away. */
export type Phase = 'idle' | 'count' | 'record' | 'done';

export class Recorder {
  phase = $state<Phase>('idle');
  moment = $state<Moment>('before');
  rate_hz = $state<number | null>(null);
  felt_mps2 = $state<number | null>(null);
  quiet = $state(false);
  gravity = $state(true);
  heard = $state(false);
  left_s = $state(0); // of the count-in
  kept_s = $state(0);
  away_s = $state(0); // the longest time without samples
  unkept = $state(false);
  dark = $state(false); // the screen may go dark
  handsFree = $state(false);

  private watcher = new Watcher();
  private writer: Writer | undefined;
  private about: About | undefined;
  private zero: number | null = null;
  private shown = 0;
  private last = 0;
  private readonly signals = new Signals();
  private readonly wake = new Wake();
  private readonly stopListening: () => void;

  constructor(
    private readonly runner: string,
    private readonly ended: (capture: Capture) => void
  ) {
    this.stopListening = listen((sample) => this.take(sample));
    document.addEventListener('visibilitychange', this.onSight);
    addEventListener('pagehide', this.onSight);
  }

  /** To be called in a tap: sounds and the screen want one. */
  async start(about: About, handsFree: boolean): Promise<void> {
    this.signals.wake();
    this.about = about;
    this.handsFree = handsFree;
    this.watcher = new Watcher();
    this.writer = undefined;
    this.zero = null;
    this.moment = 'before';
    this.kept_s = this.away_s = 0;
    this.left_s = COUNT_IN_MS / 1000;
    this.phase = handsFree ? 'count' : 'record';
    if (!handsFree) this.open();
    this.dark = !(await this.wake.hold());
  }

  async stop(): Promise<void> {
    if (this.phase !== 'record' && this.phase !== 'count') return;
    const writer = this.writer;
    this.phase = writer ? 'done' : 'idle';
    this.wake.release();
    this.signals.hush();
    if (writer) this.ended(await writer.close());
  }

  close(): void {
    this.stopListening();
    document.removeEventListener('visibilitychange', this.onSight);
    removeEventListener('pagehide', this.onSight);
    this.writer?.flush();
    this.signals.close();
    this.wake.release();
  }

  private open(): void {
    if (!this.about) return;
    this.phase = 'record';
    this.last = 0;
    const made: Capture = { id: newId(), runner: this.runner, about: this.about, begun: Date.now(), duration_s: 0, body: null, sha256: '' };
    this.writer = new Writer(made);
    this.tell('before');
  }

  private take(sample: Sample): void {
    const { t } = sample;
    this.heard = true;
    this.gravity = sample.gravity;
    this.zero ??= t;
    if (this.phase === 'count') {
      const left = COUNT_IN_MS - (t - this.zero);
      this.left_s = Math.max(0, Math.ceil(left / 1000));
      if (left <= 0) {
        this.watcher = new Watcher();
        this.open();
      }
    }
    const moment = this.watcher.add(t, sizeOf(sample.acceleration));
    if (this.phase === 'record') {
      if (this.last && t - this.last > GAP_MS) this.away_s = Math.max(this.away_s, (t - this.last) / 1000);
      this.writer?.add(sample);
      if (moment !== this.moment) this.tell(moment);
      if (moment === 'over' && this.handsFree) void this.stop();
    }
    this.last = t;
    if (Math.abs(t - this.shown) >= SHOWN_EACH_MS) this.show(t);
  }

  private show(t: number): void {
    this.shown = t;
    this.rate_hz = this.watcher.rate_hz;
    this.felt_mps2 = this.watcher.felt_mps2;
    this.quiet = this.watcher.isQuiet;
    this.kept_s = this.writer?.duration_s ?? 0;
    this.unkept = this.writer?.failed ?? false;
  }

  /** Says it aloud: nobody looks at a phone in a belt. */
  private tell(moment: Moment): void {
    const before = this.moment;
    this.moment = moment;
    if (moment === 'over' && !this.handsFree) return;
    if (moment === 'moving' || moment === 'after' || (moment === 'go' && before !== 'before')) return;
    const now = Date.now();
    if (moment !== 'before') this.signals.ring([{ at: now + 20, tone: moment === 'go' ? 'go' : moment === 'over' ? 'over' : 'mark' }], now, switches.on);
    if (switches.on.voice) this.signals.say(say.say[moment] ?? spoken.done);
  }

  private readonly onSight = (): void => {
    if (document.visibilityState === 'hidden') this.writer?.flush();
    else if (this.phase === 'record') void this.wake.hold().then((lit) => (this.dark = !lit));
  };
}

export const END_S = STANDING.end_ms / 1000;
