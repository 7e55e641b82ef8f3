// One device is tried at an address before that is saved. The running device of the same kind lets go of its port for as
// long; every other one runs on. Whatever ends a trial, a cancel, a save or nobody being there, undoes it.
import type { Settings } from '../../config/settings.ts';
import type { CallPad, CodeScanner, Device, IdCardReader, Printer } from '../../devices/device.ts';
import type { Logger } from '../../devices/logger.ts';
import type { Slip } from '../../devices/slip.ts';
import { systemTimers, type TimerHandle, type Timers } from '../../devices/timers.ts';
import { maskName } from '../privacy/mask.ts';
import type { PrinterProfile as EditedProfile, Kind, Trial, TrialResult } from './schema.ts';

/** All that the settings say of a printer. */
export type PrinterProfile = Settings['printerProfile'];

export interface TrialDevices {
  readonly make: {
    printer(address: string, profile: PrinterProfile): Printer | null;
    idCardReader(address: string): IdCardReader | null;
    codeScanner(address: string): CodeScanner | null;
    callPad(address: string): CallPad | null;
  };
  hold(kind: Kind): Promise<void>;
  release(kind: Kind): Promise<void>;
}

export interface TrialOptions {
  readonly devices: TrialDevices;
  /** Of a printer with this profile. */
  readonly testSlip: (profile: PrinterProfile) => Slip;
  /** Whose code it is, null for anybody else's. */
  readonly readCode: (text: string) => { readonly kind: string } | null;
  readonly logger: Pick<Logger, 'error'>;
  readonly timers?: Timers;
}

export interface Trials {
  current(): Trial | null;
  /** False: nothing of this kind can be made of the address. Only while there is no trial. */
  begin(kind: Kind, address: string, profile: PrinterProfile): boolean;
  /** Prints a test slip; the outcome comes with `current`. False: no printer is being tried. */
  print(): boolean;
  /** Resolves when the running device has its port back, or `instead` is done. */
  end(instead?: () => Promise<void>): Promise<void>;
  onChange(listener: () => void): () => void;
  start(): void;
  stop(): Promise<void>;
}

/** An installer who walked away must not leave the hall without its printer. */
const PATIENCE_MS = 5 * 60_000;

interface Tried {
  readonly device: Device;
  /** Null: this kind speaks only when somebody puts something before it. */
  readonly print: Printer['print'] | null;
  listen(found: (result: TrialResult) => void): () => void;
}
interface Running extends Tried {
  readonly kind: Kind;
  readonly address: string;
  readonly profile: PrinterProfile | null;
  /** The port is free and the device was started. */
  begun: boolean;
  printing: boolean;
  result: TrialResult | null;
  passed: boolean;
  readonly offs: (() => void)[];
}

export function createTrials(options: TrialOptions): Trials {
  const { devices, testSlip, logger, timers = systemTimers } = options;
  const listeners = new Set<() => void>();
  let running: Running | null = null;
  /** Trials begin and end one after another. */
  let turn: Promise<void> = Promise.resolve();
  let patience: TimerHandle | null = null;

  function changed(): void {
    for (const listener of listeners) listener();
  }
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn
      .then(work)
      .catch((error: unknown) => logger.error({ error: String(error) }, 'trial of a device'));
    return turn;
  }
  function waitAgain(): void {
    if (patience) timers.clearTimeout(patience);
    patience = running ? timers.setTimeout(() => void end(), PATIENCE_MS) : null;
  }

  function found(trial: Running, result: TrialResult): void {
    if (running !== trial) return;
    trial.result = result;
    trial.passed ||= result.what !== 'slip' || result.outcome !== 'failed';
    waitAgain();
    changed();
  }

  function end(instead?: () => Promise<void>): Promise<void> {
    const trial = running;
    running = null;
    waitAgain();
    changed();
    return inTurn(async () => {
      for (const off of trial?.offs ?? []) off();
      await trial?.device.stop();
      if (instead) await instead();
      else if (trial) await devices.release(trial.kind);
    });
  }

  return {
    current() {
      if (!running) return null;
      const { kind, address, profile, device, begun, printing, result, passed } = running;
      const printerProfile = profile && edited(profile);
      const status = begun ? device.status() : null;
      return { kind, address, printerProfile, device: status, printing, result, passed };
    },
    begin(kind, address, profile) {
      if (running) throw new Error('one trial at a time');
      const tried = triedOf(options, kind, address, profile);
      if (!tried) return false;
      const trial: Running = {
        ...tried,
        kind,
        address,
        profile: kind === 'printer' ? profile : null,
        begun: false,
        printing: false,
        result: null,
        passed: false,
        offs: [tried.device.onStatus(changed), tried.listen((result) => found(trial, result))],
      };
      running = trial;
      waitAgain();
      changed();
      void inTurn(async () => {
        if (running !== trial) return;
        await devices.hold(kind);
        if (running !== trial) return;
        await trial.device.start();
        trial.begun = true;
        changed();
      });
      return true;
    },
    print() {
      const trial = running;
      if (!trial?.print || !trial.profile) return false;
      if (trial.printing) return true;
      trial.printing = true;
      waitAgain();
      changed();
      void trial.print(testSlip(trial.profile)).then((outcome) => {
        trial.printing = false;
        found(trial, { what: 'slip', outcome });
      });
      return true;
    },
    end,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {},
    stop: () => end(),
  };
}

/** A device of its own at that address, and how it says that it works. */
function triedOf(
  { devices: { make }, readCode }: TrialOptions,
  kind: Kind,
  address: string,
  profile: PrinterProfile,
): Tried | null {
  switch (kind) {
    case 'printer': {
      const device = make.printer(address, profile);
      return device && { device, print: device.print, listen: () => () => {} };
    }
    case 'idCardReader': {
      const device = make.idCardReader(address);
      if (!device) return null;
      const listen: Tried['listen'] = (found) =>
        device.onCard(({ name }) => found({ what: 'card', mask: maskName(name) }));
      return { device, print: null, listen };
    }
    case 'codeScanner': {
      const device = make.codeScanner(address);
      if (!device) return null;
      const kindOf = (text: string | null) => whose(text === null ? null : readCode(text));
      const listen: Tried['listen'] = (found) =>
        device.onCode((text) => found({ what: 'code', kind: kindOf(text) }));
      return { device, print: null, listen };
    }
    case 'callPad': {
      const device = make.callPad(address);
      if (!device) return null;
      const listen: Tried['listen'] = (found) =>
        device.onPress(({ address: pad, key }) => found({ what: 'key', pad, key }));
      return { device, print: null, listen };
    }
  }
}

/** What the page knows of a profile and changes. */
export function edited({ columns, charset, cutter, processId }: PrinterProfile): EditedProfile {
  return { columns, charset, cutter, processId };
}

function whose(code: { readonly kind: string } | null): 'member' | 'ticket' | 'unknown' {
  return code?.kind === 'member' || code?.kind === 'ticket' ? code.kind : 'unknown';
}
