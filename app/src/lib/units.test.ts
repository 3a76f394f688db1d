import { expect, test } from 'vitest';
import { METRIC, distance, inOwnWords, prescribed, speed } from './units';

const IMPERIAL = { length: 'imperial', speed: 'speed' } as const;

test('imperial tells a prescription in yards beside it and does not change it', () => {
  expect(prescribed(30, IMPERIAL)).toBe('30\u2009m, about 33\u2009yd');
  expect(prescribed(30, METRIC)).toBe('30\u2009m');
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

test('beside a measured speed stand the runner’s own words, and nothing where these are the same', () => {
  expect(inOwnWords(7.3, METRIC)).toBe('');
  expect(inOwnWords(7.3, IMPERIAL)).toBe('about 16.3\u2009mph');
});
