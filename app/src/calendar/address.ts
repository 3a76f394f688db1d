/** What somebody wrote as an address of a calendar: with a scheme where it has none, "" where it can't be one. */
export function addressOf(written: string): string {
  const text = written.trim();
  const whole = /^[^\s:/?#@]+\.[^\s:/?#@.]+(:\d+)?([/?]\S*)?$/.test(text) ? `https://${text}` : text;
  if (!/^(https?|webcal):\/\/\S+$/i.test(whole)) return '';
  const url = URL.canParse(whole.replace(/^webcal/i, 'https'));
  return url ? whole.replace(/^[^:]+/, (scheme) => scheme.toLowerCase()) : '';
}

/** Whose server it is. */
export const hostOf = (address: string): string => new URL(address.replace(/^webcal/, 'https')).host;
