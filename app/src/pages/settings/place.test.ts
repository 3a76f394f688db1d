import { expect, test } from 'vitest';
import { lineOf } from './place';

const TOML = '# me\n[runner]\nevent = "moon"\n\n[week]\nnever = ["mon"]\n';

test('a key that the server names is found below its header', () => {
  expect(lineOf(TOML, 'runner.event', 'your profile, runner.event: is …')).toBe(3);
  expect(lineOf(TOML, 'week', 'your profile, week: is …')).toBe(5);
  expect(lineOf('[boundin.start]\ndose = 1', 'boundin', '…')).toBe(1);
});

test('a line that the server names is that line', () => {
  expect(lineOf(TOML, '', 'is not valid TOML: Expected ] (at line 2, column 15).')).toBe(2);
  expect(lineOf('x', '', '(at line 9, column 1)')).toBe(1);
});

test('what is nowhere in the text is at no line', () => {
  expect(lineOf(TOML, 'places.sea', '…')).toBe(0);
  expect(lineOf(TOML, '', 'no place')).toBe(0);
});
