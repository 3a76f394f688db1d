// The units this phone shows, remembered on it.

import { keep } from './keep';
import { METRIC, type Units } from './units';

const KEY = 'units';

class Chosen {
  units = $state<Units>({ ...METRIC });

  async read(): Promise<void> {
    const kept = await keep.get<Partial<Units>>('settings', KEY).catch(() => undefined);
    Object.assign(this.units, kept ?? {});
  }

  async set(units: Units): Promise<void> {
    Object.assign(this.units, units);
    await keep.put('settings', KEY, $state.snapshot(this.units));
  }
}

export const chosen = new Chosen();
