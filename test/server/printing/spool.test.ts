// The spool over a TCP printer that fails and a journal that can lose its power: nothing lost, nothing twice unmarked.
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Printer } from '../../../devices/device.ts';
import { createPrinter } from '../../../devices/printer.ts';
import { createTcpTransport } from '../../../devices/transports/tcp.ts';
import type { RecordedEvent } from '../../../server/store/module.ts';
import { quiet, until } from '../../devices/quiet.ts';
import {
  createTcpPrinter,
  type TcpPrinter,
  type TcpPrinterOptions,
} from '../../devices/tcp-printer.ts';
import { createDesk, type Desk, type DeskOptions, readOnly } from './desk.ts';
import { countPaper } from './paper-count.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function driver(device: TcpPrinter): Printer {
  const printer = createPrinter({
    open: () => createTcpTransport({ host: '127.0.0.1', port: device.port, lingerMs: 50 }),
    logger: quiet(),
    deadlines: { replyMs: 500, writeMs: 500, completionMs: 3_000, watchMs: 15, pollMs: 40 },
    backOff: { firstMs: 15, maxMs: 60 },
  });
  stops.push(printer.stop);
  return printer;
}

interface Hall {
  device: TcpPrinter;
  disk: RecordedEvent[];
  /** Power on: a desk over what the disk holds. */
  boot(options?: Partial<DeskOptions>): Promise<Desk>;
  /** The process dies, and with it its connection. */
  kill(desk: Desk): Promise<void>;
}

async function hall(options: TcpPrinterOptions = {}): Promise<Hall> {
  const device = createTcpPrinter(options);
  await device.start();
  stops.push(device.stop);
  const disk: RecordedEvent[] = [];
  const drivers = new Map<Desk, Printer>();
  return {
    device,
    disk,
    async kill(desk) {
      desk.kill();
      await drivers.get(desk)?.stop();
    },
    async boot(more = {}) {
      const printer = driver(device);
      const desk = createDesk({ printer, disk, ...more });
      drivers.set(desk, printer);
      stops.push(async () => {
        if (!desk.killed()) await desk.spool.stop();
      });
      await printer.start();
      await until(() => printer.status().state !== 'opening', 'a look at the printer');
      desk.spool.start();
      return desk;
    },
  };
}

const wellStatus = {
  kind: 'printer',
  state: 'ready',
  virtual: true,
  trouble: null,
  paperNearEnd: false,
  lastError: null,
  sinceMs: 0,
} as const;
const empty = (desk: Desk) => desk.views.printing.queue.length === 0;
const types = (disk: readonly RecordedEvent[]) =>
  disk.map(({ type }) => type.replace('printing.', ''));

describe('a well printer', () => {
  test('gets every slip once, in order, and the journal knows', async () => {
    const { device, disk, boot } = await hall();
    const desk = await boot();
    await Promise.all(['A001', 'A002', 'A003'].map(desk.queue));
    await until(() => disk.length === 9, 'the end of the third on disk');
    expect([...countPaper(device.slips).keys()]).toEqual(['A001', 'A002', 'A003']);
    expect(desk.states()).toEqual({
      'A001/1': 'confirmed',
      'A002/1': 'confirmed',
      'A003/1': 'confirmed',
    });
    expect(types(disk).slice(3)).toEqual(
      Array.from({ length: 3 }, () => ['jobStarted', 'jobFinished']).flat(),
    );
    expect(device.violations).toEqual([]);
  });
});

