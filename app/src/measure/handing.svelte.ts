// Files on their way to the server: a few at a time, each under an id that is its own, so that the same file
// handed in again is the same recording.

import { sha256 } from '../capture/captures';
import { Problem, upload } from '../lib/api';
import type { HandedIn, Import } from '../lib/contract';
import { seconds } from '../lib/say';
import { measure as say } from '../lib/words.measure';
import { gather } from './gather';
import { BadZip } from './unzip';

const AT_ONCE = 2;
const TRY_AGAIN_MS = 4_000;
const LARGEST = 64_000_000;
const LATER = new Set([0, 408, 425, 429, 502, 503, 504]);
const RATE_OVER_MS = 60_000;
const RATE_FROM_MS = 3_000;

/** A time left is a guess: whole seconds up to two minutes, then minutes, then hours. */
const lasting = (left_s: number): string =>
  left_s < 120 ? seconds(Math.max(1, left_s)) : left_s < 7200 ? `${Math.round(left_s / 60)}\u2009min` : `${(left_s / 3600).toFixed(1)}\u2009h`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)}\u2009MB`;

export class Handing {
  looking = $state(false);
  found = $state(0); // while it looks
  all = $state(0);
  done = $state(0);
  paused = $state(false);
  offline = $state(false);
  fresh = $state(0);
  again = $state(0);
  skipped = $state(0);
  left = $state(0); // that were stopped
  bad = $state.raw<{ file: string; why: string }[]>([]);
  last = $state.raw<HandedIn[]>([]); // few, the last first
  unmatched = $state.raw<Import['unmatched']>([]);
  rate = $state('');
  private ends: number[] = [];
  private stopped = false;
  private woken: (() => void)[] = [];

  constructor(
    private readonly at: (path: string) => string,
    private readonly some: () => void
  ) {}

  get busy(): boolean {
    return this.looking || this.done < this.all;
  }

  async take(files: File[]): Promise<void> {
    this.stopped = this.paused = false;
    this.left = 0;
    if (!this.busy) {
      this.all = this.done = this.fresh = this.again = this.skipped = 0;
      this.bad = [];
      this.last = [];
      this.unmatched = [];
      this.ends = [];
      this.rate = '';
    }
    this.looking = true;
    this.found = 0;
    const { pieces, skipped, bad } = await gather(files, (found) => (this.found = found));
    this.looking = false;
    this.skipped += skipped;
    this.bad = [...this.bad, ...bad.map(({ file }) => ({ file, why: say.badZip }))];
    this.all += pieces.length;
    const queue = [...pieces];
    const hand = async (): Promise<void> => {
      for (let piece = queue.shift(); piece; piece = queue.shift()) {
        while (this.paused) await new Promise<void>((wake) => this.woken.push(wake));
        if (this.stopped) {
          this.left += 1;
          this.all -= 1;
          continue;
        }
        try {
          await this.one(piece.name, await piece.open());
        } catch (error) {
          this.bad = [...this.bad, { file: piece.name, why: error instanceof BadZip ? say.badMember : (error as Error).message }];
        }
        this.done += 1;
        this.tell();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    this.some();
  }

  pause(): void {
    this.paused = true;
  }
  goOn(): void {
    this.paused = false;
    for (const wake of this.woken.splice(0)) wake();
  }
  stop(): void {
    this.stopped = true;
    this.goOn();
  }

  private async one(name: string, data: Blob): Promise<void> {
    if (data.size > LARGEST) throw new Problem(413, say.tooLarge(megabytes(data.size), megabytes(LARGEST)));
    const id = await sha256(data);
    const path = this.at(`/recordings/${id}?name=${encodeURIComponent(name.slice(-200))}`);
    for (;;) {
      try {
        const found = await upload<Import>(path, data);
        this.offline = false;
        this.took(found);
        return;
      } catch (error) {
        if (this.stopped || !(error instanceof Problem) || !LATER.has(error.status)) throw error;
        this.offline = true;
        await new Promise((wake) => setTimeout(wake, TRY_AGAIN_MS));
      }
    }
  }

  private took(found: Import): void {
    this.fresh += found.recordings.filter((one) => !one.again).length;
    this.again += found.recordings.filter((one) => one.again).length;
    this.last = [...found.recordings.filter((one) => !one.again), ...this.last].slice(0, 5);
    this.unmatched = [...this.unmatched, ...found.unmatched].slice(-20);
    this.bad = [...this.bad, ...found.unreadable.map((one) => ({ file: one.file, why: one.error }))];
  }

  /** Files a minute over the last one, and how long that makes the rest last. */
  private tell(): void {
    const now = performance.now();
    this.ends = [...this.ends.filter((end) => now - end < RATE_OVER_MS), now];
    const span = now - (this.ends[0] ?? now);
    if (span < RATE_FROM_MS) return;
    const each = span / (this.ends.length - 1);
    this.rate = say.rate(String(Math.round(60_000 / each)), this.all > this.done ? lasting((each * (this.all - this.done)) / 1000) : '');
  }
}
