// One window at a time leads a session.

const PATIENCE_MS = 800; // a window that is being closed, or one that only tidies up, is gone by then

/** Holds a session for this window. Null where another window has it, else what gives it back. */
export function hold(name: string): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    navigator.locks
      .request(`session ${name}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(null));
  });
}
