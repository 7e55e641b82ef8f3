// The devices that the settings name, virtual or real, as one part: start, stop, status of all.
import type { Settings } from '../config/settings.ts';
import { createCodeScanner } from '../devices/code-scanner.ts';
import { defaultProfile } from '../devices/codecs/escpos.ts';
import type { CodeScanner, Device, IdCardReader, Printer } from '../devices/device.ts';
import { createIdCardReader } from '../devices/id-card-reader.ts';
import type { Logger } from '../devices/logger.ts';
import { createPrinter } from '../devices/printer.ts';
import { createRasterise } from '../devices/raster.ts';
import type { DevicesSlice } from '../devices/schema.ts';
import { createTcpTransport } from '../devices/transports/tcp.ts';
import {
  createVirtualCodeScanner,
  type VirtualCodeScanner,
} from '../devices/virtual/virtual-code-scanner.ts';
import {
  createVirtualIdCardReader,
  type VirtualIdCardReader,
} from '../devices/virtual/virtual-id-card-reader.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../devices/virtual/virtual-printer.ts';

export interface KioskDevices {
  readonly printer: Printer | null;
  readonly idReader: IdCardReader | null;
  readonly scanner: CodeScanner | null;
  /** What staff may play with; null where the device is real or missing. */
  readonly twins: {
    readonly printer: VirtualPrinter | null;
    readonly idReader: VirtualIdCardReader | null;
    readonly scanner: VirtualCodeScanner | null;
  };
  start(): Promise<void>;
  stop(): Promise<void>;
  slice(): DevicesSlice;
  onStatus(listener: () => void): () => void;
}

/** Does nothing yet: `start` looks for the devices. */
export function createDevices(settings: Settings, logger: Logger): KioskDevices {
  const { devices, printerProfile } = settings;
  const twins = {
    printer:
      devices.printer === 'virtual'
        ? createVirtualPrinter({ columns: printerProfile.columns })
        : null,
    idReader: devices.idReader === 'virtual' ? createVirtualIdCardReader() : null,
    scanner: devices.scanner === 'virtual' ? createVirtualCodeScanner() : null,
  };
  const printer = printerOf(settings, twins.printer, logger);
  const idReader = twins.idReader
    ? createIdCardReader({ open: twins.idReader.connect, virtual: true, logger })
    : null;
  const scanner = twins.scanner
    ? createCodeScanner({ open: twins.scanner.connect, virtual: true, logger })
    : null;
  const all: Device[] = [printer, idReader, scanner].filter((device) => device !== null);
  return {
    printer,
    idReader,
    scanner,
    twins,
    async start() {
      for (const device of all) await device.start();
    },
    async stop() {
      await Promise.all(all.map((device) => device.stop()));
      for (const twin of Object.values(twins)) twin?.stop();
    },
    slice() {
      const statuses = all.map((device) => device.status());
      return { devices: Object.fromEntries(statuses.map((status) => [status.kind, status])) };
    },
    onStatus(listener) {
      const offs = all.map((device) => device.onStatus(listener));
      return () => {
        for (const off of offs) off();
      };
    },
  };
}

function printerOf(
  { devices, printerProfile }: Settings,
  twin: VirtualPrinter | null,
  logger: Logger,
): Printer | null {
  const profile = { ...defaultProfile, ...printerProfile };
  const rasterise = createRasterise();
  if (twin) {
    return createPrinter({ open: twin.connect, virtual: true, profile, rasterise, logger });
  }
  const [, host = '', port = ''] = /^tcp:\/\/(.+):(\d+)$/.exec(devices.printer) ?? [];
  if (host === '') return null;
  const address = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  return createPrinter({ open: () => createTcpTransport(address), profile, rasterise, logger });
}
