// Keeps the screen lit while a session runs. The lock is lost when the page goes out of sight, and asked
// for again when it comes back.

export class Wake {
  private lock: WakeLockSentinel | undefined;
  private wanted = false;

  /** Whether the screen stays lit now. */
  async hold(): Promise<boolean> {
    this.wanted = true;
    if (!('wakeLock' in navigator)) return false;
    if (document.visibilityState !== 'visible') return true; // asked for when it is seen again
    try {
      this.lock = await navigator.wakeLock.request('screen');
    } catch {
      return false; // a low battery, or the phone's settings
    }
    if (!this.wanted) await this.lock.release();
    return true;
  }

  release(): void {
    this.wanted = false;
    void this.lock?.release().catch(() => undefined);
    this.lock = undefined;
  }
}
