import { expect, test } from 'vitest';
import { whole } from './whole';

test('a number and its unit stay together, and nothing else is bound', () => {
  expect(whole('3\u2009×\u200930\u2009m at 7.3 ± 0.3 m/s')).toBe('3\u202f×\u202f30\u202fm at 7.3 ± 0.3\u202fm/s');
  expect(whole('less, 3 × 15 s')).toBe('less, 3\u00a0×\u00a015\u202fs');
  expect(whole('80 s rest, 95 % of it, 3 min or more')).toBe('80\u202fs rest, 95\u202f% of it, 3\u202fmin or more');
  expect(whole('2 sets, 10 minutes, 3 in a row, 5 men')).toBe('2 sets, 10 minutes, 3 in a row, 5 men');
  expect(whole('5 km, then 18 April')).toBe('5\u202fkm, then 18 April');
});
