// Lengths and speeds as the runner chose to read them. A prescription stays what it is: 30 m are run as 30 m,
// with "about 33 yd" beside them.

export type Length = 'metric' | 'imperial';
export type Speed = 'speed' | 'pace';
export interface Units {
  length: Length;
  speed: Speed;
}
export const METRIC: Units = { length: 'metric', speed: 'speed' };

const THIN = '\u202f';
const M_PER_YARD = 0.9144;
const M_PER_MILE = 1609.344;
const IN_IMPERIAL: Units = { length: 'imperial', speed: 'speed' };
const LONGEST_IN_YARDS_M = 800;
const SHORTEST_IN_MILES_KM = 1;
const IMPERIAL: Record<string, [string, number]> = {
  m: ['yd', 1 / M_PER_YARD],
  km: ['mi', 1000 / M_PER_MILE],
  cm: ['in', 1 / 2.54],
  'm/s': ['mph', 3600 / M_PER_MILE],
  'km/h': ['mph', 1000 / M_PER_MILE]
};

const LENGTHS = /(\d[\d,]*(?:\.\d+)?)(?:[ \u2009\u202f]?±[ \u2009\u202f]?(\d+(?:\.\d+)?))?[ \u00a0\u2009\u202f]?(km\/h|m\/s|km|cm|m)(?![\w/²])/g;

/** A sentence in metres with the runner's own words beside each length and speed: "3 × 30 m (about 33 yd)". */
export function beside(text: string, units: Units): string {
  if (units.length === 'metric') return text;
  return text.replaceAll(LENGTHS, (whole, number: string, error: string | undefined, unit: string) => `${whole} (about ${inImperial(number, error, unit)})`);
}

/** A sentence about what was measured, in the runner's units throughout: no metre of it is to be run. */
export function instead(text: string, units: Units): string {
  if (units.length === 'metric') return text;
  return text
    .replaceAll(/(\d+):(\d\d)(?=(?:[ \u2009\u202f]to[ \u2009\u202f]\d+:\d\d)? a km)/g, (_, minutes: string, rest: string) => clock(((60 * Number(minutes) + Number(rest)) * M_PER_MILE) / 1000))
    .replaceAll(' a km', ' a mile')
    .replaceAll(LENGTHS, (whole, number: string, error: string | undefined, unit: string) => (unit === 'm' ? whole : inImperial(number, error, unit)));
}

function inImperial(number: string, error: string | undefined, unit: string): string {
  const value = Number(number.replaceAll(',', ''));
  const digits = (number.split('.')[1] ?? '').length;
  const own = ownOf(unit === 'km' && value < SHORTEST_IN_MILES_KM ? 'm' : unit, IN_IMPERIAL);
  const scale = own.unit === 'yd' && unit === 'km' ? own.scale * 1000 : own.scale;
  if (own.unit === 'mi') return `${grouped(value * scale)}${THIN}mi`;
  const places = own.unit === 'yd' ? 0 : Math.max(digits, own.unit === 'mph' ? 1 : 0);
  const written = [value, error].filter((one) => one !== undefined).map((one) => (Number(one) * scale).toFixed(places));
  return `${written.join(`${THIN}±${THIN}`)}${THIN}${own.unit}`;
}

/** The unit that stands for a metric one, and by how much its numbers are multiplied. */
export function ownOf(unit: string, { length }: Units): { unit: string; scale: number } {
  const own = length === 'imperial' ? IMPERIAL[unit] : undefined;
  return own ? { unit: own[0], scale: own[1] } : { unit, scale: 1 };
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
    return `${clock(seconds)}${THIN}${length === 'metric' ? '/km' : '/mi'}`;
  }
  return length === 'metric' ? `${mps.toFixed(1)}${THIN}m/s` : `${((mps * 3600) / M_PER_MILE).toFixed(1)}${THIN}mph`;
}

/** A measured speed as a pace, where the runner reads paces; else "". */
export const inOwnWords = (mps: number, units: Units): string =>
  units.speed === 'pace' ? `about ${speed(mps, units)}` : '';

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
const grouped = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB'));
