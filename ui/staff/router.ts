// Which section is shown: `#/visits?from=2026-11-01`. The hash survives signing in again and a reload.
import { type ReadonlySignal, signal } from '@preact/signals';

interface Route {
  name: string;
  query: URLSearchParams;
}
export interface Router {
  readonly route: ReadonlySignal<Route>;
  go(name: string): void;
  /** Changes the query of the present section without a step in the history. */
  setQuery(query: Readonly<Record<string, string>>): void;
  start(): void;
  stop(): void;
}

const FIRST_SECTION = 'today';

export function createRouter(): Router {
  const route = signal(read());
  const changed = () => {
    route.value = read();
  };
  return {
    route,
    go(name) {
      location.hash = `/${name}`;
    },
    setQuery(query) {
      history.replaceState(null, '', `#/${route.value.name}?${new URLSearchParams(query)}`);
      changed();
    },
    start: () => addEventListener('hashchange', changed),
    stop: () => removeEventListener('hashchange', changed),
  };
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { name: path || FIRST_SECTION, query: new URLSearchParams(query) };
}
