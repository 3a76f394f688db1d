// Dates, lengths and doses as a runner says them. Dates are "2027-01-29", never a Date with a zone.

const THIN = '\u202f';
const LOCALE = 'en-GB';

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);
const written = (date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' }).format(utc(date));

/** "Friday 29 January" */
export const longDate = (date: string): string => written(date, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
/** "29 Jan" */
export const shortDate = (date: string): string => written(date, { day: 'numeric', month: 'short' });
/** "Friday 29 January", with its year where that is not the year of `today` */
export const fullDate = (date: string, today: string): string => withYear(longDate(date), date, today);
/** "29 Jan", with its year where that is not the year of `today` */
export const dayOf = (date: string, today: string): string => withYear(shortDate(date), date, today);
const withYear = (text: string, date: string, today: string): string => (date.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${date.slice(0, 4)}`);
/** "Fri" */
export const weekday = (date: string): string => written(date, { weekday: 'short' });

export function addDays(date: string, days: number): string {
  const day = utc(date);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
export const daysBetween = (from: string, to: string): number => Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
/** Whether a text is a date: an address may hold anything. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(utc(text).getTime()) && utc(text).toISOString().startsWith(text);
}
/** The Monday of a date's week. */
export const monday = (date: string): string => addDays(date, -((utc(date).getUTCDay() + 6) % 7));

/** "80 s", from two minutes "3 min", "2:24" */
export function seconds(value: number): string {
  const whole = Math.round(value);
  if (whole < 120) return `${whole}${THIN}s`;
  return whole % 60 ? clock(whole) : `${whole / 60}${THIN}min`;
}
/** "0:07", "12:03" */
export const clock = (value: number): string => `${Math.floor(value / 60)}:${String(Math.floor(value % 60)).padStart(2, '0')}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));
/** "a, b and c" */
export const listed = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
