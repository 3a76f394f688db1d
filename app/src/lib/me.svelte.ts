// Who uses this phone, and whose shelf the pages show.

import { get, setToken } from './api';
import type { Me } from './contract';

class Who {
  me = $state<Me | undefined>();
  runner = $derived(this.me?.runner ?? '');
  isCoach = $derived(this.me?.roles.includes('coach') ?? false);

  async read(): Promise<void> {
    const { value } = await get<Me & { csrf?: string }>('/me');
    this.me = value;
    setToken(value.csrf ?? '');
  }

  /** The address of something of the shown runner. */
  at(path: string): string {
    return `/runners/${encodeURIComponent(this.runner)}${path}`;
  }
}

export const who = new Who();
