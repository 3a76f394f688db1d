// Files on their way to the server: a few at a time, each under an id that is its own, so that the same file
// handed in again is the same recording.

import { sha256 } from '../capture/captures';
import { Problem, change, upload } from '../lib/api';
import type { HandedIn, Import, RecordingFile } from '../lib/contract';
import { seconds } from '../lib/say';
import { measure as say } from '../lib/words.measure';
import { gather } from './gather';
import { asQuery, type Asked, type Said } from './saying';
import { BadZip } from './unzip';

const AT_ONCE = 2;
const TRY_AGAIN_MS = 4_000;
const LARGEST = 64_000_000;
const LATER = new Set([0, 408, 425, 429, 502, 503, 504]);
const RATE_OVER_MS = 60_000;
const RATE_FROM_MS = 3_000;

/** A time left is a guess: whole seconds up to two minutes, then minutes, then hours. */
const lasting = (left_s: number): string =>
  left_s < 120 ? seconds(Math.max(1, left_s)) : left_s < 7200 ? `${Math.round(left_s / 60)}\u202fmin` : `${(left_s / 3600).toFixed(1)}\u202fh`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)}\u202fMB`;

const SLOW_MS = 30_000;
const MOST_ASKED = 20;

/** The server asks for something that is no failure. */
class Asking extends Error {
  constructor(readonly asked: Asked) {
    super(asked.why);
  }
}

/** A log that more could be said of; it is kept already. */
function askedOf(one: HandedIn): Asked[] {
  if (!one.ask.length) return [];
  const why = one.refused[0];
  return [{ key: `${one.sha256}/`, file: one.file, sha256: one.sha256, number: 1, ask: one.ask, kind: one.kind, why: why ? `${say.cannot(why.what)}: ${why.why}` : '', data: null, said: {} }];
}

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
  asked = $state.raw<Asked[]>([]); // what only the runner can tell
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
      this.asked = [];
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
          if (error instanceof Asking) this.asked = [...this.asked, error.asked];
          else this.bad = [...this.bad, { file: piece.name, why: error instanceof BadZip ? say.badMember : (error as Error).message }];
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

  /** Measures a log as the runner says; one that was not taken is handed in again with it. Throws Problem. */
  async say(one: Asked, now: Said): Promise<void> {
    const said = { ...one.said, ...now };
    try {
      if (one.sha256) {
        const file = await change<RecordingFile>('PUT', this.at(`/recordings/${one.sha256}/told`), { number: one.number, ...now }, SLOW_MS);
        const found = file.recordings.find((each) => each.number === one.number);
        if (found) this.last = [{ ...found, sha256: one.sha256, again: false }, ...this.last.filter((each) => each.sha256 !== one.sha256)].slice(0, 5);
        this.settled(one);
        if (found?.ask.length) this.asked = [...this.asked, { ...one, ask: found.ask, kind: found.kind, why: '', said }];
      } else if (one.data) {
        await this.one(one.file, one.data, said);
        this.settled(one);
      }
    } catch (error) {
      if (!(error instanceof Asking)) throw error;
      this.asked = this.asked.map((each) => (each.key === one.key ? { ...error.asked, said } : each));
    }
    this.some();
  }
  private settled(one: Asked): void {
    this.asked = this.asked.filter((each) => each.key !== one.key);
  }
  /** Not now: what is kept can be told later, and what is not is said to be not kept. */
  leave(one: Asked): void {
    this.settled(one);
    if (!one.sha256) this.bad = [...this.bad, { file: one.file, why: say.told.unsaid }];
  }

  private async one(name: string, data: Blob, said: Said = {}): Promise<void> {
    if (data.size > LARGEST) throw new Problem(413, say.tooLarge(megabytes(data.size), megabytes(LARGEST)));
    const id = await sha256(data);
    const path = this.at(`/recordings/${id}?name=${encodeURIComponent(name.slice(-200))}${asQuery(said)}`);
    for (;;) {
      try {
        const found = await upload<Import>(path, data);
        this.offline = false;
        this.took(found);
        return;
      } catch (error) {
        if (error instanceof Problem && error.ask.length) {
          throw new Asking({ key: `${id}/`, file: name, sha256: '', number: 1, ask: error.ask, kind: '', why: error.message, data, said });
        }
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
    this.asked = [...this.asked, ...found.recordings.flatMap(askedOf)].slice(-MOST_ASKED);
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
