// Frees what was reserved for a day that is over: at start, when a business day opens, and every minute in case the store could
// not write then. The business day decides, not the clock: where the clock is not trusted, staff turn the day.
import type { Logger } from '../devices/logger.ts';
import { executeAs } from './kiosk-actor.ts';
import { expireOrders, overdueOrders } from './modules/orders/commands.ts';
import type { Views } from './modules/registry.ts';
import type { Store } from './store/store.ts';

export interface OrderKeeper {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createOrderKeeper({
  store,
  onMinute,
  logger,
}: {
  readonly store: Store<Views>;
  readonly onMinute: (listener: () => void) => () => void;
  readonly logger: Logger;
}): OrderKeeper {
  let offs: (() => void)[] = [];
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  async function look(): Promise<void> {
    const isDue = () =>
      store.read(({ orders, centre }) => overdueOrders(orders, centre).length > 0);
    while (!stopped && (await isDue())) {
      const outcome = await executeAs('order-keeper', store, expireOrders, {});
      if (!outcome.ok) return;
      logger.info({ orders: outcome.reply.expired }, 'orders expired');
    }
  }

  function lookAgain(): Promise<void> {
    looking = looking
      .then(look)
      .catch((error: unknown) => logger.error({ err: error }, 'order keeper'));
    return looking;
  }

  return {
    async start() {
      offs = [
        store.onCommitted((events) => {
          if (events.some(({ type }) => type === 'centre.dayOpened')) void lookAgain();
        }),
        onMinute(() => void lookAgain()),
      ];
      await lookAgain();
    },
    async stop() {
      stopped = true;
      for (const off of offs) off();
      await looking;
    },
  };
}
