// Where in a TOML text the place is that the server names: "line 3" in its sentence, or a key like "runner.event".

/** The line, from 1 on; 0 where it can't be found. */
export function lineOf(toml: string, place: string, sentence: string): number {
  const told = /\bline (\d+)/.exec(sentence);
  if (told) return Math.min(Number(told[1]), toml.split('\n').length);
  if (!place) return 0;
  const lines = toml.split('\n');
  const keys = place.split(/[.[\]\s]+/).filter((key) => key && !/^\d+$/.test(key));
  const named = (line: string, key: string): boolean => new RegExp(`(^|[\\s."'[])${escaped(key)}(["'\\].\\s=]|$)`).test(line);
  for (let length = keys.length; length > 0; length -= 1) {
    const key = keys[length - 1] ?? '';
    const under = keys.slice(0, length - 1);
    let header = '';
    for (const [index, line] of lines.entries()) {
      const text = line.trim();
      if (text.startsWith('#')) continue;
      if (text.startsWith('[')) header = text;
      const isHere = text.startsWith('[') ? named(text, key) : text.split('=')[0] !== undefined && named(text.split('=')[0] ?? '', key);
      if (isHere && under.every((each) => named(header, each) || named(text, each) || each === 'exercise')) return index + 1;
    }
  }
  return 0;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
