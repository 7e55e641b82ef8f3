// Address → device: `tcp://192.168.1.50:9100`, `serial:/dev/…`, `virtual`, `none`. One function a kind; nothing is started here.
import type { Settings } from '../config/settings.ts';
import { createCodeScanner } from '../devices/code-scanner.ts';
import { dotsPerColumn } from '../devices/codecs/escpos-marks.ts';
import type { CallPad, CodeScanner, IdCardReader, LedPanel, Printer } from '../devices/device.ts';
import { createIdCardReader } from '../devices/id-card-reader.ts';
import type { Logger } from '../devices/logger.ts';
import { loadLogo } from '../devices/logo.ts';
import { createPrinter } from '../devices/printer.ts';
import { createDrawing } from '../devices/raster.ts';
import { createConnector } from '../devices/transports/connector.ts';
import type { Transport } from '../devices/transports/transport.ts';
import type { VirtualCallPads } from '../devices/virtual/virtual-call-pads.ts';
import type { VirtualCodeScanner } from '../devices/virtual/virtual-code-scanner.ts';
import type { VirtualIdCardReader } from '../devices/virtual/virtual-id-card-reader.ts';
import type { VirtualLedPanel } from '../devices/virtual/virtual-led-panel.ts';
import type { VirtualPrinter } from '../devices/virtual/virtual-printer.ts';
import { callPadOn, ledPanelOn, type Wire } from './kiosk-call-devices.ts';

/** What staff may play with; null where the settings name no virtual device at the start. */
export interface Twins {
  readonly printer: VirtualPrinter | null;
  readonly idReader: VirtualIdCardReader | null;
  readonly scanner: VirtualCodeScanner | null;
  readonly callPad: VirtualCallPads | null;
  readonly ledPanel: VirtualLedPanel | null;
}

/** What the settings say of a printer. */
export type PrinterProfile = Settings['printerProfile'];

/** Each answers null for `none`, for a twin that is not there, and for what is no address. */
export interface MakeDevice {
  printer(address: string, profile: PrinterProfile): Printer | null;
  idCardReader(address: string): IdCardReader | null;
  codeScanner(address: string): CodeScanner | null;
  callPad(address: string): CallPad | null;
  ledPanel(address: string): LedPanel | null;
}

/** Set by the protocol; the other devices leave the factory with 9600. */
const idReaderBaud = 115_200;

export function createMakeDevice(settings: Settings, twins: Twins, logger: Logger): MakeDevice {
  return {
    printer(address, { logoFile, ...profile }) {
      const logo = async () =>
        logoFile === null ? null : loadLogo(logoFile, profile.columns * dotsPerColumn);
      return connected(twins.printer, address, (wire) =>
        createPrinter({ ...wire, profile, ...createDrawing(), logo, logger }),
      );
    },
    idCardReader: (address) =>
      connected(
        twins.idReader,
        address,
        (wire) => createIdCardReader({ ...wire, logger }),
        idReaderBaud,
      ),
    codeScanner: (address) =>
      connected(twins.scanner, address, (wire) => createCodeScanner({ ...wire, logger })),
    callPad: (address) =>
      connected(twins.callPad, address, (wire) => callPadOn(settings, wire, logger)),
    ledPanel: (address) =>
      connected(twins.ledPanel, address, (wire) => ledPanelOn(settings, wire, logger)),
  };
}

/** The driver on its twin or on its address; null for `none`. */
function connected<D>(
  twin: { connect(): Transport } | null,
  address: string,
  driver: (wire: Wire) => D,
  defaultBaud?: number,
): D | null {
  if (address === 'virtual') return twin && driver({ open: twin.connect, virtual: true });
  const open = createConnector(address, defaultBaud);
  return open && driver({ open, virtual: false });
}
