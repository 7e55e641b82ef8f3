// A kiosk whose journal knows goods before it starts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Type } from 'typebox';
import { loadSettings } from '../../../../config/load.ts';
import { registry, type Views } from '../../../../server/modules/registry.ts';
import { createPrivacy } from '../../../../server/privacy/keyring.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import { createStore } from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';
import { type StartedKiosk, startKiosk } from '../../started-kiosk.ts';
import { GOODS, goodsEvents } from './shop.ts';

const Empty = Type.Object({});
const stockUp: CommandDefinition<Views, typeof Empty, object> = {
  type: 'test.stockUp',
  body: Empty,
  decide: () => ({ events: GOODS.flatMap((one) => goodsEvents(...one)), reply: {} }),
};

/** The demo village with the goods of `shop.ts` instead of its own; ends with its folder. */
export async function startShop(systemClock: SystemClock): Promise<StartedKiosk> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-shop-'));
  await stockShop(folder, systemClock);
  const kiosk = await startKiosk({
    folder,
    systemClock,
    change: (settings) => ({ ...settings, workshop: { ...settings.workshop, sessions: [] } }),
  });
  return {
    ...kiosk,
    async end() {
      await kiosk.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Goods in a folder's journal: its data and its key file are where `startKiosk` looks for them. */
export async function stockShop(folder: string, systemClock: SystemClock): Promise<void> {
  const dataDir = join(folder, 'data');
  const keyFile = join(folder, 'kiosk.key');
  const { settings } = await loadSettings({ KIOSK_DATA_DIR: dataDir, KIOSK_KEY_FILE: keyFile });
  const { kioskCode: kiosk } = settings;
  const logger = pino({ level: 'silent' });
  const privacy = createPrivacy({ dataDir, keyFile, kiosk, poolSize: 1, logger });
  await privacy.start();
  const store = createStore<Views>({
    dataDir,
    kiosk,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk }),
    privacy,
    registry,
    registryPath: new URL('../../../../server/modules/registry.ts', import.meta.url).href,
    systemClock,
    logger,
  });
  await store.start();
  const actor = { kind: 'kiosk', part: 'test' } as const;
  await store.execute(stockUp, { id: 'stock', actor, body: {} });
  await store.stop();
  await privacy.stop();
}
