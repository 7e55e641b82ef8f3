// What screens may know of devices.
import { type Static, Type } from 'typebox';

/** absent: nothing there · opening · ready · degraded: there, but not well (paper, cover, silence). */
export type DeviceState = 'absent' | 'opening' | 'ready' | 'degraded';
export type DeviceKind = 'printer' | 'idCardReader' | 'codeScanner' | 'callPad' | 'ledPanel';

export type PrinterTrouble =
  | 'paperOut'
  | 'coverOpen'
  | 'offline'
  | 'cutter'
  | 'error'
  /** Connected, but it answers no status request. */
  | 'silent'
  /** No connection. */
  | 'unreachable';

export interface DeviceStatus {
  readonly kind: DeviceKind;
  readonly state: DeviceState;
  /** True for a twin: screens say 模拟设备. */
  readonly virtual: boolean;
  readonly trouble: PrinterTrouble | null;
  readonly paperNearEnd: boolean;
  /** Technical last error, for the staff page; never shown to visitors. */
  readonly lastError: string | null;
  /** Printers: this machine has no Chinese font; what the printer's own font lacks comes out as 〓. */
  readonly fontMissing?: boolean;
  readonly sinceMs: number;
}

/** Slice `devices` on touch and staff pages; a kind that is missing is not set up (`none`). */
export interface DevicesSlice {
  devices: Partial<Record<DeviceKind, DeviceStatus>>;
}

/** Switches of the virtual printer. */
export interface VirtualPrinterSwitches {
  paperOut: boolean;
  paperNearEnd: boolean;
  coverOpen: boolean;
  offline: boolean;
  /** Loses power in the middle of the next job, then comes back empty. */
  losePowerNextJob: boolean;
  unplugged: boolean;
}

/** Moments pushed to the touchscreen (frames of type `moment`). A card's data stay in the server; the screen gets `readId`. */
export interface CardReadMoment {
  readId: string;
  mask: string;
}
/** `cardTrouble`: a card that could not be read; lifting it may help, or this kind never will. */
export interface CardTroubleMoment {
  trouble: 'liftCard' | 'unknownCard';
}
export interface CodeScannedMoment {
  code: string;
  kind: 'member' | 'ticket' | 'order' | 'unknown';
}

/** What the virtual printer has on its paper. Dots: 12 a column, 24 a line. */
const Align = Type.Union([Type.Literal('left'), Type.Literal('centre'), Type.Literal('right')]);
export const PaperRun = Type.Object({
  text: Type.String(),
  /** Width on paper, in columns of the 12-dot font. */
  columns: Type.Integer(),
  wide: Type.Integer(),
  high: Type.Integer(),
  bold: Type.Boolean(),
});
export type PaperRun = Static<typeof PaperRun>;
export const PaperLine = Type.Union([
  Type.Object({ kind: Type.Literal('text'), align: Align, runs: Type.Array(PaperRun) }),
  Type.Object({
    kind: Type.Literal('image'),
    align: Align,
    width: Type.Integer(),
    height: Type.Integer(),
    /** Rows of bytes, one bit a dot, base64. */
    bits: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('qr'),
    align: Align,
    data: Type.String(),
    cellDots: Type.Integer(),
  }),
  /** Code 128; `bars` are [from, width] in modules. */
  Type.Object({
    kind: Type.Literal('barcode'),
    align: Align,
    data: Type.String(),
    moduleDots: Type.Integer(),
    heightDots: Type.Integer(),
    bars: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
  }),
  /** Nothing on paper, but a hall hears or sees it. */
  Type.Object({
    kind: Type.Literal('signal'),
    signal: Type.Union([Type.Literal('beep'), Type.Literal('drawer')]),
    times: Type.Integer(),
  }),
  Type.Object({ kind: Type.Literal('blank'), dots: Type.Integer() }),
  /** Bytes the twin does not understand; a real printer may do anything with them. */
  Type.Object({ kind: Type.Literal('unknown'), bytes: Type.String() }),
]);
export type PaperLine = Static<typeof PaperLine>;
export const PaperSlip = Type.Object({
  id: Type.Integer(),
  lines: Type.Array(PaperLine),
  /** open: still in the printer · cut · torn: the power went and the rest is lost. */
  end: Type.Union([Type.Literal('open'), Type.Literal('cut'), Type.Literal('torn')]),
});
export type PaperSlip = Static<typeof PaperSlip>;
/** GET /api/devices/virtual/printer: newest slip first, at most twenty. */
export const VirtualPrinterReport = Type.Object({
  switches: Type.Object({
    paperOut: Type.Boolean(),
    paperNearEnd: Type.Boolean(),
    coverOpen: Type.Boolean(),
    offline: Type.Boolean(),
    losePowerNextJob: Type.Boolean(),
    unplugged: Type.Boolean(),
  }),
  slips: Type.Array(PaperSlip),
});
export type VirtualPrinterReport = Static<typeof VirtualPrinterReport>;

