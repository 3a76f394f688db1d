// Who uses this phone, and whose shelf the pages show.

import { Problem, forget, get, setToken, whenSignedOut } from './api';
import type { Me, Shown } from './contract';
import { dayNow } from './day';
import { route } from './route.svelte';

class Who {
  me = $state<Me | undefined>();
  today = $state(''); // the server's day; without signal what it is by now
  own = $derived(this.me?.runner ?? '');
  runner = $derived(route.runner || this.own);
  shown = $state<Shown | undefined>(); // what a coach is shown of whoever is looked at
  mayChange = $derived(!route.runner || (this.shown?.runner === route.runner && this.shown.changes));
  out = $state(false); // a change was refused because nobody is signed in any more; what was written stands here
  isCoach = $derived(this.me?.roles.includes('coach') ?? false);

  async read(): Promise<void> {
    const { value, stale, at } = await get<Me & { csrf?: string }>('/me');
    this.me = value;
    this.today = stale ? dayNow(value.today, at) : value.today;
    setToken(value.csrf ?? '');
  }

  /** After signing in elsewhere: goes on here. Somebody else begins anew. Throws Problem while nobody is. */
  async back(): Promise<void> {
    const before = this.me?.account;
    await this.read();
    if (this.me?.account !== before) location.reload();
    this.out = false;
  }

  /** What is shown of whoever is looked at. Of somebody who is shown no longer nothing stays on this phone.
   * Throws Problem. */
  async look(): Promise<void> {
    const path = this.at('');
    try {
      const { value } = await get<Shown>(path);
      if (value.runner === route.runner) this.shown = value;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) await forget(path);
      throw error;
    }
  }

  /** The address of something of the shown runner. */
  at(path: string): string {
    return `/runners/${encodeURIComponent(this.runner)}${path}`;
  }
}

export const who = new Who();

whenSignedOut(() => (who.out = who.me !== undefined));
addEventListener('focus', () => {
  if (who.out) who.back().catch(() => undefined);
});
