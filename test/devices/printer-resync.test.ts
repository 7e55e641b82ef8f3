// Getting back into step after a job of unknown fate, with a printer whose every byte the test decides.
import { afterEach, describe, expect, test } from 'vitest';
import type { Printer } from '../../devices/device.ts';
import { createPrinter } from '../../devices/printer.ts';
import type { Slip } from '../../devices/slip.ts';
import { createMemoryTransport, type MemoryPeer } from '../../devices/transports/memory.ts';
import { createPaperReader } from './paper-reader.ts';
import { quiet, until } from './quiet.ts';

const printers: Printer[] = [];
afterEach(async () => {
  for (const printer of printers.splice(0)) await printer.stop();
});

/** Answers DLE EOT at once; what to do with everything else is the test's. */
async function scripted(take: (bytes: Uint8Array, peer: MemoryPeer) => void) {
  const wire: { peer: MemoryPeer | null; afterStatus: (() => void) | null } = {
    peer: null,
    afterStatus: null,
  };
  const printer = createPrinter({
    open: () =>
      createMemoryTransport({
        admit(peer) {
          wire.peer = peer;
          peer.onData((bytes) => {
            if (bytes[0] !== 0x10 || bytes[1] !== 0x04) return take(bytes, peer);
            peer.send(Uint8Array.of(0x12));
            if (bytes[2] === 4) wire.afterStatus?.();
          });
          return null;
        },
      }),
    logger: quiet(),
    rasterise: async () => ({ width: 80, height: 40, bits: new Uint8Array(400).fill(0xaa) }),
    deadlines: { replyMs: 80, writeMs: 100, completionMs: 400, watchMs: 20, pollMs: 10_000 },
    backOff: { firstMs: 10, maxMs: 20 },
  });
  printers.push(printer);
  await printer.start();
  await until(() => printer.status().state === 'ready', 'ready');
  await printer.probe();
  return { printer, wire };
}
const slip = (copy: number): Slip => ({
  copy,
  lines: [
    { kind: 'number', text: 'A012' },
    { kind: 'text', text: '李𠮷先生' },
    { kind: 'text', text: '完' },
  ],
});
const isJob = (bytes: Uint8Array) => bytes.length > 100;
const asksQueued = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .subarray(-3)
    .equals(Buffer.from([0x1d, 0x72, 0x01]));

describe('after a job of unknown fate', () => {
  test('a picture that lost its tail does not swallow the next slip, nor hang on it', async () => {
    const reader = createPaperReader({ queuedStatus: () => {}, processId: () => {} });
    let cutAfter: number | null = null;
    const { printer } = await scripted((bytes, peer) => {
      const until = isJob(bytes) && cutAfter !== null ? cutAfter : bytes.length;
      for (const byte of bytes.subarray(0, until)) reader.take(byte);
      if (until < bytes.length) {
        cutAfter = null;
        peer.cut('reset');
      } else if (asksQueued(bytes)) peer.send(Uint8Array.of(0));
    });
    cutAfter = 80;
    expect(await printer.print(slip(1))).toBe('unconfirmed');
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(slip(2))).toBe('processed');
    expect(reader.slips.map(({ lines, end }) => [...lines, end])).toEqual([
      ['A012', '▒', 'cut'],
      ['补打（第 2 次）', 'A012', '▒', '完', 'cut'],
    ]);
    expect(reader.violations).toEqual([]);
  });

  test('its late answer is not taken for the next job’s', async () => {
    const answers: number[] = [];
    let owed = false;
    let mute = false;
    const { printer } = await scripted((bytes, peer) => {
      if (!asksQueued(bytes) || mute) return;
      if (isJob(bytes)) {
        owed = true;
        return;
      }
      // Back in business: first the answer it still owed, a moment later the one it was asked for now.
      peer.send(Uint8Array.of(0));
      answers.push(1);
      if (owed) setTimeout(() => peer.send(Uint8Array.of(0)), 30);
    });
    expect(await printer.print(slip(1))).toBe('unconfirmed');
    const outcome = printer.print(slip(2));
    await until(() => answers.length === 2, 'the second handshake');
    mute = true;
    expect(await outcome).toBe('unconfirmed');
  });

  test('one that was handed over in part counts as sent', async () => {
    const { printer, wire } = await scripted((bytes, peer) => {
      if (asksQueued(bytes)) peer.send(Uint8Array.of(0));
    });
    wire.afterStatus = () => wire.peer?.pause();
    expect(await printer.print(slip(1))).toBe('unconfirmed');
  });

  test('one of which the connection took nothing counts as not sent', async () => {
    const { printer, wire } = await scripted((bytes, peer) => {
      if (asksQueued(bytes)) peer.send(Uint8Array.of(0));
    });
    wire.afterStatus = () => wire.peer?.cut('reset');
    expect(await printer.print(slip(1))).toBe('failed');
  });
});
