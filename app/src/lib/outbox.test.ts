import { expect, test } from 'vitest';
import { Problem } from './api';
import { Outbox, type Letter, type Waiting } from './outbox';

const letter = (id: string): Letter => ({ id, path: `/runners/x/reports/${id}`, body: { id }, name: 'Strides', exercise: 'strides', date: '2027-01-29' });

/** A phone and a server that keeps each id once; `fails` are the statuses it answers next, -1: it keeps what it
 * is sent, but its answer is lost. */
function made(fails: number[] = []) {
  const disk = new Map<string, Waiting>();
  const server: string[] = [];
  const sent: string[] = [];
  const laters: (() => void)[] = [];
  const world = {
    time: 1_000_000,
    all: async () => [...disk.values()],
    put: async (row: Waiting) => disk.set(row.id, row),
    drop: async (id: string) => disk.delete(id),
    send: async (one: Letter) => {
      sent.push(one.id);
      const status = fails.shift();
      if (status === undefined || status === -1) {
        if (!server.includes(one.id)) server.push(one.id);
      }
      if (status !== undefined) throw new Problem(Math.max(0, status), 'No.');
    },
    now: () => world.time,
    alone: (act: () => Promise<void>) => act(),
    later: (act: () => void) => laters.push(act),
    whenSignal: () => undefined
  };
  return { disk, server, sent, laters, world, outbox: new Outbox(world) };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

test('a letter is on the disk before it is sent, and dropped only when the server has it', async () => {
  const { disk, server, outbox } = made();
  const adding = outbox.add(letter('a'));
  await settled();
  await adding;
  await outbox.send();
  expect(server).toEqual(['a']);
  expect(disk.size).toBe(0);
});

test('without a server it waits, longer each time, and is kept', async () => {
  const { disk, server, world, outbox } = made([0, 503, 0, 0]);
  await outbox.add(letter('a'));
  await settled();
  const waits: number[] = [];
  while (disk.size) {
    const row = disk.get('a')!;
    expect(row.refused).toBe('');
    waits.push(row.next - world.time);
    world.time = row.next;
    await outbox.send();
  }
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000]);
  expect(server).toEqual(['a']);
});

test('an answer that is lost makes no second report', async () => {
  const { disk, server, sent, outbox } = made([-1]);
  await outbox.add(letter('a'));
  await settled();
  expect(disk.size).toBe(1);
  await outbox.send('all');
  expect(sent).toEqual(['a', 'a']);
  expect(server).toEqual(['a']);
  expect(disk.size).toBe(0);
});

test('what the server refuses is kept with its sentence, and does not hold up the rest', async () => {
  const { disk, server, outbox } = made([422]);
  await outbox.add(letter('a'));
  await settled();
  await outbox.add(letter('b'));
  await settled();
  expect(disk.get('a')?.refused).toBe('No.');
  expect(server).toEqual(['b']);
  await outbox.send();
  expect(server).toEqual(['b']);
  await outbox.send('all');
  expect(server).toEqual(['b', 'a']);
  expect(disk.size).toBe(0);
});

test('who is signed out is not refused: it is tried again', async () => {
  for (const status of [401, 403, 429]) {
    const { disk, outbox } = made([status]);
    await outbox.add(letter('a'));
    await settled();
    expect(disk.get('a')?.refused).toBe('');
    await outbox.send('all');
    expect(disk.size).toBe(0);
  }
});

test('a letter that comes in while another is sent is sent as well, each once', async () => {
  const { server, sent, disk, outbox } = made();
  await Promise.all([outbox.add(letter('a')), outbox.add(letter('b')), outbox.add(letter('c')), outbox.send('all')]);
  await settled();
  await outbox.send();
  expect([...server].sort()).toEqual(['a', 'b', 'c']);
  expect(sent.length).toBe(3);
  expect(disk.size).toBe(0);
});

test('whoever watches is told what waits', async () => {
  const { outbox } = made([0]);
  const told: number[] = [];
  outbox.watch((rows) => told.push(rows.length));
  await outbox.add(letter('a'));
  await settled();
  await outbox.send('all');
  await settled();
  expect(told[0]).toBe(0);
  expect(Math.max(...told)).toBe(1);
  expect(told.at(-1)).toBe(0);
});
