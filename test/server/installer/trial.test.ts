// Trials begin and end in order, and undo themselves when nobody is there.
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultProfile } from '../../../devices/codecs/escpos.ts';
import type { CodeScanner, Printer, PrintOutcome } from '../../../devices/device.ts';
import { createStatus } from '../../../devices/status.ts';
import type { Timers } from '../../../devices/timers.ts';
import { createTrials, type Trials } from '../../../server/installer/trial.ts';
import { quiet } from '../../devices/quiet.ts';

const profile = { ...defaultProfile, logoFile: null };

let log: string[];
let trials: Trials;
let scan: (text: string | null) => void;
let printed: (outcome: PrintOutcome) => void;
let due: { run: () => void; ms: number }[];

const timers: Timers = {
  monotonicMs: () => 0,
  wallMs: () => 0,
  setTimeout(run, ms) {
    const entry = { run, ms };
    due.push(entry);
    return entry as unknown as ReturnType<typeof setTimeout>;
  },
  clearTimeout(handle) {
    due = due.filter((entry) => entry !== (handle as unknown));
  },
};
const settle = () => new Promise((resolve) => setImmediate(resolve));

function device(kind: 'printer' | 'codeScanner') {
  const status = createStatus(kind, false, timers);
  return {
    async start() {
      log.push('trial starts');
      status.set({ state: 'ready' });
    },
    async stop() {
      log.push('trial stops');
      status.set({ state: 'absent' });
    },
    status: status.get,
    onStatus: status.onChange,
  };
}
const scanner = (): CodeScanner => ({
  ...device('codeScanner'),
  onCode(listener) {
    scan = listener;
    return () => log.push('unheard');
  },
});
const printer = (): Printer => ({
  ...device('printer'),
  probe: () => Promise.reject(new Error('not asked')),
  interrupted: () => {},
  print: () =>
    new Promise((resolve) => {
      printed = resolve;
    }),
});

beforeEach(() => {
  log = [];
  due = [];
  trials = createTrials({
    devices: {
      make: {
        printer: (address) => (address === 'none' ? null : printer()),
        idCardReader: () => null,
        codeScanner: () => scanner(),
        callPad: () => null,
      },
      async hold(kind) {
        log.push(`${kind} held`);
      },
      async release(kind) {
        log.push(`${kind} released`);
      },
    },
    testSlip: () => ({ copy: 1, lines: [] }),
    readCode: (text) => (text === 'ours' ? { kind: 'ticket' } : null),
    logger: quiet(),
    timers,
  });
});

describe('a trial', () => {
  test('begins when the port is free, and gives it back when it ends', async () => {
    expect(trials.begin('codeScanner', 'serial:/dev/a', profile)).toBe(true);
    expect(trials.current()).toMatchObject({ device: null, passed: false });
    await settle();
    expect(trials.current()).toMatchObject({ device: { state: 'ready' } });
    await trials.end();
    expect(trials.current()).toBeNull();
    expect(log).toEqual([
      'codeScanner held',
      'trial starts',
      'unheard',
      'trial stops',
      'codeScanner released',
    ]);
  });

  test('cancelled before the port was free never starts its device', async () => {
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    await trials.end();
    expect(log).not.toContain('trial starts');
    expect(log.at(-1)).toBe('codeScanner released');
  });

  test('ends in a save without the old device coming back in between', async () => {
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    await settle();
    await trials.end(async () => {
      log.push('replaced');
    });
    expect(log.slice(-2)).toEqual(['trial stops', 'replaced']);
  });

  test('undoes itself when nothing happens for five minutes, counted from the last thing that did', async () => {
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    await settle();
    const [first] = due;
    expect(due).toHaveLength(1);
    expect(first?.ms).toBe(5 * 60_000);
    scan('ours');
    expect(due).toHaveLength(1);
    expect(due[0]).not.toBe(first);
    due[0]?.run();
    await settle();
    expect(trials.current()).toBeNull();
    expect(log.at(-1)).toBe('codeScanner released');
    expect(due).toEqual([]);
  });

  test.each([
    ['ours', 'ticket'],
    ['https://example.cn', 'unknown'],
    [null, 'unknown'],
  ])('of the code %s it tells only: %s', async (text, kind) => {
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    await settle();
    scan(text);
    expect(trials.current()).toMatchObject({ passed: true, result: { what: 'code', kind } });
  });

  test.each([
    ['confirmed', true],
    ['processed', true],
    ['unconfirmed', true],
    ['failed', false],
  ] as const)('a slip that is %s passes: %s', async (outcome, passed) => {
    trials.begin('printer', 'tcp://10.0.0.9:9100', profile);
    await settle();
    expect(trials.print()).toBe(true);
    expect(trials.print()).toBe(true);
    expect(trials.current()).toMatchObject({ printing: true, result: null });
    printed(outcome);
    await settle();
    expect(trials.current()).toMatchObject({ printing: false, passed, result: { outcome } });
  });

  test('a slip that ends after its trial changes nothing', async () => {
    trials.begin('printer', 'tcp://10.0.0.9:9100', profile);
    await settle();
    trials.print();
    await trials.end();
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    printed('confirmed');
    await settle();
    expect(trials.current()).toMatchObject({ kind: 'codeScanner', passed: false, result: null });
  });

  test('a printer that once printed and then failed may still be saved: the paper is there', async () => {
    trials.begin('printer', 'tcp://10.0.0.9:9100', profile);
    await settle();
    trials.print();
    printed('processed');
    await settle();
    trials.print();
    printed('failed');
    await settle();
    expect(trials.current()).toMatchObject({ passed: true, result: { outcome: 'failed' } });
  });

  test('of what is no device begins nothing; a slip without a printer is refused', async () => {
    expect(trials.begin('printer', 'none', profile)).toBe(false);
    expect(trials.current()).toBeNull();
    expect(trials.print()).toBe(false);
    trials.begin('codeScanner', 'serial:/dev/a', profile);
    expect(trials.print()).toBe(false);
    await trials.stop();
    expect(log.at(-1)).toBe('codeScanner released');
  });
});
