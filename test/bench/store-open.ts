// The kiosk's store without the rest of the kiosk.
import { join } from 'node:path';
import pino from 'pino';
import { registry, type Views } from '../../server/modules/registry.ts';
import { createPrivacy } from '../../server/privacy/keyring.ts';
import { createSystemClock } from '../../server/store/clock.ts';
import { createStore, type StoreHandle } from '../../server/store/execute.ts';
import { createJournal } from '../../server/store/journal.ts';
import { KIOSK } from './store-history.ts';

export interface BenchStore {
  readonly store: StoreHandle<Views>;
  stop(): Promise<void>;
}

export async function openBenchStore(dataDir: string): Promise<BenchStore> {
  const logger = pino({ level: 'silent' });
  const privacy = createPrivacy({
    dataDir,
    keyFile: `${dataDir}.key`,
    kiosk: KIOSK,
    poolSize: 8,
    logger,
  });
  await privacy.start();
  const store = createStore<Views>({
    dataDir,
    kiosk: KIOSK,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk: KIOSK }),
    privacy,
    registry,
    registryPath: import.meta.resolve('../../server/modules/registry.ts'),
    systemClock: createSystemClock('system'),
    logger,
    // Everything stays in the journal: that is what is measured here.
    keep: { liveMonths: 600, snapshotEvery: 1_000_000_000 },
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
