// A pointer that takes a session along: a mouse after a few pixels, a finger after a long press.

const FEW_PX = 5;
const LONG_PRESS_MS = 380;
const EDGE_PX = 90;
const SCROLL_PX = 14;
const LOW = 0.6; // of the screen's height; from there on what is told stands above, until the hand is high again
const HIGH = 0.4;

interface Hands {
  /** Takes what is at this place; gives its exercise, "" where there is nothing to take. */
  pick: (date: string, session: string) => string;
  over: (date: string) => void;
  drop: () => void;
  leave: () => void;
}

export class Dragging {
  active = $state(false);
  exercise = $state('');
  x = $state(0);
  y = $state(0);
  low = $state(false); // the hand is in the lower part of the screen
  private from: { date: string; session: string; x: number; y: number; id: number; touch: boolean } | undefined;
  private timer = 0;
  private endedAt = -Infinity;

  constructor(private readonly hands: Hands) {}

  /** The click that follows a drag opens nothing. */
  get justEnded(): boolean {
    return performance.now() - this.endedAt < 80;
  }

  down = (event: PointerEvent): void => {
    if (event.button || !event.isPrimary) return;
    const target = event.target as Element;
    const date = target.closest<HTMLElement>('[data-date]')?.dataset['date'];
    if (!date) return;
    const session = target.closest<HTMLElement>('[data-session]')?.dataset['session'] ?? '';
    const touch = event.pointerType !== 'mouse';
    this.from = { date, session, x: event.clientX, y: event.clientY, id: event.pointerId, touch };
    if (touch) this.timer = window.setTimeout(() => this.begin(event), LONG_PRESS_MS);
  };

  move = (event: PointerEvent): void => {
    const { from } = this;
    if (!from || event.pointerId !== from.id) return;
    const far = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    if (!this.active) {
      if (far < FEW_PX) return;
      if (from.touch) return this.forget();
      this.begin(event);
      if (!this.active) return;
    }
    this.at(event);
    if (event.clientY < EDGE_PX) scrollBy(0, -SCROLL_PX);
    else if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, SCROLL_PX);
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-date]');
    if (under?.dataset['date']) this.hands.over(under.dataset['date']);
  };

  up = (event: PointerEvent): void => {
    if (this.active && event.pointerId === this.from?.id) {
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-date]');
      this.end();
      if (under) this.hands.drop();
      else this.hands.leave();
    }
    this.forget();
  };

  cancel = (): void => {
    if (this.active) {
      this.end();
      this.hands.leave();
    }
    this.forget();
  };

  /** A long press is ours, not the browser's menu. */
  menu = (event: Event): void => {
    if (this.from?.touch) event.preventDefault();
  };

  private begin(event: PointerEvent): void {
    const { from } = this;
    if (!from) return;
    this.exercise = this.hands.pick(from.date, from.session);
    if (!this.exercise) return this.forget();
    this.active = true;
    this.low = event.clientY > innerHeight / 2;
    this.at(event);
    (document.getElementById(`day-${from.date}`) as HTMLElement | null)?.setPointerCapture?.(from.id);
    if (from.touch) navigator.vibrate?.(10);
  }

  private at(event: PointerEvent): void {
    this.x = event.clientX;
    this.y = event.clientY;
    this.low = this.y > innerHeight * (this.low ? HIGH : LOW);
  }

  private end(): void {
    this.active = this.low = false;
    this.endedAt = performance.now();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.from = undefined;
  }
}
