// A printer on a TCP port that a test owns: one connection at a time, a buffer, paper, a cover, and every way to fail.

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { createPaperReader, type PaperReader, type ReadSlip } from './paper-reader.ts';

export type Fault =
  | 'paperOut'
  | 'coverOpen'
  | 'offline'
  | 'nearEnd'
  | 'cutter'
  | 'error'
  | 'silence'
  | 'neverDrains'
  | 'reset'
  | 'fin'
  | 'powerCycle';

export interface TcpPrinterOptions {
  processId?: boolean;
  queuedStatus?: boolean;
  /** Unasked ASB frames before, between and after replies. */
  chatters?: boolean;
  /** Knows GS a: an ASB frame at once, then one at every change, until ESC @. */
  autoStatus?: boolean;
  /** Replies come one byte at a time. */
  drips?: boolean;
  /** How long a fault lasts that was sprung by `failAt`; null: until `heal`. */
  healMs?: number | null;
}

export interface TcpPrinter {
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Begins a fault now; it lasts until `heal`. */
  fail(fault: Fault): void;
  heal(): void;
  /** Springs the fault when the next slip has so many lines, or right behind its cut. */
  failAt(fault: Fault, at: number | 'cut'): void;
  /** Whether a fault of `failAt` is still to come. */
  armed(): boolean;
  /** No server on the port for a while. */
  refuse(forMs: number): Promise<void>;
  readonly slips: readonly ReadSlip[];
  readonly violations: readonly string[];
  /** Bytes ever received, DLE EOT questions not counted. */
  jobBytes(): number;
  /** Once, when the next slip begins to arrive. */
  onFirstJobByte(listener: () => void): void;
  connections(): number;
  /** Sends bytes that nobody asked for. */
  say(...bytes: number[]): void;
  /** DLE EOT questions ever received. */
  questions(): number;
  /** Other abilities from now on: another printer on the same port. */
  become(change: Partial<TcpPrinterOptions>): void;
}

const well = {
  paperOut: false,
  coverOpen: false,
  offline: false,
  nearEnd: false,
  cutter: false,
  error: false,
  silence: false,
  neverDrains: false,
};

