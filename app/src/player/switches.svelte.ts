// How this phone leads: each can be switched off, and is remembered.

import { keep } from '../lib/keep';

const KEY = 'player';

export type Switch = 'voice' | 'beeps' | 'vibration' | 'sun';

class Switches {
  on = $state<Record<Switch, boolean>>({ voice: true, beeps: true, vibration: true, sun: false });

  async read(): Promise<void> {
    const kept = await keep.get<Partial<Record<Switch, boolean>>>('settings', KEY).catch(() => undefined);
    Object.assign(this.on, kept ?? {});
  }

  flip(name: Switch): void {
    this.on[name] = !this.on[name];
    void keep.put('settings', KEY, $state.snapshot(this.on)).catch(() => undefined);
  }
}

export const switches = new Switches();
