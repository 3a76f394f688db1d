// Addresses of pages. A link is a plain <a href>; a click on one stays in the app.
//
// Under /of/<runner> a coach looks at somebody else's pages. Links in those pages name no runner, so they are
// followed within them: only the squad, the settings and what is nobody's lead out.

const OF = 'of';
const OF_A_RUNNER: readonly string[] = ['', 'today', 'calendar', 'measure', 'progress', 'report', 'session', 'capture', 'video', 'start'];
/** A part of an address as it was meant; one that is no such thing stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
const inner = (path: string): string[] => path.split('/').filter(Boolean);

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));

  go(href: string, replace = false): void {
    const to = this.within(href);
    if (replace) history.replaceState(null, '', to);
    else history.pushState(null, '', to);
    this.read();
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  /** The parts of the address: "/session/x" is ["session", "x"], and so is "/of/Ann/session/x". */
  get parts(): string[] {
    return inner(this.path).slice(this.runner ? 2 : 0).map(decoded);
  }

  /** Whose pages a coach looks at; "" for one's own. */
  get runner(): string {
    const [first, second] = inner(this.path);
    return first === OF && second ? decoded(second) : '';
  }

  /** The address of a page of whoever is looked at. */
  within(href: string): string {
    const page = inner(href.split(/[?#]/, 1)[0] ?? '')[0] ?? '';
    return this.runner && OF_A_RUNNER.includes(page) ? `${pagesOf(this.runner)}${href}` : href;
  }
}

/** Where somebody's pages begin. */
export const pagesOf = (runner: string): string => `/${OF}/${encodeURIComponent(runner)}`;

export const route = new Route();

addEventListener('popstate', () => route.read());
addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname.startsWith('/api/')) return;
  event.preventDefault();
  route.go(link.pathname + link.search + link.hash);
});
