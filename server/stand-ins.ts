// What the rest of the kiosk holds on to in place of a device: it speaks for whichever stands in the slot, or for none.
import type {
  CallPad,
  CodeScanner,
  IdCardReader,
  LedPanel,
  Printer,
  PrintOutcome,
} from '../devices/device.ts';
import type { DeviceStatus } from '../devices/schema.ts';
import type { DeviceSlot } from './device-slot.ts';

export interface StandIns {
  readonly printer: Pick<Printer, 'probe' | 'print' | 'interrupted' | 'onStatus' | 'stop'>;
  readonly idReader: Pick<IdCardReader, 'onCard' | 'onTrouble'>;
  readonly scanner: Pick<CodeScanner, 'onCode'>;
  readonly callPad: Pick<CallPad, 'onPress' | 'show' | 'beep' | 'confirmRating'>;
  readonly ledPanel: Pick<LedPanel, 'show'>;
}
export interface Slots {
  readonly printer: DeviceSlot<Printer>;
  readonly idCardReader: DeviceSlot<IdCardReader>;
  readonly codeScanner: DeviceSlot<CodeScanner>;
  readonly callPad: DeviceSlot<CallPad>;
  readonly ledPanel: DeviceSlot<LedPanel>;
}

const noPrinter: DeviceStatus = {
  kind: 'printer',
  state: 'absent',
  virtual: false,
  trouble: null,
  paperNearEnd: false,
  lastError: null,
  sinceMs: 0,
};

export function createStandIns(slots: Slots): StandIns {
  const { printer, idCardReader, codeScanner } = slots;
  return {
    printer: {
      probe: () =>
        printer.use(async (at): Promise<DeviceStatus> => (await at?.probe()) ?? noPrinter),
      print: (slip) =>
        printer.use(async (at): Promise<PrintOutcome> => (await at?.print(slip)) ?? 'failed'),
      onStatus: (listener) => printer.onStatus(() => listener(printer.status() ?? noPrinter)),
      interrupted: () => void printer.use(async (at) => at?.interrupted()),
      stop: printer.stop,
    },
    idReader: {
      onCard: (listener) => idCardReader.attach((reader) => reader.onCard(listener)),
      onTrouble: (listener) => idCardReader.attach((reader) => reader.onTrouble(listener)),
    },
    scanner: { onCode: (listener) => codeScanner.attach((scanner) => scanner.onCode(listener)) },
    callPad: callPadIn(slots.callPad),
    ledPanel: ledPanelIn(slots.ledPanel),
  };
}

/** A pad that takes the place of another one is told what the other one showed. */
function callPadIn(slot: DeviceSlot<CallPad>): StandIns['callPad'] {
  const shown = new Map<number, string>();
  let here: CallPad | null = null;
  slot.attach((pad) => {
    here = pad;
    for (const [address, number] of shown) pad.show(address, number);
    return () => {
      here = null;
    };
  });
  return {
    onPress: (listener) => slot.attach((pad) => pad.onPress(listener)),
    show(address, number) {
      shown.set(address, number);
      here?.show(address, number);
    },
    beep: (address) => here?.beep(address),
    confirmRating: (address) => here?.confirmRating(address),
  };
}

function ledPanelIn(slot: DeviceSlot<LedPanel>): StandIns['ledPanel'] {
  const shown = new Map<number, Parameters<LedPanel['show']>[1]>();
  let here: LedPanel | null = null;
  slot.attach((panel) => {
    here = panel;
    for (const [window, called] of shown) panel.show(window, called);
    return () => {
      here = null;
    };
  });
  return {
    show(window, called) {
      shown.set(window, called);
      here?.show(window, called);
    },
  };
}
