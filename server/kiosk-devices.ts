// The devices that the settings name, virtual or real, as one part: start, stop, status of all, and each exchangeable
// while the kiosk runs.
import type { Settings } from '../config/settings.ts';
import type {
  CallPad,
  CodeScanner,
  Device,
  IdCardReader,
  LedPanel,
  Printer,
} from '../devices/device.ts';
import type { Logger } from '../devices/logger.ts';
import type { DeviceKind, DeviceStatus, DevicesSlice } from '../devices/schema.ts';
import { createVirtualCodeScanner } from '../devices/virtual/virtual-code-scanner.ts';
import { createVirtualIdCardReader } from '../devices/virtual/virtual-id-card-reader.ts';
import { createVirtualPrinter } from '../devices/virtual/virtual-printer.ts';
import { createDeviceSlot, type DeviceSlot } from './device-slot.ts';
import { createPadTwin, createPanelTwin } from './kiosk-call-devices.ts';
import {
  createMakeDevice,
  type MakeDevice,
  type PrinterProfile,
  type Twins,
} from './make-device.ts';
import { createStandIns, type StandIns } from './stand-ins.ts';

/** `printer`, `idReader`, `scanner`, `callPad`, `ledPanel`: whichever there is at the moment, or none. */
export interface KioskDevices extends StandIns {
  readonly twins: Twins;
  /** Devices of their own, for who wants to try an address; whoever made one starts and stops it. */
  readonly make: MakeDevice;
  /** Null when this kind is not set up. */
  status(kind: DeviceKind): DeviceStatus | null;
  addressOf(kind: DeviceKind): string;
  readonly printerProfile: PrinterProfile;
  /** Exchanges one device for what `address` names. Work in hand is finished first. */
  replace(kind: DeviceKind, address: string, profile?: PrinterProfile): Promise<void>;
  /** Lets go of one device so that its port can be tried, until `release`. */
  hold(kind: DeviceKind): Promise<void>;
  release(kind: DeviceKind): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  slice(): DevicesSlice;
  onStatus(listener: () => void): () => void;
}

/** What does not depend on the kind. */
type AnySlot = Omit<DeviceSlot<Device>, 'attach' | 'use' | 'put'>;

/** Does nothing yet: `start` looks for the devices. */
export function createDevices(settings: Settings, logger: Logger): KioskDevices {
  const { devices } = settings;
  const addresses: Record<DeviceKind, string> = {
    printer: devices.printer,
    idCardReader: devices.idReader,
    codeScanner: devices.scanner,
    callPad: devices.callPad,
    ledPanel: devices.ledPanel,
  };
  let { printerProfile } = settings;
  const twins = createTwins(settings);
  const make = createMakeDevice(settings, twins, logger);
  const slots = {
    printer: createDeviceSlot<Printer>(make.printer(addresses.printer, printerProfile)),
    idCardReader: createDeviceSlot<IdCardReader>(make.idCardReader(addresses.idCardReader)),
    codeScanner: createDeviceSlot<CodeScanner>(make.codeScanner(addresses.codeScanner)),
    callPad: createDeviceSlot<CallPad>(make.callPad(addresses.callPad)),
    ledPanel: createDeviceSlot<LedPanel>(make.ledPanel(addresses.ledPanel)),
  };
  const slot: Record<DeviceKind, AnySlot> = slots;
  const all = Object.values(slot);

  function put(kind: DeviceKind, address: string): Promise<void> {
    switch (kind) {
      case 'printer':
        return slots.printer.put(make.printer(address, printerProfile));
      case 'idCardReader':
        return slots.idCardReader.put(make.idCardReader(address));
      case 'codeScanner':
        return slots.codeScanner.put(make.codeScanner(address));
      case 'callPad':
        return slots.callPad.put(make.callPad(address));
      case 'ledPanel':
        return slots.ledPanel.put(make.ledPanel(address));
    }
  }

  return {
    ...createStandIns(slots),
    twins,
    make,
    status: (kind) => slot[kind].status(),
    addressOf: (kind) => addresses[kind],
    get printerProfile() {
      return printerProfile;
    },
    replace(kind, address, profile = printerProfile) {
      addresses[kind] = address;
      printerProfile = profile;
      return put(kind, address);
    },
    hold: (kind) => slot[kind].hold(),
    release: (kind) => slot[kind].release(),
    async start() {
      for (const each of all) await each.start();
    },
    async stop() {
      await Promise.all(all.map((each) => each.stop()));
      for (const twin of Object.values(twins)) twin?.stop();
    },
    slice() {
      const statuses = all.map((each) => each.status()).filter((status) => status !== null);
      return { devices: Object.fromEntries(statuses.map((status) => [status.kind, status])) };
    },
    onStatus(listener) {
      const offs = all.map((each) => each.onStatus(listener));
      return () => {
        for (const off of offs) off();
      };
    },
  };
}

function createTwins(settings: Settings): Twins {
  const { devices, printerProfile } = settings;
  return {
    printer:
      devices.printer === 'virtual'
        ? createVirtualPrinter({ columns: printerProfile.columns })
        : null,
    idReader: devices.idReader === 'virtual' ? createVirtualIdCardReader() : null,
    scanner: devices.scanner === 'virtual' ? createVirtualCodeScanner() : null,
    callPad: createPadTwin(settings),
    ledPanel: createPanelTwin(settings),
  };
}
