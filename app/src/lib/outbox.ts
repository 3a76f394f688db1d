// What the server has not got yet. A row is written before anything else happens, sent as a PUT under an id
// of its own, as often as it takes, and dropped when the server has answered that it keeps it. What the
// server refuses is kept too, with its sentence.

import { Problem, change } from './api';
import { keep } from './keep';

export interface Letter {
  id: string; // "report/…", "guided/…"
  path: string;
  body: unknown;
  name: string; // what it is about, for the line that says that it waits
  exercise: string;
  date: string;
}

/** `refused`: the server's sentence; it is tried again when the app is opened again. */
export interface Waiting extends Letter {
  since: number;
  tries: number;
  next: number;
  refused: string;
}

export interface World {
  all(): Promise<Waiting[]>;
  put(row: Waiting): Promise<unknown>;
  drop(id: string): Promise<unknown>;
  send(letter: Letter): Promise<unknown>;
  now(): number;
  /** Runs `act` when no other window is sending. */
  alone(act: () => Promise<void>): Promise<void>;
  later(act: () => void, ms: number): void;
  /** Asks the browser to send when there is signal, also with the app closed. */
  whenSignal(): void;
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const TRY_AGAIN = new Set([0, 401, 403, 408, 425, 429]); // signed out, an old token, too much at once

/** What to try: whose time has come, all that wait, or also what was refused. */
type Which = 'due' | 'waiting' | 'all';

const isRefusal = (problem: Problem): boolean => problem.status >= 400 && problem.status < 500 && !TRY_AGAIN.has(problem.status);

export class Outbox {
  private listeners = new Set<(rows: Waiting[]) => void>();
  private busy: Promise<void> | undefined;
  private next: Which | undefined;

  constructor(private readonly world: World) {}

  /** Keeps a letter and sends it when it can. Resolves when it is on the disk. */
  async add(letter: Letter): Promise<void> {
    const now = this.world.now();
    await this.world.put({ ...letter, since: now, tries: 0, next: now, refused: '' });
    await this.tell();
    void this.send();
  }

  /** One sending at a time; what is asked for meanwhile is done after it. */
  async send(which: Which = 'due'): Promise<void> {
    if (this.busy) {
      if (this.next !== 'all') this.next = this.next === 'waiting' ? 'waiting' : which;
      return this.busy;
    }
    this.busy = this.sendOn(which).finally(() => {
      this.busy = undefined;
    });
    return this.busy;
  }

  private async sendOn(first: Which): Promise<void> {
    for (let which: Which | undefined = first; which; which = this.next) {
      this.next = undefined;
      const now: Which = which;
      await this.world.alone(() => this.sendAll(now));
    }
  }

  async waiting(): Promise<Waiting[]> {
    const rows = await this.world.all();
    return rows.sort((one, other) => one.since - other.since);
  }

  /** Tells what waits, now and whenever it changes. Gives back how to stop that. */
  watch(listener: (rows: Waiting[]) => void): () => void {
    this.listeners.add(listener);
    void this.waiting().then(listener, () => undefined);
    return () => this.listeners.delete(listener);
  }

  private async sendAll(which: Which): Promise<void> {
    for (const row of await this.waiting()) {
      const due = which === 'all' || (!row.refused && (which === 'waiting' || row.next <= this.world.now()));
      if (due && !(await this.sendOne(row))) break;
    }
    await this.tell();
    const open = (await this.waiting()).filter((row) => !row.refused);
    const next = Math.min(...open.map((row) => row.next));
    if (open.length) this.world.later(() => void this.send(), Math.max(1000, next - this.world.now()));
  }

  /** Whether there is any use in going on with the next. */
  private async sendOne(row: Waiting): Promise<boolean> {
    try {
      await this.world.send(row);
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, '');
      const refused = isRefusal(problem);
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** row.tries);
      await this.world.put({ ...row, tries: row.tries + 1, next: this.world.now() + wait, refused: refused ? problem.message : '' });
      if (!refused) this.world.whenSignal();
      return refused;
    }
    await this.world.drop(row.id);
    return true;
  }

  private async tell(): Promise<void> {
    const rows = await this.waiting();
    for (const listener of this.listeners) listener(rows);
  }
}

/** Background Sync, where a browser has it; see public/outbox-sync.js. */
type Syncing = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

let timer: ReturnType<typeof setTimeout> | undefined;

/** The one of this phone. */
export const outbox = new Outbox({
  all: async () => {
    const rows = await Promise.all((await keep.keys('outbox')).map((id) => keep.get<Waiting>('outbox', id)));
    return rows.filter((row) => row !== undefined);
  },
  put: (row) => keep.put('outbox', row.id, row),
  drop: (id) => keep.drop('outbox', id),
  send: (letter) => change('PUT', letter.path, letter.body),
  now: () => Date.now(),
  alone: async (act) => {
    if ('locks' in navigator) await navigator.locks.request('outbox', act);
    else await act();
  },
  later: (act, ms) => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  },
  whenSignal: () => void navigator.serviceWorker?.ready.then((worker: Syncing) => worker.sync?.register('outbox')).catch(() => undefined)
});
