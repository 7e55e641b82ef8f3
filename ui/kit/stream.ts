// What the server pushes, as signals: one EventSource a page, watched, rebuilt when it dies for good.
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Frame } from '../../server/http/schema.ts';

export interface StreamOptions<Slices> {
  /** Where it is opened: each page has a stream of its own. */
  url: string;
  /** Every slice the page may get; a slice that has not come (or is not for this role) stays null. */
  names: readonly (keyof Slices & string)[];
  /** The server answered, and would not let the page have the stream. */
  onRefused?: () => void;
}
export interface Stream<Slices, Moments = Record<never, never>> {
  readonly slices: { readonly [K in keyof Slices]: ReadonlySignal<Slices[K] | null> };
  /** The server answers and pushes. */
  readonly connected: ReadonlySignal<boolean>;
  /** The server runs another build than the one this page came from: reload when nobody is there. */
  readonly outdated: ReadonlySignal<boolean>;
  /** Returns how to stop listening. */
  onMoment<K extends keyof Moments & string>(
    name: K,
    listen: (value: Moments[K]) => void,
  ): () => void;
  start(): void;
  stop(): void;
}

const HEALTH_EVERY_MS = 10_000;
/** While cut off: how soon the page notices that the server is back. */
const HEALTH_WHEN_CUT_OFF_MS = 2_000;
const HEALTH_TIMEOUT_MS = 5_000;
const REBUILD_FIRST_MS = 1_000;
const REBUILD_MAX_MS = 15_000;

export function createStream<Slices, Moments = Record<never, never>>({
  url,
  names,
  onRefused,
}: StreamOptions<Slices>): Stream<Slices, Moments> {
  const signals = new Map<string, Signal<unknown>>(names.map((name) => [name, signal(null)]));
  const listeners = new Map<string, Set<(value: never) => void>>();
  const connected = signal(false);
  const outdated = signal(false);
  let source: EventSource | null = null;
  let build: string | null = null;
  let rebuildTimer = 0;
  let healthTimer = 0;
  let rebuildMs = REBUILD_FIRST_MS;
  /** A health check failed since the stream was opened: the old connection may be dead without knowing it. */
  let suspect = false;

  function receive(frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        rebuildMs = REBUILD_FIRST_MS;
        suspect = false;
        build ??= frame.build;
        outdated.value = build !== frame.build;
        connected.value = true;
        break;
      case 'snapshot':
        batch(() => {
          for (const [name, slice] of signals) slice.value = frame.slices[name] ?? null;
        });
        break;
      case 'slice': {
        const slice = signals.get(frame.name);
        if (slice) slice.value = frame.value;
        break;
      }
      case 'moment':
        for (const listen of listeners.get(frame.name) ?? []) listen(frame.value as never);
        break;
    }
  }

  function open(): void {
    close();
    source = new EventSource(url);
    source.onmessage = ({ data }) => receive(JSON.parse(data));
    source.onerror = () => {
      connected.value = false;
      checkSoon(HEALTH_WHEN_CUT_OFF_MS);
      // The browser retries a broken connection itself, but gives up for ever after any answer but 200.
      if (source?.readyState !== EventSource.CLOSED) return;
      onRefused?.();
      rebuildLater();
    };
  }

  function close(): void {
    clearTimeout(rebuildTimer);
    source?.close();
    source = null;
  }

  function rebuildLater(): void {
    clearTimeout(rebuildTimer);
    rebuildTimer = window.setTimeout(open, rebuildMs);
    rebuildMs = Math.min(rebuildMs * 2, REBUILD_MAX_MS);
  }

  /** Heartbeats are comments, which EventSource hides: silence is noticed by asking. */
  async function checkHealth(): Promise<void> {
    const reachable = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    }).then(
      () => true,
      () => false,
    );
    if (!healthTimer) return;
    if (!reachable) {
      suspect = true;
      connected.value = false;
    } else if (suspect) {
      suspect = false;
      open();
    }
    checkSoon(connected.value ? HEALTH_EVERY_MS : HEALTH_WHEN_CUT_OFF_MS);
  }

  function checkSoon(afterMs: number): void {
    clearTimeout(healthTimer);
    healthTimer = window.setTimeout(checkHealth, afterMs);
  }

  return {
    slices: Object.fromEntries(signals) as unknown as Stream<Slices, Moments>['slices'],
    connected,
    outdated,
    onMoment(name, listen) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listen));
      return () => set.delete(listen);
    },
    start() {
      open();
      checkSoon(HEALTH_EVERY_MS);
    },
    stop() {
      close();
      clearTimeout(healthTimer);
      healthTimer = 0;
      connected.value = false;
      batch(() => {
        for (const slice of signals.values()) slice.value = null;
      });
    },
  };
}