describe('a printer in trouble', () => {
  test.each(['paperOut', 'coverOpen', 'offline', 'silence'] as const)(
    '%s: slips wait, leave no trace of attempts, and print once each afterwards',
    async (fault) => {
      const { device, disk, boot } = await hall();
      const desk = await boot();
      device.fail(fault);
      await Promise.all(['A001', 'A002'].map(desk.queue));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(types(disk)).toEqual(['jobQueued', 'jobQueued']);
      expect(device.slips).toEqual([]);
      device.heal();
      await until(() => empty(desk), 'an empty queue');
      expect(Object.fromEntries(countPaper(device.slips))).toEqual({
        A001: { unmarked: 1, marked: 0, whole: 1 },
        A002: { unmarked: 1, marked: 0, whole: 1 },
      });
    },
  );

  test('that is not there: slips wait for it', async () => {
    const { device, boot } = await hall();
    const desk = await boot();
    const away = device.refuse(200);
    await desk.queue('A001');
    await away;
    await until(() => empty(desk), 'an empty queue');
    expect(countPaper(device.slips).get('A001')).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });

  test.each(['paperOut', 'reset', 'powerCycle', 'neverDrains'] as const)(
    '%s in the middle: one more copy, marked; then staff decide',
    async (fault) => {
      const { device, boot } = await hall({ healMs: null });
      const desk = await boot();
      device.failAt(fault, 2);
      await desk.queue('A001');
      await until(() => desk.states()['A001/1'] === 'unconfirmed', 'its fate');
      device.heal();
      await until(() => desk.states()['A001/2'] === 'confirmed', 'the second copy');
      expect(desk.states()).toEqual({ 'A001/1': 'unconfirmed', 'A001/2': 'confirmed' });
      const counted = countPaper(device.slips).get('A001');
      expect(counted).toMatchObject({ unmarked: 1, marked: 1 });
      expect(counted?.whole).toBeGreaterThanOrEqual(1);
      expect(device.violations).toEqual([]);
    },
  );

  test('twice in the middle: no third copy by itself, one on request', async () => {
    const { device, boot } = await hall({ healMs: null });
    const desk = await boot();
    device.failAt('powerCycle', 2);
    await desk.queue('A001');
    await until(() => desk.states()['A001/2'] !== undefined, 'the second copy');
    device.failAt('powerCycle', 3);
    device.heal();
    await until(() => desk.states()['A001/2'] === 'unconfirmed', 'its fate');
    device.heal();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(desk.states()).toEqual({ 'A001/1': 'unconfirmed', 'A001/2': 'unconfirmed' });
    await desk.reprint('job-A001');
    await until(() => desk.states()['A001/3'] === 'confirmed', 'the third copy');
    expect(device.slips.at(-1)?.lines[0]).toBe('补打（第 3 次）');
  });

  test('one that is printing does not hold up what staff cancel', async () => {
    const { device, boot } = await hall();
    const desk = await boot();
    device.fail('paperOut');
    await desk.queue('A001');
    await desk.queue('A002');
    await desk.cancel('job-A001');
    device.heal();
    await until(() => empty(desk), 'an empty queue');
    expect([...countPaper(device.slips).keys()]).toEqual(['A002']);
  });
});

describe('a job of no use any more', () => {
  test('is finished as stale, not printed at dawn', async () => {
    const { device, boot, kill } = await hall();
    device.fail('paperOut');
    const evening = await boot();
    await Promise.all(['A001', 'A002'].map(evening.queue));
    await kill(evening);
    device.heal();
    const dawn = await boot({ stale: new Set(['A001']) });
    await until(() => empty(dawn), 'an empty queue');
    expect(dawn.states()).toMatchObject({ 'A001/1': 'stale', 'A002/1': 'confirmed' });
    expect([...countPaper(device.slips).keys()]).toEqual(['A002']);
  });

  test('of unknown fate is not printed again either', async () => {
    const { device, boot } = await hall();
    const stale = new Set<string>();
    const desk = await boot({ stale });
    device.failAt('powerCycle', 2);
    device.onFirstJobByte(() => stale.add('A001'));
    await desk.queue('A001');
    await until(() => desk.states()['A001/1'] === 'unconfirmed', 'its fate');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(desk.states()).toEqual({ 'A001/1': 'unconfirmed' });
  });
});

describe('a journal that cannot be written', () => {
  test('nothing is printed that it does not hold; then everything once', async () => {
    const { device, boot } = await hall();
    const desk = await boot();
    desk.setStatus(readOnly);
    await desk.queue('A001');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(device.slips).toEqual([]);
    desk.setStatus({ state: 'writable' });
    await until(() => empty(desk), 'an empty queue');
    expect(countPaper(device.slips).get('A001')).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });

  test('while a slip is at the printer: its fate is written later, and it is not printed twice', async () => {
    const { device, boot } = await hall();
    const desk = await boot();
    device.onFirstJobByte(() => desk.setStatus(readOnly));
    await desk.queue('A001');
    await until(() => device.slips[0]?.end === 'cut', 'the slip');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(desk.states()).toEqual({ 'A001/1': 'sending' });
    desk.setStatus({ state: 'writable' });
    await until(() => empty(desk), 'an empty queue');
    expect(desk.states()).toEqual({ 'A001/1': 'confirmed' });
    expect(countPaper(device.slips).get('A001')).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });
});

test('a number that is called while the printer is still answering is not printed any more', async () => {
  const { device, disk } = await hall();
  const stale = new Set<string>();
  const driven = driver(device);
  const probe = async () => {
    stale.add('A001');
    return driven.probe();
  };
  const desk = createDesk({ printer: { ...driven, probe }, disk, stale });
  await driven.start();
  stops.push(desk.spool.stop, driven.stop);
  await Promise.all(['A001', 'A002'].map(desk.queue));
  desk.spool.start();
  await until(() => empty(desk), 'an empty queue');
  expect(desk.states()).toMatchObject({ 'A001/1': 'stale', 'A002/1': 'confirmed' });
  expect([...countPaper(device.slips).keys()]).toEqual(['A002']);
});

describe('a slip at fault', () => {
  test('is given up after three attempts at a well printer; the others print', async () => {
    const { disk } = await hall();
    const printed: string[] = [];
    const printer: Printer = {
      start: async () => {},
      stop: async () => {},
      status: () => wellStatus,
      onStatus: () => () => {},
      probe: async () => wellStatus,
      interrupted: () => {},
      print: async ({ lines }) => {
        const number = lines.flatMap((line) => (line.kind === 'number' ? [line.text] : [])).join();
        printed.push(number);
        return number === 'A001' ? 'failed' : 'confirmed';
      },
    };
    const desk = createDesk({ printer, disk });
    stops.push(desk.spool.stop);
    await Promise.all(['A001', 'A002'].map(desk.queue));
    desk.spool.start();
    await until(() => empty(desk), 'an empty queue');
    expect(printed).toEqual(['A001', 'A001', 'A001', 'A002']);
    expect(desk.states()).toEqual({ 'A001/1': 'failed', 'A002/1': 'confirmed' });
  });
});

