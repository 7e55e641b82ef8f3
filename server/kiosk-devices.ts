// The devices that the settings name, virtual or real, as one part: start, stop, status of all.
import type { Settings } from '../config/settings.ts';
import { createCodeScanner } from '../devices/code-scanner.ts';
import { dotsPerColumn } from '../devices/codecs/escpos-marks.ts';
import type {
  CallPad,
  CodeScanner,
  Device,
  IdCardReader,
  LedPanel,
  Printer,
} from '../devices/device.ts';
import { createIdCardReader } from '../devices/id-card-reader.ts';
import type { Logger } from '../devices/logger.ts';
import { loadLogo } from '../devices/logo.ts';
import { createPrinter } from '../devices/printer.ts';
import { createDrawing } from '../devices/raster.ts';
import type { DevicesSlice } from '../devices/schema.ts';
import { createConnector } from '../devices/transports/connector.ts';
import type { Transport } from '../devices/transports/transport.ts';
import type { VirtualCallPads } from '../devices/virtual/virtual-call-pads.ts';
import {
  createVirtualCodeScanner,
  type VirtualCodeScanner,
} from '../devices/virtual/virtual-code-scanner.ts';
import {
  createVirtualIdCardReader,
  type VirtualIdCardReader,
} from '../devices/virtual/virtual-id-card-reader.ts';
import type { VirtualLedPanel } from '../devices/virtual/virtual-led-panel.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../devices/virtual/virtual-printer.ts';
import {
  callPadOn,
  createPadTwin,
  createPanelTwin,
  ledPanelOn,
  type Wire,
} from './kiosk-call-devices.ts';

export interface KioskDevices {
  readonly printer: Printer | null;
  readonly idReader: IdCardReader | null;
  readonly scanner: CodeScanner | null;
  readonly callPad: CallPad | null;
  readonly ledPanel: LedPanel | null;
  /** What staff may play with; null where the device is real or missing. */
  readonly twins: {
    readonly printer: VirtualPrinter | null;
    readonly idReader: VirtualIdCardReader | null;
    readonly scanner: VirtualCodeScanner | null;
    readonly callPad: VirtualCallPads | null;
    readonly ledPanel: VirtualLedPanel | null;
  };
  start(): Promise<void>;
  stop(): Promise<void>;
  slice(): DevicesSlice;
  onStatus(listener: () => void): () => void;
}

/** Set by the protocol; the other devices leave the factory with 9600. */
const idReaderBaud = 115_200;

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
    callPad: createPadTwin(settings),
    ledPanel: createPanelTwin(settings),
  };
  const printer = printerOf(settings, twins.printer, logger);
  const idReader = connected(
    twins.idReader,
    devices.idReader,
    (wire) => createIdCardReader({ ...wire, logger }),
    idReaderBaud,
  );
  const scanner = connected(twins.scanner, devices.scanner, (wire) =>
    createCodeScanner({ ...wire, logger }),
  );
  const callPad = connected(twins.callPad, devices.callPad, (wire) =>
    callPadOn(settings, wire, logger),
  );
  const ledPanel = connected(twins.ledPanel, devices.ledPanel, (wire) =>
    ledPanelOn(settings, wire, logger),
  );
  const all: Device[] = [printer, idReader, scanner, callPad, ledPanel].filter(
    (device) => device !== null,
  );
  return {
    printer,
    idReader,
    scanner,
    callPad,
    ledPanel,
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

/** The driver on its twin or on its address; null for `none`. */
function connected<D extends Device>(
  twin: { connect(): Transport } | null,
  address: string,
  driver: (wire: Wire) => D,
  defaultBaud?: number,
): D | null {
  if (twin) return driver({ open: twin.connect, virtual: true });
  const open = createConnector(address, defaultBaud);
  return open && driver({ open, virtual: false });
}

function printerOf(
  { devices, printerProfile }: Settings,
  twin: VirtualPrinter | null,
  logger: Logger,
): Printer | null {
  const { logoFile, ...profile } = printerProfile;
  const logo = async () =>
    logoFile === null ? null : loadLogo(logoFile, profile.columns * dotsPerColumn);
  return connected(twin, devices.printer, (wire) =>
    createPrinter({ ...wire, profile, ...createDrawing(), logo, logger }),
  );
}
