import { expect, test } from 'vitest';
import { METRIC, beside, distance, inOwnWords, instead, ownOf, speed } from './units';

const IMPERIAL = { length: 'imperial', speed: 'speed' } as const;

test('imperial tells a prescription in yards beside it and does not change it', () => {
  expect(beside('3 × 30\u2009m, at most 15 s', IMPERIAL)).toBe('3 × 30\u2009m (about 33\u2009yd), at most 15 s');
  expect(beside('3 × 30 m', METRIC)).toBe('3 × 30 m');
  expect(beside('Easy 7 km, 15 min', IMPERIAL)).toBe('Easy 7 km (about 4.3\u2009mi), 15 min');
  expect(beside('7.3 ± 0.3 m/s, 27 cm, 9.81 m/s²', IMPERIAL)).toBe('7.3 ± 0.3 m/s (about 16.3\u2009±\u20090.7\u2009mph), 27 cm (about 11\u2009in), 9.81 m/s²');
});

test('what was measured is told in one system, thousands and paces too', () => {
  expect(instead('In 8.9 years you ran 2,466 km; your top speed is 6.20 ± 0.19 m/s.', IMPERIAL)).toBe('In 8.9 years you ran 1,532\u2009mi; your top speed is 13.87\u2009±\u20090.43\u2009mph.');
  expect(instead('4.1 m/s (about 4:00 a km), the last 400 m', IMPERIAL)).toBe('9.2\u2009mph (about 6:26 a mile), the last 400 m');
  expect(instead('at 6:00 to 6:20 a km', IMPERIAL)).toBe('at 9:39 to 10:12 a mile');
  expect(instead('2,466 km', METRIC)).toBe('2,466 km');
  expect(beside('2,466 km', IMPERIAL)).toBe('2,466 km (about 1,532\u2009mi)');
});

test('a measured number has the runner’s unit', () => {
  expect(ownOf('m/s', IMPERIAL).unit).toBe('mph');
  expect(ownOf('cm', METRIC)).toEqual({ unit: 'cm', scale: 1 });
  expect(ownOf('ms', IMPERIAL)).toEqual({ unit: 'ms', scale: 1 });
});

test('what was run is told in the units that were chosen', () => {
  expect(distance(349, METRIC)).toBe('349\u2009m');
  expect(distance(11_522, METRIC)).toBe('11.5\u2009km');
  expect(distance(11_522, IMPERIAL)).toBe('7.2\u2009mi');
  expect(distance(3_214_000, METRIC)).toBe('3,214\u2009km');
});

test('a speed is a speed or a pace, by kilometre or by mile', () => {
  expect(speed(7.3, METRIC)).toBe('7.3\u2009m/s');
  expect(speed(7.3, IMPERIAL)).toBe('16.3\u2009mph');
  expect(speed(7.3, { length: 'metric', speed: 'pace' })).toBe('2:17\u2009/km');
  expect(speed(2.7777, { length: 'metric', speed: 'pace' })).toBe('6:00\u2009/km');
  expect(speed(7.3, { length: 'imperial', speed: 'pace' })).toBe('3:40\u2009/mi');
});

test('beside a measured speed stands a pace for whoever reads paces', () => {
  expect(inOwnWords(7.3, METRIC)).toBe('');
  expect(inOwnWords(7.3, { length: 'imperial', speed: 'pace' })).toBe('about 3:40\u2009/mi');
});
