// The printer on a serial line and on USB, at a printer that a test owns: what is said of a slip stays true whatever the wire does.

import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Printer } from '../../devices/device.ts';
import { createPrinter, type PrinterOptions } from '../../devices/printer.ts';
import type { Slip } from '../../devices/slip.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { createTcpTransport } from '../../devices/transports/tcp.ts';
import type { Transport } from '../../devices/transports/transport.ts';
import { createPty, type Pty } from './pty.ts';
import { quiet, until } from './quiet.ts';
import { createTcpPrinter, type TcpPrinter, type TcpPrinterOptions } from './tcp-printer.ts';
import { putTwinOnPty } from './twin-on-pty.ts';

const parts: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const part of parts.splice(0).reverse()) await part.stop();
});

const hasty = {
  deadlines: {
    replyMs: 500,
    writeMs: 500,
    completionMs: 3_000,
    watchMs: 15,
    pollMs: 40,
    stopMs: 50,
  },
  backOff: { firstMs: 15, maxMs: 60 },
};
const wires = ['serial', 'usblp'] as const;

function open(address: string): () => Transport {
  const connect = createConnector(address, 115_200);
  if (!connect) throw new Error(`no wire: ${address}`);
  return connect;
}

interface Connected {
  device: TcpPrinter;
  pty: Pty;
  printer: Printer;
}
async function connected(
  kind: (typeof wires)[number],
  device: TcpPrinterOptions = {},
  options: Partial<PrinterOptions> = {},
): Promise<Connected> {
  const tcp = createTcpPrinter(device);
  await tcp.start();
  const pty = await createPty();
  await pty.start();
  const { port } = tcp;
  const cable = await putTwinOnPty(pty, () => createTcpTransport({ host: '127.0.0.1', port }));
  const printer = createPrinter({
    open: open(kind === 'serial' ? `serial:${pty.path}?baud=4000000` : `usblp:${pty.path}`),
    logger: quiet(),
    ...hasty,
    ...options,
  });
  parts.push(tcp, pty, cable, printer);
  await printer.start();
  await until(() => printer.status().state === 'ready', 'a ready printer');
  return { device: tcp, pty, printer };
}

function ticket(number: string, lines = 20): Slip {
  const rows = Array.from({ length: lines }, (_, i) => ({
    kind: 'text' as const,
    text: `第${i}行`,
  }));
  return { copy: 1, lines: [{ kind: 'number', text: number }, ...rows] };
}
const numbers = (device: TcpPrinter) =>
  device.slips.map(({ lines, end }) => `${lines[0] ?? ''} ${end}`);

describe.each(wires)('a printer on %s', (kind) => {
  test('prints, one slip after another, and says how it is', async () => {
    const { device, printer } = await connected(kind);
    expect(await Promise.all(['A012', 'A013'].map((n) => printer.print(ticket(n))))).toEqual([
      'confirmed',
      'confirmed',
    ]);
    expect(numbers(device)).toEqual(['A012 cut', 'A013 cut']);
    expect(device.violations).toEqual([]);
    device.fail('paperOut');
    await until(() => printer.status().trouble === 'paperOut', 'paper out');
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready again');
  });

  test('that loses its power in the middle of a slip: nobody knows; the next slip is whole', async () => {
    const { device, printer } = await connected(kind, { healMs: 100 });
    device.failAt('powerCycle', 3);
    expect(await printer.print(ticket('A012'))).toBe('unconfirmed');
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(ticket('A013'))).toBe('confirmed');
    expect(numbers(device)).toEqual(['A012 torn', 'A013 cut']);
    expect(device.violations).toEqual([]);
  });

  test('pulled out in the middle of a slip: nobody knows; put back, it prints', async () => {
    const { device, pty, printer } = await connected(kind);
    device.onFirstJobByte(() => void pty.kill());
    expect(await printer.print(ticket('A012', 8_000))).toBe('unconfirmed');
    await until(() => printer.status().trouble === 'unreachable', 'unreachable');
    await pty.start();
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(ticket('A013'))).toBe('confirmed');
    expect(numbers(device).at(-1)).toBe('A013 cut');
  });

  test('that takes no more bytes: nobody knows; it prints when it takes them again', async () => {
    const { device, pty, printer } = await connected(kind);
    device.onFirstJobByte(pty.freeze);
    expect(await printer.print(ticket('A012', 8_000))).toBe('unconfirmed');
    expect(await printer.print(ticket('A013'))).toBe('failed');
    pty.thaw();
    await until(() => printer.status().state === 'ready', 'ready again');
    expect(await printer.print(ticket('A014'))).toBe('confirmed');
    expect(numbers(device).at(-1)).toBe('A014 cut');
  });

  test('silent: degraded, then the line is given up; ready when it speaks', async () => {
    const { device, printer } = await connected(kind);
    const seen: (string | null)[] = [];
    printer.onStatus(({ trouble }) => seen.push(trouble));
    device.fail('silence');
    await until(() => seen.includes('unreachable'), 'given up');
    expect(seen[0]).toBe('silent');
    device.heal();
    await until(() => printer.status().state === 'ready', 'ready');
  });

  test('mute over a slip: a stop does not wait for its word', async () => {
    const patient = { ...hasty.deadlines, completionMs: 600_000, replyMs: 600_000 };
    const { device, printer } = await connected(kind, {}, { deadlines: patient });
    device.failAt('silence', 2);
    const outcome = printer.print(ticket('A012'));
    const waiting = printer.print(ticket('A013'));
    await until(() => device.slips.length > 0, 'the first line');
    await printer.stop();
    expect(await outcome).toBe('unconfirmed');
    expect(await waiting).toBe('failed');
    expect(numbers(device)).toHaveLength(1);
  });
});

describe('while a printer takes no bytes, everything else goes on', () => {
  /** Resolves with a wire that is open and a device behind it that reads nothing. */
  const blocked = {
    async serial() {
      return atPty('serial');
    },
    async usblp() {
      return atPty('usblp');
    },
    async tcp() {
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket.pause().on('error', () => {}));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      parts.push({
        async stop() {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      });
      return open(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)();
    },
  };
  async function atPty(kind: 'serial' | 'usblp'): Promise<Transport> {
    const pty = await createPty();
    parts.push(pty);
    await pty.start();
    pty.freeze();
    return open(`${kind}:${pty.path}`)();
  }

  test.each(['serial', 'usblp', 'tcp'] as const)('%s', async (kind) => {
    const wire = await blocked[kind]();
    await wire.open();
    let settled = false;
    const write = wire
      .write(new Uint8Array(20_000_000), 600_000)
      .catch(() => {})
      .finally(() => {
        settled = true;
      });
    let [immediates, timers, files] = [0, 0, 0];
    while (immediates < 200) {
      await new Promise((resolve) => setImmediate(resolve));
      immediates += 1;
    }
    while (timers < 20) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      timers += 1;
    }
    // Through libuv's threads, where the journal's writes go too.
    while (files < 50) {
      await stat(import.meta.dirname);
      files += 1;
    }
    expect({ immediates, timers, files, settled }).toEqual({
      immediates: 200,
      timers: 20,
      files: 50,
      settled: false,
    });
    await wire.close('atOnce');
    await write;
    expect(settled).toBe(true);
  });
});
