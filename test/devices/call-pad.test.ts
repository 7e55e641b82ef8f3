// Call pads on a real pty: each key once, each heard, whatever else is on the line.
import { afterEach, expect, test } from 'vitest';
import { createCallPad } from '../../devices/call-pad.ts';
import { vendorPad } from '../../devices/codecs/call-pad.ts';
import type { CallPadPress } from '../../devices/device.ts';
import type { Timers } from '../../devices/timers.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { createPty, type Pty } from './pty.ts';
import { quiet, until } from './quiet.ts';
import { readSamples } from './samples.ts';

const sample = readSamples('call-pad.txt');
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function plugIn(path?: string): Promise<{ pty: Pty; heard: () => string }> {
  const pty = await createPty(path === undefined ? {} : { path });
  await pty.start();
  stops.push(pty.stop);
  let bytes = Buffer.alloc(0);
  pty.onData((chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  return { pty, heard: () => bytes.toString('hex') };
}

/** Its clock only goes when told to: whether a key is a repeat is a matter of milliseconds. */
function clock(): Timers & { nowMs: number } {
  return {
    nowMs: 0,
    monotonicMs() {
      return this.nowMs;
    },
    wallMs: () => Date.now(),
    setTimeout: (run, delayMs) => setTimeout(run, delayMs),
    clearTimeout: (handle) => clearTimeout(handle),
  };
}

async function started() {
  const { pty, heard } = await plugIn();
  const timers = clock();
  const open = createConnector(`serial:${pty.path}`);
  if (!open) throw new Error('no connector');
  const pad = createCallPad({ open, codec: vendorPad, logger: quiet(), timers });
  stops.push(pad.stop);
  const presses: CallPadPress[] = [];
  pad.onPress(() => {
    throw new Error('a listener that fails');
  });
  pad.onPress((press) => presses.push(press));
  await pad.start();
  await until(() => pad.status().state === 'ready', 'ready');
  return { pty, heard, pad, presses, timers };
}

const hex = (name: string) => sample(name).toString('hex');

test('a key is heard, echoed as it came, and told of', async () => {
  const { pty, heard, presses } = await started();
  pty.send(sample('key call, pad 1'));
  await until(() => presses.length === 1, 'the key');
  await until(() => heard() === hex('key call, pad 1'), 'the echo');
  expect(presses).toEqual([{ address: 1, key: 'call' }]);
});

test('repeated within 300 ms it counts once, yet is echoed each time; later it is another', async () => {
  const { pty, heard, presses, timers } = await started();
  for (const atMs of [0, 120, 400]) {
    timers.nowMs = atMs;
    const before = heard().length;
    pty.send(sample('key call, pad 1'));
    await until(() => heard().length > before, `the echo at ${atMs}`);
  }
  expect(presses).toHaveLength(1);
  timers.nowMs = 800;
  pty.send(sample('key call, pad 1'));
  await until(() => presses.length === 2, 'the second key');
});

test('two pads on one line do not take each other for a repeat', async () => {
  const { pty, presses } = await started();
  pty.send(Buffer.concat([sample('key call, pad 1'), sample('key call, pad FE')]));
  await until(() => presses.length === 2, 'both');
  expect(presses.map(({ address }) => address)).toEqual([1, 0xfe]);
});

test('a digit and the function key, in one frame or two, and forgotten after five seconds', async () => {
  const { pty, presses, timers } = await started();
  pty.send(sample('keys 6 function, pad 1'));
  await until(() => presses.length === 1, 'in one frame');
  timers.nowMs = 1_000;
  pty.send(sample('key 6, pad 1'));
  timers.nowMs = 2_000;
  pty.send(sample('key function, pad 1'));
  await until(() => presses.length === 2, 'in two');
  timers.nowMs = 10_000;
  pty.send(Buffer.concat([sample('key 6, pad 1'), sample('key pause, pad 1')]));
  await until(() => presses.length === 3, 'another key in between');
  timers.nowMs = 20_000;
  pty.send(sample('key 6, pad 1'));
  await until(() => presses.length === 3, 'a digit alone is nothing');
  pty.send(sample('key call, pad FE'));
  await until(() => presses.length === 4, 'the other pad');
  timers.nowMs = 26_000;
  pty.send(sample('key function, pad 1'));
  await until(() => presses.length === 5, 'the function key alone');
  expect(presses.map(({ key }) => key)).toEqual(['giveUp', 'giveUp', 'pause', 'call', 'unknown']);
});

test('digits before the transfer key are a window, in one frame or several; stale ones are not', async () => {
  const { pty, presses, timers } = await started();
  pty.send(sample('keys 1 2 transfer, pad 1'));
  await until(() => presses.length === 1, 'in one frame');
  timers.nowMs = 1_000;
  pty.send(Buffer.concat([sample('key 3, pad 1'), sample('key transfer, pad 1')]));
  await until(() => presses.length === 2, 'in two');
  timers.nowMs = 2_000;
  pty.send(sample('key 3, pad 1'));
  // Another pad's key tells that the digit was taken in.
  pty.send(sample('key call, pad FE'));
  await until(() => presses.length === 3, 'the other pad');
  timers.nowMs = 8_000;
  pty.send(sample('key transfer, pad 1'));
  await until(() => presses.length === 4, 'too late');
  expect(presses).toEqual([
    { address: 1, key: 'transfer', window: 12 },
    { address: 1, key: 'transfer', window: 3 },
    { address: 0xfe, key: 'call' },
    { address: 1, key: 'transfer', window: null },
  ]);
});

test('a rating is told of, and answered only when it was recorded', async () => {
  const { pty, heard, pad, presses } = await started();
  pty.send(sample('rating 5, pad 1'));
  await until(() => presses.length === 1, 'the rating');
  expect(presses).toEqual([{ address: 1, key: 'rate', grade: 5 }]);
  // The echo of a later key: whatever was sent before it has been heard by then.
  pty.send(sample('key call, pad 1'));
  await until(() => heard().endsWith(hex('key call, pad 1')), 'the echo');
  expect(heard()).toBe(hex('key call, pad 1'));
  pad.confirmRating(1);
  await until(() => heard() === hex('key call, pad 1') + hex('rated, to pad 1'), 'the answer');
});

test('split, merged, garbled and torn frames: the next key is heard', async () => {
  const { pty, presses } = await started();
  const key = sample('key call, pad 1');
  for (const byte of key) pty.send(Uint8Array.of(byte));
  await until(() => presses.length === 1, 'byte by byte');
  const badSum = Buffer.from(key).fill(0, 8, 9);
  pty.send(Buffer.concat([Buffer.from('00ff68ff', 'hex'), badSum, key.subarray(0, 5)]));
  pty.send(Buffer.concat([sample('key pause, pad 1'), sample('key recall, pad 1')]));
  await until(() => presses.length === 3, 'both behind the noise');
  expect(presses.map((press) => press.key)).toEqual(['call', 'pause', 'recall']);
});

test('shows a number and beeps; what it showed comes back after the plug was out', async () => {
  const { pty, heard, pad } = await started();
  pad.show(1, 'A012');
  pad.beep(1);
  await until(() => heard() === hex('show 012 on pad 1') + hex('beep pad 1'), 'both frames');
  await pty.unplug();
  await until(() => pad.status().state === 'absent', 'absent');
  const again = await plugIn(pty.path);
  await until(() => again.heard() === hex('show 012 on pad 1'), 'the number again');
  expect(pad.status().state).toBe('ready');
});
