// Signing in and out on this phone. Answers that are kept belong to whoever was signed in.

import { change, setToken } from '../lib/api';
import type { Me } from '../lib/contract';
import { keep } from '../lib/keep';

async function enter(path: string, body: unknown): Promise<Me> {
  const me = await change<Me>('POST', path, body);
  setToken(me.csrf);
  await keep.clear('answers').catch(() => undefined);
  return me;
}

export const signIn = (name: string, password: string): Promise<Me> => enter('/sessions', { name, password });
export const join = (wanted: Record<string, unknown>): Promise<Me> => enter('/join', wanted);
export const reset = (token: string, password: string): Promise<Me> => enter('/reset', { token, password });

/** Ends the session here, or everywhere, and forgets what was read; what waits to be sent stays. */
export async function signOut(where: 'this' | 'everywhere'): Promise<void> {
  await change('DELETE', where === 'this' ? '/sessions/this' : '/sessions');
  await keep.clear('answers').catch(() => undefined);
  location.assign('/');
}

/** How many reports the server has not got yet. */
export const waiting = async (): Promise<number> => (await keep.keys('outbox').catch(() => [])).length;
