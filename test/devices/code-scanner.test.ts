// The code scanner on a real pty: split, merged, doubled, garbled and endless codes.
import { afterEach, expect, test } from 'vitest';
import { createCodeScanner } from '../../devices/code-scanner.ts';
import { codeGapMs } from '../../devices/codecs/code-scanner.ts';
import { systemTimers, type TimerHandle, type Timers } from '../../devices/timers.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { createPty, type Pty } from './pty.ts';
import { quiet, until } from './quiet.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function plugIn(path?: string): Promise<Pty> {
  const pty = await createPty(path === undefined ? {} : { path });
  await pty.start();
  stops.push(pty.stop);
  return pty;
}

/** The gap that ends a code passes when the test says so: two chunks may be late on a busy machine. */
function gaps() {
  let waiting: { run: () => void; handle: TimerHandle } | null = null;
  const timers: Timers = {
    ...systemTimers,
    setTimeout(run, delayMs) {
      if (delayMs !== codeGapMs) return systemTimers.setTimeout(run, delayMs);
      const handle = systemTimers.setTimeout(() => {}, 0);
      waiting = { run, handle };
      return handle;
    },
    clearTimeout(handle) {
      if (waiting?.handle === handle) waiting = null;
      systemTimers.clearTimeout(handle);
    },
  };
  return {
    timers,
    /** True when a gap was waited for. */
    pass(): boolean {
      const gap = waiting;
      waiting = null;
      gap?.run();
      return gap !== null;
    },
  };
}

async function started() {
  const pty = await plugIn();
  const logger = quiet();
  const open = createConnector(`serial:${pty.path}`);
  if (!open) throw new Error('no connector');
  const { timers, pass } = gaps();
  const scanner = createCodeScanner({ open, logger, timers });
  stops.push(scanner.stop);
  const codes: (string | null)[] = [];
  scanner.onCode((code) => codes.push(code));
  await scanner.start();
  await until(() => scanner.status().state === 'ready', 'ready');
  const type = (text: string | Uint8Array) => pty.send(Buffer.from(text as string));
  return { pty, scanner, codes, type, logger, pass };
}

test('codes with CR, LF, both and none come out whole, also split and merged', async () => {
  const { codes, type, pass } = await started();
  type('DQ1.t.one.');
  type('sig\rsecond\r\nthi');
  type('rd\n');
  await until(() => codes.length === 3, 'three codes');
  type('without an end');
  await until(() => pass() && codes.length === 4, 'the fourth, ended by a gap');
  expect(codes).toEqual(['DQ1.t.one.sig', 'second', 'third', 'without an end']);
});

test('the same code twice in a second is one scan', async () => {
  const { codes, type } = await started();
  type('same\rsame\r');
  type('other\r');
  await until(() => codes.includes('other'), 'the other');
  expect(codes).toEqual(['same', 'other']);
});

test('Chinese in UTF-8 and in GBK; NoRead is nothing', async () => {
  const { codes, type } = await started();
  type('党群\r');
  type('%%NoRead\r');
  type(Buffer.from('c1f9b2ba0d', 'hex'));
  await until(() => codes.length === 2, 'two codes');
  expect(codes).toEqual(['党群', '六埠']);
});

test('4 KB without an end, NUL bytes and noise: told of as too long, and the next code is heard', async () => {
  const { codes, type, logger } = await started();
  type('x'.repeat(4_096));
  type('\r');
  await until(() => codes.length === 1, 'the long one');
  type('DQ1\x00.\x00t\r');
  await until(() => codes.length === 2, 'the next');
  expect(codes).toEqual([null, 'DQ1.t']);
  // A code may be somebody's: none of it belongs in a log.
  expect(logger.heard.join()).not.toMatch(/DQ1|xxx/);
});

test('unplugged in the middle of a code and plugged in again', async () => {
  const { pty, scanner, codes, type, pass } = await started();
  type('half a co');
  await until(pass, 'the half, ended by a gap');
  expect(codes).toEqual(['half a co']);
  type('another ha');
  await pty.unplug();
  await until(() => scanner.status().state === 'absent', 'absent');
  const again = await plugIn(pty.path);
  await until(() => scanner.status().state === 'ready', 'ready again');
  again.send(Buffer.from('whole\r'));
  await until(() => codes.includes('whole'), 'the next code');
});
