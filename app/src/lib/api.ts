// The server's API. Answers are kept on the phone, so that a page without signal shows the last one and
// says how old it is. Failures come as the server's own sentence.

import { keep } from './keep';
import { words } from './words';

const BASE = '/api/v1';
const PATIENCE_MS = 8000;
const PATIENCE_WITH_KEPT_MS = 2000; // what is kept here is better than a wait
const SLOWEST_BYTES_PER_MS = 16; // a log of sensors is some megabytes, and signal at a track is poor

/** What went wrong, as one sentence for people. `status` 0: the server could not be reached; `kind`: what it is for a program; `ask`: what the same request would have to tell. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly place = '',
    readonly kind = '',
    readonly ask: readonly string[] = []
  ) {
    super(detail);
  }
}

/** An answer. `stale`: it is the last one kept here, of `at`, because the server could not be reached. `later`:
 * it is only slow, and this is when it has answered. */
export interface Answer<T> {
  value: T;
  stale: boolean;
  at: number;
  later?: Promise<unknown>;
}

interface Held {
  tag: string;
  value: unknown;
  at: number;
}

let csrf = '';
let changedAt = 0; // what was kept before a change of ours is worth waiting to have anew
/** When this tab last changed something, in ms; 0 where it did not. */
export const lastChange = (): number => changedAt;
export function setToken(token: string): void {
  csrf = token;
}

let signedOut = (): void => undefined;
/** Says what happens where a change is refused because nobody is signed in any more. */
export function whenSignedOut(act: () => void): void {
  signedOut = act;
}

/** GET, from the server or, without it, as it was last. Throws Problem. */
export async function get<T>(path: string): Promise<Answer<T>> {
  const held = await keep.get<Held>('answers', path).catch(() => undefined);
  const asked = ask<T>(path, held);
  if (!held || held.at <= changedAt) return asked;
  asked.catch(() => undefined);
  const kept = new Promise<Answer<T>>((resolve) => setTimeout(() => resolve({ ...asKept<T>(held), later: asked }), PATIENCE_WITH_KEPT_MS));
  return Promise.race([asked, kept]); // what comes later is kept for the next time
}

const asKept = <T>(held: Held): Answer<T> => ({ value: held.value as T, stale: true, at: held.at });

/** Removes what was kept here of an address, and of all below it. */
export async function forget(path: string): Promise<void> {
  const kept = await keep.keys('answers').catch(() => []);
  const below = kept.filter((key) => key === path || key.startsWith(`${path}/`));
  await Promise.all(below.map((key) => keep.drop('answers', key).catch(() => undefined)));
}

async function ask<T>(path: string, held: Held | undefined): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await send('GET', path, held ? { 'If-None-Match': held.tag } : {});
  } catch {
    if (held) return asKept(held);
    throw new Problem(0, words.offline.nothingKept);
  }
  const at = Date.now();
  if (response.status === 304 && held) {
    return { value: held.value as T, stale: false, at };
  }
  if (!response.ok) throw await problemOf(response);
  const value = (await response.json()) as T;
  const tag = response.headers.get('ETag');
  if (tag) void keep.put('answers', path, { tag, value, at } satisfies Held).catch(() => undefined);
  return { value, stale: false, at };
}

/** PUT, POST or DELETE with a JSON body, and what this clock says, so that a wrong one can be put right; `patience` in ms where the server has much to do; `over`: the version that this was made from. Throws Problem; status 0 means that it may be tried again. */
export async function change<T>(method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown, patience = PATIENCE_MS, over = ''): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  let response: Response;
  try {
    response = await send(
      method,
      path,
      { 'X-Clock': new Date().toISOString(), ...(text !== undefined && { 'Content-Type': 'application/json' }), ...(over && { 'If-Match': `"${over}"` }) },
      text,
      patience + (text?.length ?? 0) / SLOWEST_BYTES_PER_MS
    );
  } catch {
    throw new Problem(0, words.offline.notSent);
  }
  if (!response.ok) throw await refusalOf(response);
  changedAt = Date.now();
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** PUT of a file as it is. Throws Problem. */
export async function upload<T>(path: string, data: Blob): Promise<T> {
  let response: Response;
  try {
    response = await send('PUT', path, { 'Content-Type': 'application/octet-stream' }, data, 0);
  } catch {
    throw new Problem(0, words.offline.notSent);
  }
  if (!response.ok) throw await refusalOf(response);
  changedAt = Date.now();
  return (await response.json()) as T;
}

function send(method: string, path: string, headers: Record<string, string>, body?: BodyInit, patience = PATIENCE_MS): Promise<Response> {
  const given = method === 'GET' || !csrf ? headers : { ...headers, 'X-CSRF-Token': csrf };
  return fetch(BASE + path, {
    method,
    headers: given,
    body: body ?? null,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: patience ? AbortSignal.timeout(patience) : null
  });
}

function refusalOf(response: Response): Promise<Problem> {
  if (response.status === 401) signedOut();
  return problemOf(response);
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const told = (await response.json()) as { detail: string; place?: string; type?: string; ask?: string[] };
    return new Problem(response.status, told.detail, told.place ?? '', told.type ?? '', told.ask ?? []);
  } catch {
    return new Problem(response.status, words.error.unknown);
  }
}
