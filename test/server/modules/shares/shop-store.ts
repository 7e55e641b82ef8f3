// The real store with all modules, without the rest of a kiosk: for tests that record months in a second, or are killed.
import { join } from 'node:path';
import pino from 'pino';
import type { Static, TSchema } from 'typebox';
import { registry, type Views } from '../../../../server/modules/registry.ts';
import { createPrivacy } from '../../../../server/privacy/keyring.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import { createStore, type StoreHandle } from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';

/** The demo village's. */
const KIOSK = 'LB01';

export interface ShopStore {
  readonly store: StoreHandle<Views>;
  stop(): Promise<void>;
}

/** @param snapshotEvery events between two snapshots; the store's own when not given */
export async function openShopStore(
  folder: string,
  systemClock: SystemClock,
  snapshotEvery?: number,
): Promise<ShopStore> {
  const logger = pino({ level: 'silent' });
  const dataDir = join(folder, 'data');
  const keyFile = join(folder, 'kiosk.key');
  const privacy = createPrivacy({ dataDir, keyFile, kiosk: KIOSK, poolSize: 64, logger });
  await privacy.start();
  const store = createStore<Views>({
    dataDir,
    kiosk: KIOSK,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK }),
    privacy,
    registry,
    registryPath: new URL('../../../../server/modules/registry.ts', import.meta.url).href,
    systemClock,
    logger,
    ...(snapshotEvery !== undefined && { keep: { snapshotEvery } }),
  });
  await store.start();
  return {
    store,
    async stop() {
      await store.stop();
      await privacy.stop();
    },
  };
}

/** Executes and insists. */
export function insisting(store: StoreHandle<Views>) {
  let commands = 0;
  return async <Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): Promise<Reply> => {
    const actor = { kind: 'staff', accountId: 'clerk' } as const;
    const outcome = await store.execute(command, { id: `command-${++commands}`, actor, body });
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.refusal.refused}`);
    return outcome.reply;
  };
}
