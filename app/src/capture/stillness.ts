// What the samples so far say about standing still. By the samples' own times, never by timers, so that it
// is right also where the page was slowed down.

export interface Stillness {
  window_ms: number; // how long a look back
  quiet_mps2: number; // the acceleration of somebody who stands varies by less (one standard deviation)
  hard_mps2: number; // a push or a landing is harder
  enough_ms: number; // still for so long before and after is enough for measuring
  end_ms: number; // nobody stands still for so long within a set
}

export const STANDING: Stillness = { window_ms: 600, quiet_mps2: 0.6, hard_mps2: 16, enough_ms: 2_000, end_ms: 6_000 };
const RATE_OVER_MS = 2_000;

/** `before`: stand still · `go`: that was enough · `moving` · `after`: still again · `enough`: long enough to
 * stop · `over`: so long that the set is over. */
export type Moment = 'before' | 'go' | 'moving' | 'after' | 'enough' | 'over';

export class Watcher {
  moment: Moment = 'before';
  private recent: { t: number; size: number }[] = [];
  private quietSince: number | null = null;
  private wasHard = false;

  constructor(private readonly settings: Stillness = STANDING) {}

  add(t: number, size: number): Moment {
    const { window_ms, quiet_mps2, hard_mps2 } = this.settings;
    this.recent.push({ t, size });
    while (this.recent.length && t - (this.recent[0]?.t ?? t) > RATE_OVER_MS) this.recent.shift();
    const window = this.recent.filter((one) => t - one.t <= window_ms);
    const whole = t - (this.recent[0]?.t ?? t) >= window_ms;
    const quiet = whole && spread(window.map((one) => one.size)) < quiet_mps2;
    this.quietSince = quiet ? (this.quietSince ?? t - window_ms) : null;
    if (size > hard_mps2 && this.moment !== 'before') this.wasHard = true;
    this.moment = this.next(this.quietSince === null ? 0 : t - this.quietSince);
    return this.moment;
  }

  private next(still_ms: number): Moment {
    const { enough_ms, end_ms } = this.settings;
    if (this.moment === 'before') return still_ms >= enough_ms ? 'go' : 'before';
    if (!this.wasHard) return 'go';
    if (still_ms >= end_ms) return 'over';
    if (still_ms >= enough_ms) return 'enough';
    return still_ms > 0 ? 'after' : 'moving';
  }

  /** How many samples a second came in the last two; null until it can be said. */
  get rate_hz(): number | null {
    const [first, last] = [this.recent[0], this.recent.at(-1)];
    if (!first || !last || last.t - first.t < RATE_OVER_MS / 4) return null;
    return (1000 * (this.recent.length - 1)) / (last.t - first.t);
  }

  /** The middle of what was felt in the last two seconds: gravity, while the phone is at rest. */
  get felt_mps2(): number | null {
    const sizes = this.recent.map((one) => one.size).sort((one, other) => one - other);
    return sizes[Math.floor(sizes.length / 2)] ?? null;
  }

  get isQuiet(): boolean {
    return this.quietSince !== null;
  }
}

export const sizeOf = (axes: readonly (number | null)[]): number => Math.hypot(...axes.map((axis) => axis ?? 0));

function spread(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
