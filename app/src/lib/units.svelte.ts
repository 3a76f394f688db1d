// The units this phone shows, remembered on it.

import { keep } from './keep';
import { METRIC, beside, instead, ownOf, type Units } from './units';

const KEY = 'units';

class Chosen {
  units = $state<Units>({ ...METRIC });

  async read(): Promise<void> {
    const kept = await keep.get<Partial<Units>>('settings', KEY).catch(() => undefined);
    Object.assign(this.units, kept ?? {});
  }

  /** A sentence of the plan's or the server's, with the runner's own words beside each length. */
  beside(text: string): string {
    return beside(text, this.units);
  }

  /** A sentence about what was measured, in the runner's units alone. */
  instead(text: string): string {
    return instead(text, this.units);
  }

  /** The runner's unit for a metric one, and by how much its numbers are multiplied. */
  of(unit: string): { unit: string; scale: number } {
    return ownOf(unit, this.units);
  }

  async set(units: Units): Promise<void> {
    Object.assign(this.units, units);
    await keep.put('settings', KEY, $state.snapshot(this.units));
  }
}

export const chosen = new Chosen();
