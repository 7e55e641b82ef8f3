// Destroys personal data of visits when the promised time is over: at start and with every business day.
import type { Logger } from '../devices/logger.ts';
import { executeAs } from './kiosk-actor.ts';
import { expirePersonal } from './modules/attendance/record-commands.ts';
import type { Views } from './modules/registry.ts';
import type { Store } from './store/store.ts';

export interface Retention {
  start(): Promise<void>;
  stop(): void;
}

export function createRetention({
  store,
  logger,
}: {
  readonly store: Store<Views>;
  readonly logger: Logger;
}): Retention {
  let stopListening = () => {};

  async function expire(): Promise<void> {
    try {
      const outcome = await executeAs('retention', store, expirePersonal, {});
      if (outcome.ok && outcome.reply.keys > 0) {
        logger.info({ keys: outcome.reply.keys }, 'personal data expired');
      }
    } catch (error) {
      logger.error({ err: error }, 'retention');
    }
  }

  return {
    async start() {
      stopListening = store.onCommitted((events) => {
        if (events.some(({ type }) => type === 'centre.dayOpened')) void expire();
      });
      await expire();
    },
    stop: () => stopListening(),
  };
}
