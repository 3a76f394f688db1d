// A number and its unit, and a dose, stay on one line, wherever they are shown.

const UNIT = '(?:m|km|cm|mm|yd|mi|s|ms|min|h|g|kg|%|m/s|km/h|mph|Hz|/km|/mi)';
const APART = new RegExp(`(\\d)[ \\u2009\\u00a0](?=${UNIT}(?![\\p{L}\\d]))|\\u2009`, 'gu');
const TIMES = /(\d) × (?=\d)/g; // "3 × 15": a dose broken in two reads as two numbers
const AS_WRITTEN = 'pre, code, textarea';

/** The text with a narrow space that does not break between each number and its unit, and for each thin one; a dose in one piece. */
export const whole = (text: string): string => text.replaceAll(APART, '$1\u202f').replaceAll(TIMES, '$1\u00a0×\u00a0');

function mend(node: Node): void {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.nodeValue ?? '';
    const mended = whole(text);
    if (mended !== text && !node.parentElement?.closest(AS_WRITTEN)) node.nodeValue = mended;
  } else for (const child of node.childNodes) mend(child);
}

/** Keeps all that is shown below an element like that. What the sentences are kept and sent as stays as it came. */
export function keepWhole(root: Element): void {
  const seen = (changes: MutationRecord[]): void => {
    for (const change of changes) {
      if (change.type === 'characterData') mend(change.target);
      else change.addedNodes.forEach(mend);
    }
  };
  new MutationObserver(seen).observe(root, { childList: true, characterData: true, subtree: true });
}
