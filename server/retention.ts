// Destroys personal data of visits, and what was left with a bad rating or an order, when the promised time is over: at start and with
// every business day.
import type { Logger } from '../devices/logger.ts';
import { executeAs } from './kiosk-actor.ts';
import { expirePersonal } from './modules/attendance/record-commands.ts';
import { expireBuyers } from './modules/orders/desk-commands.ts';
import { expireContacts } from './modules/ratings/rectification-commands.ts';
import type { Views } from './modules/registry.ts';
import type { Outcome, Store } from './store/store.ts';

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
      log('visits', await executeAs('retention', store, expirePersonal, {}));
      log('ratings', await executeAs('retention', store, expireContacts, {}));
      log('orders', await executeAs('retention', store, expireBuyers, {}));
    } catch (error) {
      logger.error({ err: error }, 'retention');
    }
  }

  function log(of: string, outcome: Outcome<{ keys: number }>): void {
    if (!outcome.ok || outcome.reply.keys === 0) return;
    logger.info({ of, keys: outcome.reply.keys }, 'personal data expired');
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
