import { expect, test } from 'vitest';
import { METRIC, beside, distance, inOwnWords, instead, ownOf, speed } from './units';

const IMPERIAL = { length: 'imperial', speed: 'speed' } as const;

test('imperial tells a prescription in yards beside it and does not change it', () => {
  expect(beside('3 × 30\u202fm, at most 15 s', IMPERIAL)).toBe('3 × 30\u202fm (about 33\u202fyd), at most 15 s');
  expect(beside('3 × 30 m', METRIC)).toBe('3 × 30 m');
  expect(beside('Easy 7 km, 15 min', IMPERIAL)).toBe('Easy 7 km (about 4.3\u202fmi), 15 min');
  expect(beside('7.3 ± 0.3 m/s, 27 cm, 9.81 m/s²', IMPERIAL)).toBe('7.3 ± 0.3 m/s (about 16.3\u202f±\u202f0.7\u202fmph), 27 cm (about 11\u202fin), 9.81 m/s²');
});

test('what was measured is told in one system, thousands and paces too', () => {
  expect(instead('In 8.9 years you ran 2,466 km; your top speed is 6.20 ± 0.19 m/s.', IMPERIAL)).toBe('In 8.9 years you ran 1,532\u202fmi; your top speed is 13.87\u202f±\u202f0.43\u202fmph.');
  expect(instead('4.1 m/s (about 4:00 a km), the last 400 m', IMPERIAL)).toBe('9.2\u202fmph (about 6:26 a mile), the last 400 m');
  expect(instead('at 6:00 to 6:20 a km', IMPERIAL)).toBe('at 9:39 to 10:12 a mile');
  expect(instead('2,466 km', METRIC)).toBe('2,466 km');
  expect(beside('2,466 km', IMPERIAL)).toBe('2,466 km (about 1,532\u202fmi)');
});

test('a measured number has the runner’s unit', () => {
  expect(ownOf('m/s', IMPERIAL).unit).toBe('mph');
  expect(ownOf('cm', METRIC)).toEqual({ unit: 'cm', scale: 1 });
  expect(ownOf('ms', IMPERIAL)).toEqual({ unit: 'ms', scale: 1 });
});

test('what was run is told in the units that were chosen', () => {
  expect(distance(349, METRIC)).toBe('349\u202fm');
  expect(distance(11_522, METRIC)).toBe('11.5\u202fkm');
  expect(distance(11_522, IMPERIAL)).toBe('7.2\u202fmi');
  expect(distance(3_214_000, METRIC)).toBe('3,214\u202fkm');
});

test('a speed is a speed or a pace, by kilometre or by mile', () => {
  expect(speed(7.3, METRIC)).toBe('7.3\u202fm/s');
  expect(speed(7.3, IMPERIAL)).toBe('16.3\u202fmph');
  expect(speed(7.3, { length: 'metric', speed: 'pace' })).toBe('2:17\u202f/km');
  expect(speed(2.7777, { length: 'metric', speed: 'pace' })).toBe('6:00\u202f/km');
  expect(speed(7.3, { length: 'imperial', speed: 'pace' })).toBe('3:40\u202f/mi');
});

test('beside a measured speed stands a pace for whoever reads paces', () => {
  expect(inOwnWords(7.3, METRIC)).toBe('');
  expect(inOwnWords(7.3, { length: 'imperial', speed: 'pace' })).toBe('about 3:40\u202f/mi');
});
