// Tells at the very second that a flash price begins or ends: nobody does anything then, and yet every screen shows another price.
import { nextFlashMs } from './modules/livestream/reading.ts';
import type { LivestreamView } from './modules/livestream/schema.ts';
import type { StoreHandle } from './store/execute.ts';

export interface FlashPrices {
  onChange(listener: () => void): () => void;
  start(): void;
  stop(): void;
}

/** The wall clock may be put right meanwhile: it is asked again at least this often. */
const LOOK_AGAIN_MS = 20_000;
/** A timer may fire a little before its time. */
const LEAST_MS = 5;

export function createFlashPrices({
  store,
  logger,
}: {
  readonly store: Pick<
    StoreHandle<{ livestream: LivestreamView }>,
    'read' | 'time' | 'onCommitted' | 'onStatus'
  >;
  readonly logger: { error(fields: object, message: string): void };
}): FlashPrices {
  const listeners = new Set<() => void>();
  let awaitedMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let offs: (() => void)[] = [];
  let running = false;

  async function look(): Promise<void> {
    const now = await store.read(({ livestream }) => {
      const { wallMs } = store.time();
      return { ms: wallMs, next: nextFlashMs(livestream, wallMs) };
    });
    if (!running) return;
    clearTimeout(timer);
    // It passed, or the clock was put right and it is another one.
    const changed = now.next !== awaitedMs;
    awaitedMs = now.next;
    if (changed) for (const listener of listeners) listener();
    if (awaitedMs === null) return;
    const waitMs = Math.min(Math.max(awaitedMs - now.ms, LEAST_MS), LOOK_AGAIN_MS);
    timer = setTimeout(lookAgain, waitMs);
    timer.unref();
  }

  function lookAgain(): void {
    look().catch((error: unknown) => logger.error({ err: error }, 'flash prices'));
  }

  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      running = true;
      offs = [
        store.onCommitted((events) => {
          if (events.some(({ type }) => type.startsWith('livestream.'))) lookAgain();
        }),
        // Views that were made anew may know of other prices.
        store.onStatus(lookAgain),
      ];
      lookAgain();
    },
    stop() {
      running = false;
      clearTimeout(timer);
      for (const off of offs) off();
    },
  };
}
