// Devices that are pulled out, put back, renamed, taken by others and fall silent, on real pseudo-terminals.
import { rename, symlink } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createCodeScanner } from '../../devices/code-scanner.ts';
import type { CodeScanner, IdCard } from '../../devices/device.ts';
import { createIdCardReader } from '../../devices/id-card-reader.ts';
import { createPrinter } from '../../devices/printer.ts';
import type { DeviceStatus } from '../../devices/schema.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import type { Transport } from '../../devices/transports/transport.ts';
import { createVirtualIdCardReader } from '../../devices/virtual/virtual-id-card-reader.ts';
import { createPty, type Pty, type PtyOptions } from './pty.ts';
import { quiet, until } from './quiet.ts';
import { createTcpPrinter } from './tcp-printer.ts';
import { putTwinOnPty } from './twin-on-pty.ts';

const parts: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const part of parts.splice(0).reverse()) await part.stop();
});

/** Ten minutes: who is back before is back because he was seen to come. */
const never = { firstMs: 600_000, maxMs: 600_000 };
const soon = { firstMs: 20, maxMs: 60 };

async function plugged(options: PtyOptions = {}): Promise<Pty> {
  const pty = await createPty(options);
  parts.push(pty);
  await pty.start();
  return pty;
}
function open(address: string): () => Transport {
  const connect = createConnector(address);
  if (!connect) throw new Error(`no wire: ${address}`);
  return connect;
}

async function scanning(
  path: string,
  backOff = never,
): Promise<{ scanner: CodeScanner; codes: string[]; history: DeviceStatus[] }> {
  const scanner = createCodeScanner({ open: open(`serial:${path}`), logger: quiet(), backOff });
  const codes: string[] = [];
  const history: DeviceStatus[] = [];
  scanner.onCode((code) => codes.push(code ?? 'too long'));
  scanner.onStatus((status) => history.push(status));
  parts.push(scanner);
  await scanner.start();
  return { scanner, codes, history };
}
const scan = (pty: Pty, code: string) => pty.send(Buffer.from(`${code}\r`));

describe('a local device', () => {
  test.each([
    ['unplugged', (pty: Pty) => pty.unplug()],
    ['torn out, its link left dangling', (pty: Pty) => pty.kill()],
  ] as const)('%s, is absent; put back, it is there without waiting', async (_how, pull) => {
    const pty = await plugged();
    const { scanner, codes, history } = await scanning(pty.path);
    await until(() => scanner.status().state === 'ready', 'ready');
    scan(pty, 'DQ1.A');
    await until(() => codes.length === 1, 'the first code');
    await pull(pty);
    await until(() => scanner.status().state === 'absent', 'absent');
    expect(scanner.status().lastError).toBe('unplugged');
    await pty.start();
    await until(() => scanner.status().state === 'ready', 'ready again');
    scan(pty, 'DQ1.B');
    await until(() => codes.length === 2, 'the second code');
    expect(codes).toEqual(['DQ1.A', 'DQ1.B']);
    expect(history.map(({ state }) => state)).not.toContain('degraded');
  });

  test('that comes late is found by its path', async () => {
    const pty = await createPty();
    parts.push(pty);
    const { scanner } = await scanning(pty.path);
    await until(() => scanner.status().lastError === 'missing', 'missing');
    await pty.start();
    await until(() => scanner.status().state === 'ready', 'ready');
    expect(scanner.status().lastError).toBeNull();
  });

  test('renumbered behind its link while the old file still opens: the new one is used', async () => {
    const [before, after] = [await plugged(), await plugged()];
    const { scanner, codes } = await scanning(before.path);
    await until(() => scanner.status().state === 'ready', 'ready');
    await symlink(after.path, `${before.path}.new`);
    await rename(`${before.path}.new`, before.path);
    const ready = new Promise<void>((resolve) => {
      scanner.onStatus(({ state }) => state === 'ready' && resolve());
    });
    await ready;
    scan(after, 'DQ1.NEW');
    await until(() => codes.length === 1, 'a code from the new one');
    expect(codes).toEqual(['DQ1.NEW']);
  });

  test('that another program holds: locked, and ready when it lets go', async () => {
    const pty = await plugged();
    const other = open(`serial:${pty.path}`)();
    await other.open();
    const { scanner } = await scanning(pty.path, soon);
    await until(() => scanner.status().lastError === 'locked', 'locked');
    expect(scanner.status().state).not.toBe('ready');
    await other.close();
    await until(() => scanner.status().state === 'ready', 'ready');
  });

  test('at a wrong path: says so, and goes on looking', async () => {
    const { scanner } = await scanning('/dev/null', soon);
    await until(() => scanner.status().lastError === 'unsuitable', 'unsuitable');
  });

  test('that is missing delays no other', async () => {
    const pty = await plugged();
    const absent = await scanning('/dev/no-such-port', soon);
    const { scanner, codes } = await scanning(pty.path);
    await until(() => scanner.status().state === 'ready', 'ready');
    scan(pty, 'DQ1.A');
    await until(() => codes.length === 1, 'the code');
    expect(absent.scanner.status().state).not.toBe('ready');
  });
});

describe('a device in the network', () => {
  test('that is switched on again is back without waiting', async () => {
    const device = createTcpPrinter();
    await device.start();
    parts.push(device);
    const address = `tcp://127.0.0.1:${device.port}`;
    const printer = createPrinter({ open: open(address), logger: quiet(), backOff: never });
    parts.push(printer);
    await printer.start();
    await until(() => printer.status().state === 'ready', 'ready');
    const off = device.refuse(1_500);
    await until(() => printer.status().lastError === 'refused', 'refused');
    await off;
    await until(() => printer.status().state === 'ready', 'ready again');
  });
});

describe('the ID-card reader on a serial line', () => {
  const card: IdCard = { name: '王小芳', idNumber: '120111196503071226', birthDate: '1965-03-07' };

  async function reading(replyMs: number) {
    const pty = await plugged();
    const twin = createVirtualIdCardReader();
    parts.push({ stop: async () => twin.stop() }, await putTwinOnPty(pty, twin.connect));
    const reader = createIdCardReader({
      open: open(`serial:${pty.path}?baud=115200`),
      logger: quiet(),
      backOff: soon,
      pollMs: 20,
      replyMs,
    });
    const cards: IdCard[] = [];
    reader.onCard((read) => cards.push(read));
    parts.push(reader);
    await reader.start();
    await until(() => reader.status().state === 'ready', 'ready');
    return { pty, twin, reader, cards };
  }

  test('reads a card', async () => {
    const { twin, cards } = await reading(10_000);
    twin.insertCard(card);
    await until(() => cards.length > 0, 'the card');
    expect(cards).toEqual([card]);
  });

  test('silent, is degraded, then given up; it reads on when it speaks again', async () => {
    const { pty, twin, reader, cards } = await reading(150);
    const seen: string[] = [];
    reader.onStatus(({ state, lastError }) => seen.push(`${state} ${lastError}`));
    pty.freeze();
    await until(() => seen.includes('absent silent'), 'given up');
    expect(seen[0]).toBe('degraded silent');
    pty.thaw();
    await until(() => reader.status().state === 'ready', 'ready again');
    while (cards.length === 0) {
      // Again where a busy machine missed this short deadline: the twin gives a card away once.
      twin.insertCard(card);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(cards[0]).toEqual(card);
  });
});
