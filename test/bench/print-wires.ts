// Part of `npm run bench print`: how soon a device that is back is ready, and what a printer that takes nothing costs the rest.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Printer } from '../../devices/device.ts';
import { createPrinter } from '../../devices/printer.ts';
import { createConnector } from '../../devices/transports/connector.ts';
import { createTcpTransport } from '../../devices/transports/tcp.ts';
import type { Transport } from '../../devices/transports/transport.ts';
import { createPty, type Pty } from '../devices/pty.ts';
import { quiet } from '../devices/quiet.ts';
import { createTcpPrinter, type TcpPrinter } from '../devices/tcp-printer.ts';
import { putTwinOnPty } from '../devices/twin-on-pty.ts';
import { type Case, median } from './case.ts';

/** How long a device is away: long enough for a back-off to have grown, and never in step with it. */
const absencesMs = [700, 1_900, 3_100, 4_300, 6_100, 8_900];
const windows = 7;
const windowMs = 1_000;
/** More than a pty, and more than a socket holds; no more, for a slow line is given the time that its bytes take. */
const moreThanItTakes = { serial: 200_000, usblp: 500_000, tcp: 20_000_000 };

export async function measureWires(): Promise<Case[]> {
  return [...(await reconnects()), ...(await stalls())];
}

interface Bench {
  readonly printer: Printer;
  away(): Promise<void>;
  back(): Promise<void>;
  stop(): Promise<void>;
}

/** All at once: they only wait. */
async function reconnects(): Promise<Case[]> {
  const kinds = {
    'serial, unplugged': () => onPty('serial', pullOut),
    'serial, switched off': () => onPty('serial', switchOff),
    'usblp, unplugged': () => onPty('usblp', pullOut),
    'TCP, port closed': () => onTcp('closed'),
    'TCP, switched off without a word': () => onTcp('silent'),
  };
  return Promise.all(
    Object.entries(kinds).map(async ([name, make]) => reconnect(name, await make())),
  );
}

async function reconnect(name: string, bench: Bench): Promise<Case> {
  const { printer } = bench;
  const waits: number[] = [];
  try {
    await printer.start();
    await reached(printer, (state) => state === 'ready');
    for (const absenceMs of absencesMs) {
      await bench.away();
      await reached(printer, (state) => state !== 'ready');
      await new Promise((resolve) => setTimeout(resolve, absenceMs));
      await bench.back();
      const from = performance.now();
      await reached(printer, (state) => state === 'ready');
      waits.push(performance.now() - from);
    }
  } finally {
    await bench.stop();
  }
  return {
    name: `device is back → ready, slowest (${name})`,
    unit: 'ms',
    value: Math.max(...waits),
    detail: { p50: Math.round(median(waits)), rounds: waits.length },
    bound: { atMost: 2_000 },
  };
}

function reached(printer: Printer, wanted: (state: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (wanted(printer.status().state)) return resolve();
    const off = printer.onStatus(({ state }) => {
      if (!wanted(state)) return;
      off();
      resolve();
    });
  });
}

interface Absence {
  away(pty: Pty, device: TcpPrinter): Promise<void>;
  back(pty: Pty, device: TcpPrinter): Promise<void>;
}
const pullOut: Absence = { away: (pty) => pty.unplug(), back: (pty) => pty.start() };
const switchOff: Absence = {
  away: async (_pty, device) => device.fail('silence'),
  back: async (_pty, device) => device.heal(),
};

async function onPty(kind: 'serial' | 'usblp', absence: Absence): Promise<Bench> {
  const device = createTcpPrinter();
  await device.start();
  const pty = await createPty();
  await pty.start();
  const { port } = device;
  const cable = await putTwinOnPty(pty, () => createTcpTransport({ host: '127.0.0.1', port }));
  const printer = createPrinter({ open: wireTo(`${kind}:${pty.path}`), logger: quiet() });
  return {
    printer,
    away: () => absence.away(pty, device),
    back: () => absence.back(pty, device),
    async stop() {
      for (const part of [printer, cable, pty, device]) await part.stop();
    },
  };
}

async function onTcp(how: 'closed' | 'silent'): Promise<Bench> {
  const device = createTcpPrinter();
  await device.start();
  const printer = createPrinter({
    open: wireTo(`tcp://127.0.0.1:${device.port}`),
    logger: quiet(),
  });
  return {
    printer,
    away: async () => (how === 'closed' ? device.stop() : device.fail('silence')),
    back: async () => (how === 'closed' ? device.start() : device.heal()),
    async stop() {
      for (const part of [printer, device]) await part.stop();
    },
  };
}

function wireTo(address: string): () => Transport {
  const connect = createConnector(address);
  if (!connect) throw new Error(`no wire: ${address}`);
  return connect;
}

async function stalls(): Promise<Case[]> {
  const cases: Case[] = [];
  for (const kind of ['serial', 'usblp', 'tcp'] as const) {
    const peer = kind === 'tcp' ? await deafServer() : await deafPty(kind);
    const blocked: Stall[] = [];
    const idle: Stall[] = [];
    for (let i = 0; i < windows; i++) {
      idle.push(await longestStall(async () => {}));
      blocked.push(await longestStall((until) => stallAgain(peer.open, kind, until)));
    }
    await peer.stop();
    cases.push({
      name: `longest stall of the event loop in a second while a ${kind} printer takes nothing`,
      unit: 'ms',
      value: median(blocked.map(({ wallMs }) => wallMs)),
      detail: {
        'computing p50': round(median(blocked.map(({ cpuMs }) => cpuMs))),
        'without a printer p50': round(median(idle.map(({ wallMs }) => wallMs))),
        windows,
      },
      bound: { atMost: 20 },
    });
  }
  return cases;
}

/** What a driver does with such a printer: opens, writes, gives up, closes, and all over again. */
async function stallAgain(
  open: () => Transport,
  kind: keyof typeof moreThanItTakes,
  until: number,
): Promise<void> {
  const bytes = new Uint8Array(moreThanItTakes[kind]);
  while (performance.now() < until) {
    const wire = open();
    await wire.open();
    await wire.write(bytes, 300).catch(() => {});
    await wire.close('atOnce');
  }
}

interface Stall {
  /** Longest time between two turns of the loop, less the pause asked for. */
  readonly wallMs: number;
  /** Most computing of this thread between two turns: what of it is our own doing, not other processes'. */
  readonly cpuMs: number;
}

async function longestStall(work: (until: number) => Promise<void>): Promise<Stall> {
  const until = performance.now() + windowMs;
  const working = work(until);
  let [wallMs, cpuMs] = [0, 0];
  while (performance.now() < until) {
    const from = performance.now();
    const before = cpuOfThread();
    await new Promise((resolve) => setTimeout(resolve, 1));
    wallMs = Math.max(wallMs, performance.now() - from - 1);
    cpuMs = Math.max(cpuMs, cpuOfThread() - before);
  }
  await working;
  return { wallMs, cpuMs };
}

function cpuOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function deafPty(kind: 'serial' | 'usblp') {
  const pty = await createPty();
  await pty.start();
  pty.freeze();
  const query = kind === 'serial' ? '?baud=4000000' : '';
  return { open: wireTo(`${kind}:${pty.path}${query}`), stop: pty.stop };
}

async function deafServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.pause().on('error', () => {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    open: wireTo(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