/** Why a thing that is plugged in cannot work; the installer's page has a sentence for each. */
export const PortReason = Type.Union([
  /** The kiosk's user may not open it: group or udev rule missing. */
  Type.Literal('denied'),
  /** The kernel knows it, /dev does not have it. */
  Type.Literal('noDeviceFile'),
  /** Types what it scans, as a keyboard does: the codes would land in whatever page is open. */
  Type.Literal('keyboardWedge'),
  /** USB-HID with a protocol of its vendor's. */
  Type.Literal('usbHid'),
  /** A USB interface of its vendor's own kind, without a serial port. */
  Type.Literal('vendorUsb'),
  /** A USB printer that no /dev/usb/lp* was made for: module usblp missing, or CUPS has taken it. */
  Type.Literal('noPrinterDriver'),
]);
export type PortReason = Static<typeof PortReason>;
/** What is plugged in, as the kernel tells it. */
export const Port = Type.Object({
  /** For the settings: `serial:…` or `usblp:…`; null for what has no wire that we speak. */
  address: Type.Union([Type.String(), Type.Null()]),
  /** The name of today, `/dev/ttyUSB0`; an interface of the kernel's (`1-2:1.0`) where /dev has none. */
  path: Type.String(),
  /** The name that stays when devices are plugged in another order. */
  stablePath: Type.Union([Type.String(), Type.Null()]),
  /** Four hexadecimal digits; null for what is not USB. */
  vendorId: Type.Union([Type.String(), Type.Null()]),
  productId: Type.Union([Type.String(), Type.Null()]),
  /** What the device calls itself. */
  product: Type.Union([Type.String(), Type.Null()]),
  guess: Type.Union([
    Type.Literal('printer'),
    Type.Literal('codeScanner'),
    Type.Literal('idCardReader'),
    Type.Literal('callPad'),
    Type.Literal('unknown'),
  ]),
  usable: Type.Boolean(),
  reason: Type.Union([PortReason, Type.Null()]),
});
export type Port = Static<typeof Port>;

/** Twins beside the printer's that can be pulled out and plugged in; the printer has a switch for it. */
export const VirtualKind = Type.Union([
  Type.Literal('idCardReader'),
  Type.Literal('codeScanner'),
  Type.Literal('callPad'),
  Type.Literal('ledPanel'),
]);
export type VirtualKind = Static<typeof VirtualKind>;

/** otherKind: a card of which no document at hand tells · unreadable: worn, or pulled away too early. */
export const VirtualCardKind = Type.Union([
  Type.Literal('resident'),
  Type.Literal('foreigner'),
  Type.Literal('hongKongMacaoTaiwan'),
  Type.Literal('otherKind'),
  Type.Literal('unreadable'),
]);
export type VirtualCardKind = Static<typeof VirtualCardKind>;

export const VirtualPadKey = Type.Union([
  Type.Literal('call'),
  Type.Literal('recall'),
  Type.Literal('evaluate'),
  Type.Literal('pause'),
  Type.Literal('transfer'),
  Type.Literal('giveUp'),
  Type.Literal('hold'),
  Type.Literal('callBack'),
]);
export type VirtualPadKey = Static<typeof VirtualPadKey>;
export const VirtualPadGrade = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
]);
export const VirtualPadReport = Type.Object({
  address: Type.Integer(),
  display: Type.String(),
  /** Times it has beeped: a key did nothing. */
  beeps: Type.Integer(),
  /** Keys that were acknowledged. */
  heard: Type.Integer(),
  /** Ratings that were answered as recorded. */
  rated: Type.Integer(),
});
export type VirtualPadReport = Static<typeof VirtualPadReport>;
export const VirtualPanelReport = Type.Object({ address: Type.Integer(), text: Type.String() });
export type VirtualPanelReport = Static<typeof VirtualPanelReport>;
/** GET /api/devices/virtual: how every twin beside the printer's is; a kind that is missing is real or not set up. */
export const VirtualReport = Type.Object({
  plugged: Type.Partial(
    Type.Object({
      idCardReader: Type.Boolean(),
      codeScanner: Type.Boolean(),
      callPad: Type.Boolean(),
      ledPanel: Type.Boolean(),
    }),
  ),
  /** Whether a card lies on the reader, and of what kind; never whose. */
  card: Type.Union([VirtualCardKind, Type.Null()]),
  pads: Type.Array(Type.Object({ ...VirtualPadReport.properties, window: Type.Integer() })),
  panels: Type.Array(VirtualPanelReport),
});
export type VirtualReport = Static<typeof VirtualReport>;
