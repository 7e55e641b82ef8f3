// Card reader and scanner, each driver with its twin at the other end of the wire.
import { afterEach, describe, expect, test } from 'vitest';
import { createCodeScanner } from '../../../devices/code-scanner.ts';
import type { IdCard } from '../../../devices/device.ts';
import { createIdCardReader } from '../../../devices/id-card-reader.ts';
import { createMemoryTransport, type MemoryPeer } from '../../../devices/transports/memory.ts';
import { createVirtualCodeScanner } from '../../../devices/virtual/virtual-code-scanner.ts';
import { createVirtualIdCardReader } from '../../../devices/virtual/virtual-id-card-reader.ts';
import { quiet, until } from '../quiet.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
const backOff = { firstMs: 10, maxMs: 40 };
const card: IdCard = { name: '王小芳', idNumber: '120111196503071226', birthDate: '1965-03-07' };

describe('the ID-card reader', () => {
  async function started() {
    const twin = createVirtualIdCardReader();
    const logger = quiet();
    const reader = createIdCardReader({
      open: twin.connect,
      virtual: true,
      logger,
      backOff,
      pollMs: 10,
      replyMs: 60,
    });
    stops.push(async () => {
      await reader.stop();
      twin.stop();
    });
    const cards: IdCard[] = [];
    reader.onCard(() => {
      throw new Error('a listener that fails');
    });
    reader.onCard((read) => cards.push(read));
    await reader.start();
    await until(() => reader.status().state === 'ready', 'ready');
    return { twin, reader, cards, logger };
  }

  test('reads a card once, the same card again after it was lifted, and logs nobody', async () => {
    const { twin, cards, logger } = await started();
    twin.insertCard(card);
    await until(() => cards.length === 1, 'the card');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(cards).toEqual([card]);
    twin.insertCard(card);
    await until(() => cards.length === 2, 'the card again');
    expect(logger.heard.join()).not.toMatch(/王小芳|120111/);
  });

  test('that goes away comes back, and reads on', async () => {
    const { twin, reader, cards } = await started();
    twin.stop();
    await until(() => reader.status().state === 'ready', 'reopened');
    twin.insertCard(card);
    await until(() => cards.length === 1, 'the card');
    expect(cards[0]?.birthDate).toBe('1965-03-07');
  });

  test('that never answers is a fault', async () => {
    const states: string[] = [];
    const reader = createIdCardReader({
      open: () => createMemoryTransport(),
      logger: quiet(),
      backOff,
      pollMs: 5,
      replyMs: 10,
    });
    stops.push(reader.stop);
    reader.onStatus(({ state, lastError }) => states.push(`${state} ${lastError ?? ''}`));
    await reader.start();
    await until(() => states.includes('absent silent'), 'given up');
    expect(states).toContain('degraded silent');
  });

  test('says that a card was pulled too early, and reads it the next time', async () => {
    let answers: string[] = [];
    const open = () =>
      createMemoryTransport({
        admit(to) {
          to.onData(() => to.send(Buffer.from(answers.shift() ?? 'aaaaaa9669000400008084', 'hex')));
          return null;
        },
      });
    // Found, selected, gone: frames of the protocol pages.
    answers = [
      'aaaaaa9669000800009f0000000097',
      'aaaaaa9669000c00009000000000000000009c',
      'aaaaaa9669000400004145',
    ];
    const logger = quiet();
    const reader = createIdCardReader({ open, logger, backOff, pollMs: 10, replyMs: 30 });
    stops.push(reader.stop);
    await reader.start();
    await until(() => reader.status().lastError === 'readFailed', 'the failure');
    expect(reader.status().state).toBe('ready');
    expect(logger.heard.join()).toContain('"code":"41"');
  });
});

describe('the code scanner', () => {
  test('says a code once', async () => {
    const twin = createVirtualCodeScanner();
    const scanner = createCodeScanner({
      open: twin.connect,
      virtual: true,
      logger: quiet(),
      backOff,
    });
    stops.push(async () => {
      await scanner.stop();
      twin.stop();
    });
    const codes: (string | null)[] = [];
    scanner.onCode((code) => codes.push(code));
    await scanner.start();
    await until(() => scanner.status().state === 'ready', 'ready');
    twin.scan('DQ1.member');
    twin.scan('DQ1.member');
    twin.scan('六埠');
    await until(() => codes.length === 2, 'two codes');
    expect(codes).toEqual(['DQ1.member', '六埠']);
  });

  test('without a terminator ends a code at a gap', async () => {
    let peer: MemoryPeer | undefined;
    const open = () =>
      createMemoryTransport({
        admit(to) {
          peer = to;
          return null;
        },
      });
    const scanner = createCodeScanner({ open, logger: quiet(), backOff });
    stops.push(scanner.stop);
    const codes: (string | null)[] = [];
    scanner.onCode((code) => codes.push(code));
    await scanner.start();
    await until(() => scanner.status().state === 'ready', 'ready');
    peer?.send(Buffer.from('DQ1.'));
    peer?.send(Buffer.from('a'));
    await until(() => codes.length === 1, 'the code');
    expect(codes).toEqual(['DQ1.a']);
  });
});
