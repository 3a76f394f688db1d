import { expect, test } from 'vitest';
import { Clock, type Clocks } from './clock';

class Phone implements Clocks {
  time = 1_000_000;
  run = 0;
  wall = (): number => this.time;
  steady = (): number => this.run;
  pass(ms: number): void {
    this.time += ms;
    this.run += ms;
  }
}

function made(ahead = 0): { phone: Phone; clock: Clock; told: number[] } {
  const phone = new Phone();
  const told: number[] = [];
  return { phone, told, clock: new Clock(ahead, (by) => told.push(by), phone) };
}

test('a clock that is set ahead or back before the runner’s eyes is not followed', () => {
  for (const by of [3_600_000, -3_600_000, 86_400_000, -5000]) {
    const { phone, clock, told } = made();
    const before = clock.now();
    phone.pass(1000);
    phone.time += by;
    expect(clock.now()).toBe(before + 1000);
    phone.pass(60_000);
    expect(clock.now()).toBe(before + 61_000);
    expect(told).toEqual([-by]);
  }
});

test('a phone that slept out of sight has missed nothing', () => {
  const { phone, clock, told } = made();
  const before = clock.now();
  clock.sight(false);
  phone.pass(2000);
  phone.time += 170_000; // it sleeps: the steady clock stands
  clock.sight(true);
  expect(clock.now()).toBe(before + 172_000);
  expect(told).toEqual([]);
});

test('a clock set back out of sight is not followed either', () => {
  const { phone, clock } = made();
  const before = clock.now();
  clock.sight(false);
  phone.pass(30_000);
  phone.time -= 3_600_000;
  clock.sight(true);
  expect(clock.now()).toBe(before + 30_000);
});

test('small adjustments are followed, and what was told before a reload still holds', () => {
  const { phone, clock, told } = made(-5000);
  expect(clock.now()).toBe(phone.time - 5000);
  for (let step = 0; step < 100; step += 1) {
    phone.pass(1000);
    phone.time += 20;
    clock.now();
  }
  expect(clock.now()).toBe(phone.time - 5000);
  expect(told).toEqual([]);
});
