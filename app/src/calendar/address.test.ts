import { describe, expect, it } from 'vitest';
import { addressOf, hostOf } from './address';

describe('what is written as an address', () => {
  it('is taken without the spaces around it', () => expect(addressOf('  https://example.com/cal.ics\n')).toBe('https://example.com/cal.ics'));
  it('gets a scheme where it has none', () => {
    expect(addressOf('example.com/cal.ics')).toBe('https://example.com/cal.ics');
    expect(addressOf('cal.example.co.uk:8443/a?b=c#d')).toBe('https://cal.example.co.uk:8443/a?b=c#d');
    expect(addressOf('example.com')).toBe('https://example.com');
  });
  it('keeps webcal, in whatever letters', () => expect(addressOf('WebCal://example.com/a')).toBe('webcal://example.com/a'));
  it.each(['', ' ', 'htps://example.com/cal.ics', 'htps:/example.com', 'file:///etc/passwd', 'my calendar', 'https://', 'https://exa mple.com/a', 'calendar', 'me@example.com', 'javascript:alert(1)'])(
    'is none: %j',
    (text) => expect(addressOf(text)).toBe('')
  );
  it('names its server', () => expect(hostOf('webcal://example.com/a')).toBe('example.com'));
});
