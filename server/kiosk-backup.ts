// The nightly backup as this kiosk runs it.
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../devices/logger.ts';
import { type Backup, createBackup } from './backup/backup.ts';
import { registry, type Views } from './modules/registry.ts';
import type { Keyring } from './privacy/keyring.ts';
import type { ModuleDefinition } from './store/module.ts';
import type { Store } from './store/store.ts';

export function createKioskBackup(
  { dataDir, keyFile, kioskCode, centre, backup }: Settings,
  parts: {
    readonly store: Store<Views>;
    readonly privacy: Keyring;
    readonly rotate: () => Promise<void>;
    readonly logger: Logger;
  },
): Backup {
  const { store, privacy, rotate, logger } = parts;
  return createBackup({
    ...backup,
    dataDir,
    keyFile,
    kiosk: kioskCode,
    zone: centre.zone,
    rotate,
    keyring: privacy.content,
    forgotten: () => store.read(forgottenKeys),
    logger,
  });
}

/** Every data key that was destroyed for good, as the modules' views know it. */
function forgottenKeys(views: Views): string[] {
  const modules: readonly ModuleDefinition[] = registry;
  return modules.flatMap(
    (module) => module.forgottenKeys?.(views[module.name as keyof Views]) ?? [],
  );
}