function sendRaw(port: number, bytes: number[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(Uint8Array.from(bytes)));
    socket.resume().on('close', () => resolve());
  });
}

/** Kills the process at the printer's first byte, boots again, and counts. */
async function killAtFirstByte(printBeforeJournal: boolean) {
  const { device, disk, boot, kill } = await hall();
  const first = await boot({ printBeforeJournal, commitMs: 30 });
  let journalled: string[] = [];
  const dead = new Promise<void>((resolve) => {
    device.onFirstJobByte(() => {
      journalled = types(disk);
      void kill(first);
      resolve();
    });
  });
  await first.queue('A001');
  await dead;
  await until(() => device.slips.at(-1)?.end === 'cut', 'the slip of the dead process');
  const second = await boot();
  await until(() => empty(second), 'an empty queue');
  await until(() => second.states()['A001/2'] !== 'queued', 'quiet');
  return { journalled, counted: countPaper(device.slips).get('A001'), states: second.states() };
}

describe('a process that dies', () => {
  test('at the first byte: the journal knew before, and the second copy says that it is one', async () => {
    const { journalled, counted, states } = await killAtFirstByte(false);
    expect(journalled).toEqual(['jobQueued', 'jobStarted']);
    expect(states).toEqual({ 'A001/1': 'unconfirmed', 'A001/2': 'confirmed' });
    expect(counted).toEqual({ unmarked: 1, marked: 1, whole: 2 });
  });

  test('mutant: with the first byte before the journal two slips look alike', async () => {
    const { journalled, counted } = await killAtFirstByte(true);
    expect(journalled).toEqual(['jobQueued']);
    expect(counted).toEqual({ unmarked: 2, marked: 0, whole: 2 });
  });

  test('between a fate and its reprint: the reprint comes after the boot', async () => {
    const { device, boot, kill } = await hall();
    const first = await boot({ dieAfter: 'printing.jobFinished' });
    device.failAt('powerCycle', 2);
    await first.queue('A001');
    await until(first.killed, 'the fate on disk');
    await kill(first);
    const second = await boot();
    await until(() => second.states()['A001/2'] === 'confirmed', 'the second copy');
    expect(countPaper(device.slips).get('A001')).toMatchObject({ unmarked: 1, marked: 1 });
  });

  test.each(['printing.jobQueued', 'printing.jobStarted', 'printing.jobFinished'])(
    'the moment %s is on disk: whole on paper afterwards, and no two look alike',
    async (dieAfter) => {
      const { device, boot, kill } = await hall();
      const first = await boot({ dieAfter });
      void first.queue('A001');
      await until(first.killed, 'the death');
      await kill(first);
      const second = await boot();
      await until(() => empty(second) && second.states()['A001/2'] !== 'queued', 'quiet');
      const counted = countPaper(device.slips).get('A001');
      expect(counted?.unmarked).toBeLessThanOrEqual(1);
      expect(counted?.whole).toBeGreaterThanOrEqual(1);
    },
  );

  test('in the middle of a picture: the printer still waits for the rest, and does not take the next slip for it', async () => {
    const { device, disk, boot, kill } = await hall();
    const first = await boot({ dieAfter: 'printing.jobStarted' });
    void first.queue('A001');
    await until(first.killed, 'the death');
    await kill(first);
    expect(types(disk)).toEqual(['jobQueued', 'jobStarted']);
    // All that reached the printer: 576 × 40 dots are announced, a few rows came.
    await sendRaw(
      device.port,
      [0x1b, 0x40, 0x1c, 0x26, 0x1d, 0x76, 0x30, 0, 72, 0, 40, 0, 1, 2, 3],
    );
    const second = await boot();
    await until(() => second.states()['A001/2'] === 'confirmed', 'the copy');
    expect(countPaper(device.slips).get('A001')).toEqual({ unmarked: 0, marked: 1, whole: 1 });
    expect(device.slips.at(-1)?.lines[0]).toBe('补打（第 2 次）');
  });

  test('the moment a job goes back to the queue: it is printed once, unmarked', async () => {
    const { device, disk, boot } = await hall();
    const first = createDesk({
      printer: { ...driver(device), probe: async () => wellStatus, print: async () => 'failed' },
      disk,
      dieAfter: 'printing.jobRequeued',
    });
    first.spool.start();
    void first.queue('A001');
    await until(first.killed, 'the death');
    const second = await boot();
    await until(() => empty(second), 'an empty queue');
    expect(types(disk)).toContain('jobRequeued');
    expect(countPaper(device.slips).get('A001')).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });
});
