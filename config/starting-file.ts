// A settings file to begin with: the demo's centre, windows and units to be overwritten, none of its people, no devices yet.
import { SETTINGS_VERSION, type Settings } from './settings.ts';

/** Data directory, key file, ports and clock are left to their defaults, which are those of a real centre. */
export function startingFile(settings: Settings): string {
  const { kioskCode, centre, purposes, units, departments, items, packages } = settings;
  const hall = { departments, items, packages };
  const content = { version: SETTINGS_VERSION, kioskCode, centre, purposes, units, ...hall };
  return `${JSON.stringify({ ...content, devices: {}, printerProfile: {} }, null, 2)}\n`;
}
