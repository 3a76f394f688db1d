// Lengths and speeds as the runner chose to read them. A prescription stays what it is: 30 m are run as 30 m,
// with "about 33 yd" beside them.

export type Length = 'metric' | 'imperial';
export type Speed = 'speed' | 'pace';
export interface Units {
  length: Length;
  speed: Speed;
}
export const METRIC: Units = { length: 'metric', speed: 'speed' };

const THIN = '\u2009';
const M_PER_YARD = 0.9144;
const M_PER_MILE = 1609.344;
const LONGEST_IN_YARDS_M = 800;

/** "30 m", or "30 m, about 33 yd": what a plan asks for. */
export function prescribed(metres: number, { length }: Units): string {
  const own = `${metres}${THIN}m`;
  return length === 'metric' ? own : `${own}, about ${Math.round(metres / M_PER_YARD)}${THIN}yd`;
}

/** "350 m", "11.5 km", "383 yd", "7.2 mi": what was run. */
export function distance(metres: number, { length }: Units): string {
  if (length === 'imperial') {
    return metres < LONGEST_IN_YARDS_M ? `${Math.round(metres / M_PER_YARD)}${THIN}yd` : `${grouped(metres / M_PER_MILE)}${THIN}mi`;
  }
  return metres < 1000 ? `${Math.round(metres)}${THIN}m` : `${grouped(metres / 1000)}${THIN}km`;
}

/** "7.3 m/s", "16.3 mph", "2:17 /km", "3:40 /mi" */
export function speed(mps: number, { length, speed: as }: Units): string {
  if (as === 'pace') {
    const seconds = Math.round((length === 'metric' ? 1000 : M_PER_MILE) / mps);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}${THIN}${length === 'metric' ? '/km' : '/mi'}`;
  }
  return length === 'metric' ? `${mps.toFixed(1)}${THIN}m/s` : `${((mps * 3600) / M_PER_MILE).toFixed(1)}${THIN}mph`;
}

/** A measured speed in the runner's own words, where these are not m/s; else "". */
export const inOwnWords = (mps: number, units: Units): string =>
  units.length === 'metric' && units.speed === 'speed' ? '' : `about ${speed(mps, units)}`;

const grouped = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB'));
