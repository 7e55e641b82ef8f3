// The paired screens as they are at this moment: whose cookie a request carries, which of them are connected, and whose stream
// must end because it was unpaired.
import { digestOf } from './auth/pairing-codes.ts';
import type { PairedScreen } from './auth/schema.ts';
import type { KnownScreens } from './auth/screen-guard.ts';
import type { PairingView, ScreensSlice } from './modules/pairing/schema.ts';
import { screenByDigest, selectScreens } from './modules/pairing/view.ts';
import type { Store } from './store/store.ts';

export interface PairedScreens extends KnownScreens {
  /** For the screen's stream: calls back when it may not go on; returns how to stop listening. */
  onEnd(screen: PairedScreen, end: () => void): () => void;
  /** A stream of the screen is open; returns how to say that it is not any more. */
  opened(id: string): () => void;
  /** Slice `screens`. */
  slice(): Promise<ScreensSlice>;
  /** A screen came or went. */
  onChange(listener: () => void): () => void;
  start(): void;
  stop(): void;
}

export interface PairedScreensOptions {
  readonly store: Pick<Store<{ pairing: PairingView }>, 'read' | 'onCommitted'>;
  /** Where screens reach the Hall listener; null while it is closed. */
  readonly hallUrls: () => readonly string[] | null;
  /** Wall clock, to be shown. */
  readonly wallMs: () => number;
  /** Monotonic ms. */
  readonly now?: () => number;
  readonly logger: { error(fields: object, message: string): void };
}

/** A page asks after our health every ten seconds; a pulled cable leaves its stream open for a quarter of an hour. */
export const SILENT_MS = 25_000;
const LOOK_EVERY_MS = 5_000;

interface Presence {
  streams: number;
  heardAt: number;
  heardWallMs: number;
  connected: boolean;
}

export function createPairedScreens(options: PairedScreensOptions): PairedScreens {
  const { store, hallUrls, wallMs, logger, now = () => performance.now() } = options;
  const presences = new Map<string, Presence>();
  const watchers = new Set<{ screen: PairedScreen; end: () => void }>();
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let stopListening = () => {};

  function presenceOf(id: string): Presence {
    const known = presences.get(id);
    if (known) return known;
    const fresh = { streams: 0, heardAt: now(), heardWallMs: wallMs(), connected: false };
    presences.set(id, fresh);
    return fresh;
  }

  function look(): void {
    let changed = false;
    for (const presence of presences.values()) {
      const connected = presence.streams > 0 && now() - presence.heardAt < SILENT_MS;
      changed ||= connected !== presence.connected;
      presence.connected = connected;
    }
    if (changed) for (const listener of listeners) listener();
  }

  /** Ends the streams of screens that are gone, or that print no more, or now do. */
  async function recheck(): Promise<void> {
    try {
      const screens = await store.read(({ pairing }) => selectScreens(pairing));
      const current = new Map(screens.map((screen) => [screen.id, screen]));
      for (const id of presences.keys()) if (!current.has(id)) presences.delete(id);
      for (const watcher of [...watchers]) {
        if (current.get(watcher.screen.id)?.prints === watcher.screen.prints) continue;
        watchers.delete(watcher);
        watcher.end();
      }
    } catch (error) {
      logger.error({ err: error }, 'paired screens');
    }
  }

  return {
    byToken(token) {
      const digest = digestOf(token);
      return store.read(({ pairing }) => screenByDigest(pairing, digest));
    },
    heard(id) {
      const presence = presenceOf(id);
      presence.heardAt = now();
      presence.heardWallMs = wallMs();
      if (presence.streams > 0 && !presence.connected) look();
    },
    onEnd(screen, end) {
      const watcher = { screen, end };
      watchers.add(watcher);
      // It may have been unpaired between the guard and this call.
      void recheck();
      return () => watchers.delete(watcher);
    },
    opened(id) {
      const presence = presenceOf(id);
      presence.streams += 1;
      look();
      return () => {
        presence.streams -= 1;
        look();
      };
    },
    async slice() {
      const screens = await store.read(({ pairing }) => selectScreens(pairing));
      return {
        hallUrls: hallUrls(),
        screens: screens.map((screen) => {
          const presence = presences.get(screen.id);
          const connected = presence?.connected ?? false;
          return {
            ...screen,
            connected,
            // While it is connected the moment would change all the time.
            lastSeenMs: connected ? null : (presence?.heardWallMs ?? null),
          };
        }),
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      stopListening = store.onCommitted((events) => {
        if (events.some(({ type }) => type.startsWith('pairing.'))) void recheck();
      });
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      stopListening();
      clearInterval(timer);
    },
  };
}
