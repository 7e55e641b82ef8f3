// The sessions of the settings, planned once: on the first business day that is opened, which the settings cannot know.
import type { Settings } from '../config/settings.ts';
import { executeAs } from './kiosk-actor.ts';
import type { CentreView } from './modules/centre/schema.ts';
import type { GoodsView } from './modules/goods/schema.ts';
import { type AdoptSessionsBody, adoptSessions } from './modules/livestream/adopt-sessions.ts';
import type { LivestreamView } from './modules/livestream/schema.ts';
import type { Store } from './store/store.ts';

interface Reads {
  centre: CentreView;
  goods: GoodsView;
  livestream: LivestreamView;
}
export interface FirstSessions {
  start(): Promise<void>;
  stop(): void;
}

export function createFirstSessions({
  store,
  settings,
  logger,
}: {
  readonly store: Store<Reads>;
  readonly settings: Pick<Settings, 'workshop'>;
  readonly logger: { error(fields: object, message: string): void };
}): FirstSessions {
  let stopListening = () => {};

  /** False: no day is open yet, or the disk takes nothing. */
  async function adopt(): Promise<boolean> {
    const known = await store.read(({ centre, livestream }) => ({
      day: centre.day,
      planned: Object.keys(livestream.sessions).length > 0,
    }));
    if (known.planned || settings.workshop.sessions.length === 0) return true;
    if (known.day === null) return false;
    const body = bodyOf(settings, known.day);
    const outcome = await executeAs('settings', store, adoptSessions, body);
    return outcome.ok;
  }

  async function adoptLater(): Promise<void> {
    if (await adopt()) stopListening();
  }

  return {
    async start() {
      if (await adopt()) return;
      stopListening = store.onCommitted((events) => {
        if (!events.some(({ type }) => type === 'centre.dayOpened')) return;
        adoptLater().catch((error: unknown) => logger.error({ err: error }, 'first sessions'));
      });
    },
    stop: () => stopListening(),
  };
}

function bodyOf({ workshop }: Pick<Settings, 'workshop'>, day: string): AdoptSessionsBody {
  return {
    // Copies: settings are frozen, and what the store gets belongs to it.
    sessions: structuredClone(workshop.sessions).map(({ shelf, ...session }) => ({
      session: { ...session, day },
      items: shelf.map(({ note, ...item }) => ({
        ...item,
        flash: null,
        hidden: false,
        soldOut: false,
        ...(note === '' ? {} : { note }),
      })),
    })),
  };
}
