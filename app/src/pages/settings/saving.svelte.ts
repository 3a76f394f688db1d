// One change being kept: what is told meanwhile, after it, and when it was refused.

import { Problem } from '../../lib/api';
import { words } from '../../lib/words';

export class Saving {
  busy = $state(false);
  told = $state('');
  trouble = $state('');
  place = $state('');
  overtaken = $state(false); // somebody else changed it meanwhile

  /** Whether it was kept; `told` says so. */
  async run(work: () => Promise<unknown>, told: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.told = this.trouble = this.place = '';
    this.overtaken = false;
    try {
      await work();
      this.told = told;
      return true;
    } catch (error) {
      this.trouble = error instanceof Problem ? error.message : words.error.unknown;
      this.overtaken = error instanceof Problem && error.status === 409;
      this.place = error instanceof Problem ? error.place : '';
      return false;
    } finally {
      this.busy = false;
    }
  }
}