export function createTcpPrinter(options: TcpPrinterOptions = {}): TcpPrinter {
  let able: TcpPrinterOptions & { healMs: number | null } = {
    processId: true,
    queuedStatus: true,
    healMs: 60,
    ...options,
  };
  let questions = 0;
  let server: Server | null = null;
  let port = 0;
  let sockets: Socket[] = [];
  let buffer: number[] = [];
  let state = { ...well };
  let autoStatusMask = 0;
  let trap: { fault: Fault; at: number | 'cut' } | null = null;
  let bytes = 0;
  let connections = 0;
  let tail: number[] = [];
  let working = false;
  let firstByte: (() => void) | null = null;
  const timers = new Set<NodeJS.Timeout>();
  const reader: PaperReader = createPaperReader({
    queuedStatus: () => able.queuedStatus && reply(state.nearEnd ? 0x03 : 0x00),
    processId: (id) => able.processId && reply(0x37, 0x22, ...Buffer.from(id, 'latin1'), 0x00),
    autoStatus(mask) {
      if (!able.autoStatus) return;
      autoStatusMask = mask;
      tell();
    },
  });

  function later(run: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  const offline = () =>
    state.paperOut || state.coverOpen || state.offline || state.cutter || state.error;
  const stuck = () => offline() || state.neverDrains;

  function reply(...data: number[]): void {
    if (state.silence) return;
    const noise = able.chatters ? asb() : [];
    send([...noise, ...data, ...noise]);
  }

  function send(bytes: number[]): void {
    if (able.drips) for (const byte of bytes) sockets[0]?.write(Uint8Array.of(byte));
    else sockets[0]?.write(Uint8Array.from(bytes));
  }

  /** An ASB frame, if it was asked to tell. */
  function tell(): void {
    if (autoStatusMask !== 0 && !state.silence) send(asb());
  }

  function asb(): number[] {
    const noPaper = state.paperOut || state.coverOpen;
    return [
      0x10 | (offline() ? 0x08 : 0) | (state.coverOpen ? 0x20 : 0),
      (state.cutter ? 0x08 : 0) | (state.error ? 0x20 : 0),
      (noPaper ? 0x0c : 0) | (noPaper || state.nearEnd ? 0x03 : 0),
      0,
    ];
  }

  function statusOf(part: number): number {
    const noPaper = state.paperOut || state.coverOpen;
    if (part === 1) return 0x12 | (offline() ? 0x08 : 0);
    if (part === 2) {
      const wrong = state.cutter || state.error;
      return 0x12 | (state.coverOpen ? 0x04 : 0) | (noPaper ? 0x20 : 0) | (wrong ? 0x40 : 0);
    }
    if (part === 3) return 0x12 | (state.cutter ? 0x08 : 0) | (state.error ? 0x20 : 0);
    return 0x12 | (noPaper ? 0x6c : 0) | (state.nearEnd ? 0x0c : 0);
  }

  function receive(chunk: Uint8Array): void {
    for (const byte of chunk) {
      tail = [...tail.slice(-2), byte];
      if (tail[0] === 0x10 && tail[1] === 0x04) {
        questions += 1;
        reply(statusOf(byte));
        bytes -= 3;
      }
      bytes += 1;
      buffer.push(byte);
      // FS &: a slip begins; questions before it are none.
      if (tail.at(-2) === 0x1c && byte === 0x26) {
        firstByte?.();
        firstByte = null;
      }
    }
    work();
  }

  /** Prints a little at a time: a fault in the middle leaves the rest in the buffer. */
  function work(): void {
    if (working) return;
    working = true;
    setImmediate(() => {
      working = false;
      let budget = 400;
      while (buffer.length > 0 && budget-- > 0 && !stuck()) {
        const lineDone = reader.take(buffer.shift() ?? 0);
        if (lineDone && sprung()) break;
      }
      if (buffer.length > 0 && !stuck()) work();
    });
  }

  function sprung(): boolean {
    const cut = reader.open === null;
    const reached = trap?.at === 'cut' ? cut : (reader.open?.lines.length ?? 0) === trap?.at;
    if (!trap || !reached) return false;
    const { fault } = trap;
    trap = null;
    fail(fault);
    if (able.healMs !== null) later(heal, able.healMs);
    return true;
  }

  function fail(fault: Fault): void {
    const [socket] = sockets;
    if (fault === 'reset') {
      if (socket) reset(socket);
    } else if (fault === 'fin') socket?.end();
    else if (fault === 'powerCycle') {
      buffer = [];
      tail = [];
      autoStatusMask = 0;
      reader.powerOff();
      state = { ...state, silence: true };
      for (const each of [...sockets].reverse()) reset(each);
    } else {
      state = { ...state, [fault]: true };
      tell();
      if (fault === 'neverDrains') socket?.pause();
    }
  }

  function heal(): void {
    state = { ...well };
    tell();
    sockets[0]?.resume();
    work();
  }

  function gone(socket: Socket): void {
    const wasFirst = sockets[0] === socket;
    sockets = sockets.filter((each) => each !== socket);
    if (!wasFirst) return;
    tail = [];
    if (!state.neverDrains) sockets[0]?.resume();
  }

  /** Forgotten at once: the 'close' of a socket that was reset can fail to come on a busy machine (seen). */
  function reset(socket: Socket): void {
    socket.resetAndDestroy();
    gone(socket);
  }

  function accept(socket: Socket): void {
    connections += 1;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', receive);
    socket.on('close', () => gone(socket));
    sockets.push(socket);
    // One after another, as printers do: the next is not read before the first is gone.
    if (sockets[0] !== socket || state.neverDrains) socket.pause();
  }

  function listen(): Promise<void> {
    return new Promise((resolve) => {
      const listening = createServer(accept).listen(port, '127.0.0.1', () => {
        port = (listening.address() as AddressInfo).port;
        resolve();
      });
      server = listening;
    });
  }

  function hangUp(): Promise<void> {
    for (const socket of [...sockets].reverse()) reset(socket);
    return new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  return {
    get port() {
      return port;
    },
    start: listen,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await hangUp();
    },
    fail,
    heal,
    failAt(fault, at) {
      trap = { fault, at };
    },
    armed: () => trap !== null,
    async refuse(forMs) {
      await hangUp();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      await listen();
    },
    slips: reader.slips,
    violations: reader.violations,
    jobBytes: () => bytes,
    onFirstJobByte(listener) {
      firstByte = listener;
    },
    connections: () => connections,
    say: (...bytes) => send(bytes),
    questions: () => questions,
    become(change) {
      able = { ...able, ...change };
    },
  };
}
