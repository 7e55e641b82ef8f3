// The ID-card reader on a real pty, with everything that readers do.
import { afterEach, expect, test } from 'vitest';
import type { CardTrouble, IdCard } from '../../devices/device.ts';
import { createIdCardReader } from '../../devices/id-card-reader.ts';
import { systemTimers, type Timers } from '../../devices/timers.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { cardText, foreignerText, idCardSample, taiwanText } from './id-card-frames.ts';
import { createPty } from './pty.ts';
import { quiet, until } from './quiet.ts';
import { createSerialIdReader } from './serial-id-reader.ts';

const resident = idCardSample('resident text');
const known: IdCard = { name: '李为为', idNumber: '12011120120501234X', birthDate: '2012-05-01' };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function started({ fingerprint = false, pollMs = 20 } = {}) {
  const pty = await createPty();
  await pty.start();
  stops.push(pty.stop);
  const hardware = createSerialIdReader(pty, { fingerprint });
  const logger = quiet();
  const open = createConnector(`serial:${pty.path}?baud=115200`);
  if (!open) throw new Error('no connector');
  const reader = createIdCardReader({ open, logger, pollMs, replyMs: 300 });
  stops.push(reader.stop);
  const cards: IdCard[] = [];
  const troubles: CardTrouble[] = [];
  reader.onCard((card) => cards.push(card));
  reader.onTrouble((trouble) => troubles.push(trouble));
  await reader.start();
  await until(() => reader.status().state === 'ready', 'ready');
  const polled = async (times = 3) => {
    const before = hardware.asked.length;
    await until(() => hardware.asked.length >= before + times, 'more questions');
  };
  return { pty, hardware, reader, cards, troubles, logger, polled };
}

test('a card is read, once, and nothing of it is logged', async () => {
  const { hardware, cards, troubles, logger, polled } = await started();
  hardware.put(resident, 'stays');
  await until(() => cards.length === 1, 'the card');
  await polled(8);
  expect(cards).toEqual([known]);
  hardware.lift();
  await polled();
  hardware.put(resident, 'stays');
  await until(() => cards.length === 2, 'the card, put down again');
  expect(troubles).toEqual([]);
  expect(logger.heard.join()).not.toMatch(/李为为|120111|2012/);
});

test('split, merged and among stray bytes an answer is an answer', async () => {
  const { hardware, cards } = await started();
  hardware.chunk = 7;
  hardware.stray = Buffer.from('00aa96aaaa', 'hex');
  hardware.put(resident);
  await until(() => cards.length === 1, 'the card');
  expect(cards).toEqual([known]);
});

test('with a fingerprint the read is longer, and the card the same', async () => {
  const { hardware, cards } = await started({ fingerprint: true });
  hardware.put(resident);
  await until(() => cards.length === 1, 'the card');
  expect(cards).toEqual([known]);
});

test.each(['pulled', 'short', 'badSum'] as const)(
  'a card that was not read (%s) is asked to be lifted, once, and read the next time',
  async (mood) => {
    const { hardware, reader, cards, troubles, polled } = await started();
    hardware.put(resident, mood);
    await until(() => troubles.length === 1, 'the trouble');
    await polled();
    expect(troubles).toEqual(['liftCard']);
    expect(reader.status()).toMatchObject({ state: 'ready', lastError: 'readFailed' });
    expect(cards).toEqual([]);
    hardware.put(resident);
    await until(() => cards.length === 1, 'the card');
    expect(reader.status().lastError).toBeNull();
  },
);

test('a card that was read and is just being taken away is not complained of', async () => {
  const { hardware, reader, cards, troubles, polled } = await started();
  hardware.put(resident, 'stays');
  await until(() => cards.length === 1, 'the card');
  hardware.mood = 'leaving';
  await until(() => hardware.mood === 'none', 'it is gone');
  await polled();
  expect(troubles).toEqual([]);
  expect(reader.status().lastError).toBeNull();
});

test('a reader that finds a worn card again and again tells of it once', async () => {
  const { hardware, troubles, polled } = await started();
  hardware.put(cardText({ 0: '王' }), 'stays');
  await until(() => troubles.length === 1, 'the trouble');
  await polled(9);
  expect(troubles).toEqual(['liftCard']);
});

test('cards of foreigners and from Taiwan are read, of unknown kinds refused', async () => {
  const { hardware, reader, cards, troubles } = await started();
  hardware.put(foreignerText);
  await until(() => cards.length === 1, 'the foreigner');
  hardware.put(taiwanText);
  await until(() => cards.length === 2, 'the card from Taiwan');
  expect(cards.map(({ name }) => name)).toEqual(['史安娜', '林志明']);
  hardware.put(cardText({ 0: 'KIM', 122: '911086197001010012', 248: 'Y' }));
  await until(() => troubles.length === 1, 'the refusal');
  expect(troubles).toEqual(['unknownCard']);
  expect(reader.status()).toMatchObject({ state: 'ready', lastError: 'cardUnknown' });
});

test('a reader whose security module is broken is not well, though it answers', async () => {
  const { hardware, reader, troubles } = await started();
  hardware.mood = 'broken';
  await until(() => reader.status().state === 'degraded', 'degraded');
  expect(reader.status().lastError).toBe('selfTestFailed');
  hardware.mood = 'none';
  await until(() => reader.status().state === 'ready', 'well again');
  expect(troubles).toEqual([]);
});

test('a reader that falls silent is a fault; one that speaks again is well', async () => {
  const { hardware, reader } = await started();
  const states: string[] = [];
  reader.onStatus(({ state, lastError }) => states.push(`${state} ${lastError ?? ''}`));
  hardware.mood = 'silent';
  await until(() => states.includes('degraded silent'), 'degraded');
  await until(() => states.includes('absent silent'), 'given up');
  hardware.mood = 'none';
  await until(() => reader.status().state === 'ready', 'ready again');
});

test('unplugged and plugged in again it reads on', async () => {
  const { pty, reader, cards } = await started();
  await pty.unplug();
  await until(() => reader.status().state === 'absent', 'absent');
  const again = await createPty({ path: pty.path });
  await again.start();
  stops.push(again.stop);
  const hardware = createSerialIdReader(again);
  hardware.put(resident);
  await until(() => cards.length === 1, 'the card');
  expect(reader.status().state).toBe('ready');
});

test('between two questions for a card it lets 300 ms pass', async () => {
  const pty = await createPty();
  await pty.start();
  stops.push(pty.stop);
  const hardware = createSerialIdReader(pty);
  const open = createConnector(`serial:${pty.path}`);
  if (!open) throw new Error('no connector');
  const pauses: number[] = [];
  const timers: Timers = {
    ...systemTimers,
    setTimeout(run, delayMs) {
      pauses.push(delayMs);
      return systemTimers.setTimeout(run, delayMs === 300 ? 1 : delayMs);
    },
  };
  const reader = createIdCardReader({ open, logger: quiet(), timers });
  stops.push(reader.stop);
  await reader.start();
  await until(() => hardware.asked.length >= 5, 'five questions');
  expect(pauses.filter((delayMs) => delayMs === 300).length).toBeGreaterThanOrEqual(4);
});
