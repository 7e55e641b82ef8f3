// The installer's page as this kiosk serves it.
import type { SettingsFile } from '../config/save.ts';
import type { Settings } from '../config/settings.ts';
import { startingFile } from '../config/starting-file.ts';
import type { Logger } from '../devices/logger.ts';
import { listPorts } from '../devices/ports.ts';
import { createDrawing } from '../devices/raster.ts';
import type { Port } from '../devices/schema.ts';
import { drawSlip } from '../devices/virtual/preview.ts';
import { run } from './http/app.ts';
import { createInstaller, type Installer } from './installer/installer.ts';
import type { InstallerDeps } from './installer/routes.ts';
import { createTrials, type PrinterProfile } from './installer/trial.ts';
import type { KioskDevices } from './kiosk-devices.ts';
import { recordSettings } from './modules/centre/commands.ts';
import { testSlip } from './modules/printing/receipt.ts';
import type { Views } from './modules/registry.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { Store } from './store/store.ts';

export interface KioskInstallerParts {
  readonly settings: Settings;
  readonly settingsFile: SettingsFile;
  readonly devices: KioskDevices;
  readonly privacy: Pick<Privacy, 'readCode'>;
  readonly store: Store<Views>;
  readonly logger: Logger;
  readonly ports?: () => Promise<Port[]>;
}

export interface KioskInstaller extends Installer {
  readonly deps: InstallerDeps;
}

export function createKioskInstaller(parts: KioskInstallerParts): KioskInstaller {
  const { settings, settingsFile, devices, privacy, store, logger } = parts;
  const centre = { ...settings.centre, demo: settings.demo !== undefined };
  const slipFor = (profile: PrinterProfile) => testSlip(centre, profile, 1);
  const { rasterise } = createDrawing();
  const installer = createInstaller({
    settings: settingsFile,
    devices,
    trials: createTrials({ devices, testSlip: slipFor, readCode: privacy.readCode, logger }),
    listPorts: parts.ports ?? (() => listPorts()),
    logger,
  });
  return {
    ...installer,
    deps: {
      installer,
      drawTestSlip(fields) {
        const profile = { ...devices.printerProfile, ...fields };
        return drawSlip(slipFor(profile), profile, rasterise);
      },
      startingFile: () => startingFile(settings),
      record: async (request, keys) => {
        await run(store, recordSettings, request, { keys: [...keys] });
      },
      writable: () => store.status().state === 'writable',
    },
  };
}
