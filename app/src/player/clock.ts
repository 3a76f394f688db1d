// The session's clock: instants, never ticks. It follows the phone's clock, except where that one is set:
// then it goes on as it was.
//
// Two clocks are read. `performance.now` can't be set, but stands still while a phone sleeps. So where the
// two part while the page was out of sight, the phone slept, and the wall clock is right; where they part
// before the runner's eyes, or the wall clock went back, it was set.

const APART_MS = 1500; // more than any slow adjustment between two looks

export interface Clocks {
  wall(): number;
  steady(): number;
}
const ours: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

export class Clock {
  private wall: number;
  private steady: number;
  private hidden = false;

  /** `ahead`: by how much the session's clock is ahead of the phone's. `onSet` is told when that changes. */
  constructor(
    private ahead = 0,
    private readonly onSet: (ahead: number) => void = () => undefined,
    private readonly clocks: Clocks = ours
  ) {
    this.wall = clocks.wall();
    this.steady = clocks.steady();
  }

  /** Told when the page goes out of sight and comes back. */
  sight(visible: boolean): void {
    this.now();
    this.hidden = !visible;
  }

  now(): number {
    const wall = this.clocks.wall();
    const steady = this.clocks.steady();
    const apart = wall - this.wall - (steady - this.steady);
    this.wall = wall;
    this.steady = steady;
    if (apart < -APART_MS || (apart > APART_MS && !this.hidden)) {
      this.ahead -= apart;
      this.onSet(this.ahead);
    }
    return wall + this.ahead;
  }
}
