// npm run bench print: from the tap to the first byte at a TCP printer, what a slip costs to make, and a thousand slips
// through a printer that fails.
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadSettings } from '../../config/load.ts';
import { createSettingsFile } from '../../config/save.ts';
import { createKiosk } from '../../server/kiosk.ts';
import { type Case, median, quantile } from './case.ts';
import { measureCodec } from './print-codec.ts';
import { measureFaults } from './print-faults.ts';
import { measureWires } from './print-wires.ts';

const taps = 120;
const warmUp = 10;

export async function run(): Promise<Case[]> {
  return [
    await tapToFirstByte(),
    ...(await measureCodec()),
    ...(await measureWires()),
    ...(await measureFaults()),
  ];
}

/** A printer without a time of its own: answers at once, and notes when a slip begins to arrive. */
function instantPrinter() {
  let begun: (() => void) | null = null;
  let done: (() => void) | null = null;
  const server: Server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (bytes.length === 3 && bytes[0] === 0x10) {
        socket.write(Uint8Array.of(0x12));
        return;
      }
      const asked = bytes.lastIndexOf(Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]));
      const isSlip = bytes.includes(Buffer.from([0x1c, 0x26]));
      if (isSlip) begun?.();
      if (asked >= 0)
        socket.write(
          Buffer.concat([
            Buffer.from([0x37, 0x22]),
            bytes.subarray(asked + 7, asked + 11),
            Buffer.from([0]),
          ]),
        );
      if (bytes.subarray(-3).equals(Buffer.from([0x1d, 0x72, 0x01])))
        socket.write(Uint8Array.of(0));
      if (isSlip) done?.();
    });
  });
  return {
    server,
    next: () => ({
      begins: new Promise<number>((resolve) => {
        begun = () => resolve(performance.now());
      }),
      ends: new Promise<void>((resolve) => {
        done = resolve;
      }),
    }),
  };
}

async function tapToFirstByte(): Promise<Case> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-print-'));
  const printer = instantPrinter();
  await new Promise<void>((resolve) => printer.server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = printer.server.address() as AddressInfo;
  const loaded = await loadSettings({
    KIOSK_DATA_DIR: join(folder, 'data'),
    KIOSK_KEY_FILE: join(folder, 'kiosk.key'),
    KIOSK_TOUCH_PORT: '0',
    KIOSK_STAFF_PORT: '0',
    KIOSK_PRINTER: `tcp://127.0.0.1:${port}`,
  });
  const kiosk = createKiosk(loaded.settings, {
    logger: pino({ level: 'silent' }),
    settingsFile: createSettingsFile(loaded),
  });
  const { touchUrl } = await kiosk.start();
  try {
    const itemId = await servedItem(touchUrl);
    const answered: number[] = [];
    const began: number[] = [];
    for (let i = 0; i < warmUp + taps; i++) {
      const { begins, ends } = printer.next();
      const from = performance.now();
      await post(`${touchUrl}/api/services/tickets`, { itemId });
      const to = performance.now();
      began.push((await begins) - from);
      answered.push(to - from);
      await ends;
      // The journal still has to take the end of the last slip: visitors come one after another.
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    const measured = began.slice(warmUp);
    return {
      name: 'tap → durable → first byte at a TCP printer, p95',
      unit: 'ms',
      value: quantile(measured, 0.95),
      detail: {
        p50: round(median(measured)),
        max: round(Math.max(...measured)),
        'reply p50': round(median(answered.slice(warmUp))),
        taps,
      },
      bound: { atMost: 30 },
    };
  } finally {
    await kiosk.stop();
    printer.server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function servedItem(touchUrl: string): Promise<string> {
  const response = await fetch(`${touchUrl}/api/services/items`);
  const { items } = (await response.json()) as { items: { id: string; served: boolean }[] };
  const served = items.find((item) => item.served);
  if (!served) throw new Error('the demo serves nothing');
  return served.id;
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
