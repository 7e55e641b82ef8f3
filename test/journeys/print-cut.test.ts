// kill -9 on the whole kiosk at each state that its journal has for a slip, over a TCP printer of the test: no slip is lost,
// and no two look alike.
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../devices/quiet.ts';
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { type Counted, countPaper } from '../server/printing/paper-count.ts';
import { ticketEnd } from '../server/printing/real-hall.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const PATIENCE_MS = 60_000;
const removes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removes.splice(0)) await remove();
});

async function opened(): Promise<{ kiosk: KioskProcess; device: TcpPrinter }> {
  const device = createTcpPrinter({ healMs: null });
  await device.start();
  const kiosk = await createKioskProcess({ printer: `tcp://127.0.0.1:${device.port}` });
  removes.push(kiosk.remove, device.stop);
  await kiosk.start();
  return { kiosk, device };
}

async function take({ touchUrl }: KioskProcess): Promise<string> {
  const response = await fetch(`${touchUrl}/api/services/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ itemId: 'gaoling-jintie' }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { number: string }).number;
}
const counted = (device: TcpPrinter, number: string): Counted | undefined =>
  countPaper(device.slips, ticketEnd).get(number);
const cuts = (device: TcpPrinter) => device.slips.filter(({ end }) => end === 'cut').length;
async function again(kiosk: KioskProcess): Promise<void> {
  await kiosk.kill();
  await kiosk.start();
}

describe('killed when the slip is', { timeout: 240_000 }, () => {
  test('queued: it is printed once, unmarked', async () => {
    const { kiosk, device } = await opened();
    device.fail('paperOut');
    const number = await take(kiosk);
    await again(kiosk);
    device.heal();
    await until(() => cuts(device) > 0, 'the slip', PATIENCE_MS);
    expect(counted(device, number)).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });

  test('sending, at its first byte: the next one is marked', async () => {
    const { kiosk, device } = await opened();
    const killed = new Promise<void>((resolve) =>
      device.onFirstJobByte(() => void kiosk.kill().then(resolve)),
    );
    const number = await take(kiosk);
    await killed;
    await kiosk.start();
    await until(() => (counted(device, number)?.marked ?? 0) > 0, 'a copy', PATIENCE_MS);
    const found = counted(device, number);
    expect(found?.unmarked).toBeLessThanOrEqual(1);
    expect(found?.marked).toBe(1);
    expect(found?.whole).toBeGreaterThanOrEqual(1);
  });

  test('sending, cut and not answered for: the next one is marked', async () => {
    const { kiosk, device } = await opened();
    device.failAt('silence', 'cut');
    const number = await take(kiosk);
    await until(() => cuts(device) === 1, 'the cut', PATIENCE_MS);
    await kiosk.kill();
    device.heal();
    await kiosk.start();
    await until(() => cuts(device) === 2, 'the second slip', PATIENCE_MS);
    expect(counted(device, number)).toEqual({ unmarked: 1, marked: 1, whole: 2 });
  });

  test('of unknown fate, its copy queued: one copy, marked, is printed', async () => {
    const { kiosk, device } = await opened();
    device.failAt('paperOut', 3);
    const number = await take(kiosk);
    await until(() => !device.armed(), 'no paper in the middle', PATIENCE_MS);
    const state = async () => (await states(kiosk)).join();
    await expect.poll(state, { timeout: PATIENCE_MS }).toBe('queued');
    await again(kiosk);
    device.heal();
    await until(() => (counted(device, number)?.marked ?? 0) > 0, 'a copy', PATIENCE_MS);
    expect(counted(device, number)).toMatchObject({ unmarked: 1, marked: 1 });
  });

  test('confirmed: nothing more is printed', async () => {
    const { kiosk, device } = await opened();
    const number = await take(kiosk);
    await expect.poll(() => states(kiosk), { timeout: PATIENCE_MS }).toEqual(['confirmed']);
    await again(kiosk);
    // The next visitor's slip is the next thing on paper.
    const next = await take(kiosk);
    await until(() => cuts(device) === 2, 'the next slip', PATIENCE_MS);
    expect(counted(device, number)).toEqual({ unmarked: 1, marked: 0, whole: 1 });
    expect(counted(device, next)).toEqual({ unmarked: 1, marked: 0, whole: 1 });
  });
});

/** What the touchscreen says of the slips, newest copy of each. */
async function states({ touchUrl }: KioskProcess): Promise<string[]> {
  const abort = new AbortController();
  const stream = await fetch(`${touchUrl}/api/events?page=touch`, { signal: abort.signal });
  let text = '';
  try {
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const found = /"recent":(\{[^}]*\})/.exec(text);
      if (found) return Object.values(JSON.parse(found[1] ?? '{}') as Record<string, string>);
    }
  } finally {
    abort.abort();
  }
  return [];
}
