// What day it is where the server can't say: its own day, carried on by the phone's clock.

import { addDays, daysBetween } from './say';

/** "2027-01-29", by the phone. */
export function localDate(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The day that follows from the server's day `told`, heard at the instant `at`, and the phone's clock now. */
export function dayNow(told: string, at: number, now = Date.now()): string {
  const heard = localDate(at);
  const today = localDate(now);
  // Zones put a phone a day off at most; one that is further off is set wrong, and only what has passed counts.
  const day = Math.abs(daysBetween(told, heard)) <= 1 ? today : addDays(told, daysBetween(heard, today));
  return day < told ? told : day;
}
