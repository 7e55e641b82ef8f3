// The installer's page: what is plugged in, what is set up, the trial under way, and why something is refused.
import { type Static, Type } from 'typebox';
import { PrinterProfile as WholeProfile } from '../../config/settings.ts';
import type { CallPadKey } from '../../devices/device.ts';
import { type DeviceStatus, Port } from '../../devices/schema.ts';

const strict = { additionalProperties: false } as const;
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

/** What of a printer's profile the page changes; the rest stays as the file says. */
export const PrinterProfile = Type.Pick(
  WholeProfile,
  ['columns', 'charset', 'cutter', 'processId'],
  strict,
);
export type PrinterProfile = Static<typeof PrinterProfile>;

export const Kind = Type.Union([
  Type.Literal('printer'),
  Type.Literal('idCardReader'),
  Type.Literal('codeScanner'),
  Type.Literal('callPad'),
]);
export type Kind = Static<typeof Kind>;
/** A panel has no wire that says whether it works, and no frame but the one in the settings file: it is set up there. */
const Occupant = Type.Union([...Kind.anyOf, Type.Literal('ledPanel')]);
/** As the settings write it: `none`, `virtual`, `tcp://…`, `serial:…`, `usblp:…`. */
const Address = Type.String({ minLength: 1, maxLength: 256 });

/**
 * NO_SETTINGS_FILE to SETTINGS_UNWRITABLE: config/save.ts · ADDRESS_WRONG: this kind cannot be connected by it ·
 * ADDRESS_NOT_LOCAL: not an address of this network · ADDRESS_IN_USE: another kind of device has this port ·
 * TRIAL_RUNNING: somebody is trying a device · TRIAL_OVER: nothing is being tried · TRIAL_NOT_PASSED: not tried, or it did
 * not work.
 */
export const installerRefusals = {
  NO_SETTINGS_FILE: 409,
  SETTINGS_CHANGED: 409,
  SETTINGS_WRONG: 422,
  SETTINGS_FIXED: 409,
  SETTINGS_UNREADABLE: 409,
  SETTINGS_UNWRITABLE: 409,
  ADDRESS_WRONG: 422,
  ADDRESS_NOT_LOCAL: 422,
  ADDRESS_IN_USE: 409,
  TRIAL_RUNNING: 409,
  TRIAL_OVER: 409,
  TRIAL_NOT_PASSED: 409,
} as const;
export type InstallerRefusal = keyof typeof installerRefusals;

const DeviceChoice = Type.Object(
  {
    address: Address,
    /** The environment variable that sets it: then nothing here can. */
    fixedBy: OrNull(Type.String()),
    /** What it was before the last change of this run, to go back to; null when nothing was changed. */
    before: OrNull(
      Type.Object({ address: Address, printerProfile: OrNull(PrinterProfile) }, strict),
    ),
  },
  strict,
);
/** GET /api/installer */
export const InstallerOverview = Type.Object(
  {
    /** Null: the demo, which has no file of its own to save into. */
    file: OrNull(Type.String()),
    /** To hand back when saving; null while the file cannot be read. */
    revision: OrNull(Type.String()),
    /** Why nothing can be saved at the moment, in the words of config/load.ts. */
    fault: OrNull(Type.String()),
    devices: Type.Object(
      {
        printer: DeviceChoice,
        idCardReader: DeviceChoice,
        codeScanner: DeviceChoice,
        callPad: DeviceChoice,
      },
      strict,
    ),
    printerProfile: PrinterProfile,
  },
  strict,
);
export type InstallerOverview = Static<typeof InstallerOverview>;

/** GET /api/installer/ports */
export const PortList = Type.Object(
  {
    ports: Type.Array(
      Type.Object(
        { ...Port.properties, usedBy: OrNull(Occupant) },
        { additionalProperties: false },
      ),
    ),
  },
  strict,
);
export type PortList = Static<typeof PortList>;
export type ListedPort = PortList['ports'][number];

/** POST /api/installer/reachability: one attempt to connect, nothing is sent. */
export const ReachBody = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 64 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  },
  strict,
);
export const ReachReply = Type.Object(
  {
    /** For the settings. */
    address: Address,
    /** Null: it answered. Else why not, a TransportFault. */
    fault: OrNull(Type.String()),
  },
  strict,
);
export type ReachReply = Static<typeof ReachReply>;

/** POST /api/installer/trials; the profile matters for printers only, the present one when it is missing. */
export const TrialBody = Type.Object(
  { kind: Kind, address: Address, printerProfile: Type.Optional(PrinterProfile) },
  strict,
);
export type TrialBody = Static<typeof TrialBody>;
/** POST /api/installer/devices: what was tried, or one of `none` and what it was before. */
export const SaveBody = Type.Object(
  {
    kind: Kind,
    address: Address,
    printerProfile: Type.Optional(PrinterProfile),
    revision: Type.String({ maxLength: 64 }),
  },
  strict,
);
export type SaveBody = Static<typeof SaveBody>;
export const SaveReply = Type.Object({ keys: Type.Array(Type.String()) }, strict);
export const EmptyBody = Type.Object({}, strict);
export const Done = Type.Object({ done: Type.Literal(true) }, strict);

/** What a trial brought to light. Of a person only the mask, of a code only whose it is. */
export type TrialResult =
  | { what: 'slip'; outcome: 'confirmed' | 'processed' | 'unconfirmed' | 'failed' }
  | { what: 'card'; mask: string }
  | { what: 'code'; kind: 'member' | 'ticket' | 'unknown' }
  /** Of which pad on the line, and which key. */
  | { what: 'key'; pad: number; key: CallPadKey };
export interface Trial {
  kind: Kind;
  address: string;
  /** With which a printer is being tried; null for other kinds. */
  printerProfile: PrinterProfile | null;
  /** Null while the device that has the port is being let go. */
  device: DeviceStatus | null;
  printing: boolean;
  /** The newest one. */
  result: TrialResult | null;
  /** It worked: this may be saved. */
  passed: boolean;
}
/** Slice `installer`, for administrators. */
export interface InstallerSlice {
  trial: Trial | null;
}

/** GET /api/installer/slip.svg: the test slip as this profile would print it. Queries are text. */
export const SlipQuery = Type.Object(
  {
    columns: Type.Union([Type.Literal('48'), Type.Literal('32')]),
    charset: PrinterProfile.properties.charset,
    cutter: PrinterProfile.properties.cutter,
  },
  strict,
);
