// The ticket printer: asks before it sends, sends once, and says honestly what became of it.

import {
  defaultProfile,
  encodeCut,
  encodeSlip,
  type PrinterProfile,
  type Rasterise,
} from './codecs/escpos.ts';
import type { Bitmap } from './codecs/escpos-marks.ts';
import { healthOf, type PrinterHealth, processIdOf } from './codecs/escpos-status.ts';
import { completeJob, learnCapabilities, type PrinterTalk } from './completion.ts';
import type { Printer, PrintOutcome } from './device.ts';
import type { Logger } from './logger.ts';
import { createPrinterLine, type PrinterLine } from './printer-line.ts';
import type { DeviceStatus, PrinterTrouble } from './schema.ts';
import type { Slip } from './slip.ts';
import { createStatus } from './status.ts';
import { createSupervisor } from './supervisor.ts';
import { atMost, systemTimers, type TimerHandle, type Timers } from './timers.ts';
import { type Transport, TransportError } from './transports/transport.ts';

/** How long to wait for what. */
interface PrinterDeadlines {
  /** One DLE EOT reply. */
  replyMs: number;
  /** Handing over a whole slip. */
  writeMs: number;
  /** From the last byte to the printer's word that it is done: paper is slow. */
  completionMs: number;
  /** Between two looks at a printer that is printing or idle. */
  watchMs: number;
  pollMs: number;
  /** Ending well what is being printed, when the kiosk stops. */
  stopMs: number;
}
const defaultDeadlines: PrinterDeadlines = {
  replyMs: 1_000,
  writeMs: 10_000,
  completionMs: 15_000,
  watchMs: 400,
  pollMs: 3_000,
  stopMs: 2_000,
};

export interface PrinterOptions {
  /** A new connection for every attempt. */
  open: () => Transport;
  logger: Logger;
  profile?: PrinterProfile;
  rasterise?: Rasterise | null;
  /** Whether this machine has a font for what the printer lacks; staff are told when it has none. */
  hasFont?: () => Promise<boolean>;
  /** Read once, at start. */
  logo?: () => Promise<Bitmap | null>;
  virtual?: boolean;
  timers?: Timers;
  random?: () => number;
  deadlines?: Partial<PrinterDeadlines>;
  backOff?: { firstMs: number; maxMs: number };
}

/** What a dead process may have owed the printer: more than the picture of a line, seconds at 9,600 baud. */
const tornBytes = 8_192;

/** Unanswered polls in a row after which the connection is given up. */
const silentPolls = 3;

export function createPrinter(options: PrinterOptions): Printer {
  const { logger, timers = systemTimers, profile = defaultProfile, rasterise = null } = options;
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const status = createStatus('printer', options.virtual ?? false, timers);
  let line: PrinterLine | null = null;
  let poll: TimerHandle | null = null;
  let silences = 0;
  let jobs = 0;
  let running = false;
  let lookDue = false;
  let logo: Promise<Bitmap | null> = Promise.resolve(null);
  /** A job of unknown fate: the printer may still hold a part of it, and answer for it later. */
  let unsettled: { bytesMissing: number } | null = null;
  /** One conversation with the printer at a time. */
  let turn: Promise<unknown> = Promise.resolve();

  const supervisor = createSupervisor({
    open: options.open,
    status,
    logger,
    timers,
    ...(options.random && { random: options.random }),
    ...(options.backOff && { backOff: options.backOff }),
    troubleWhileLost: 'unreachable',
    onOpen(link) {
      line = createPrinterLine(link, timers, deadlines, lookSoon);
      silences = 0;
      void inTurn(meet).then(pollLater);
    },
    onData: (bytes) => line?.feed(bytes),
    onLost() {
      line?.end();
      line = null;
    },
  });

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  function pollLater(): void {
    if (poll) timers.clearTimeout(poll);
    poll = null;
    if (!running || !line) return;
    // One that fell silent may be switched on again at any moment.
    const pauseMs = silences > 0 ? deadlines.watchMs : deadlines.pollMs;
    poll = timers.setTimeout(() => void inTurn(look).then(pollLater), pauseMs);
  }

  /** What a printer tells by itself is a reason to ask: a torn frame must not stop the hall's slips. */
  function lookSoon(): void {
    if (lookDue) return;
    lookDue = true;
    void inTurn(() => {
      lookDue = false;
      return look();
    });
  }

  /** Asks the printer how it is and tells whoever listens. Null: no answer. */
  async function look(): Promise<PrinterHealth | null> {
    const at = line;
    if (!at) return null;
    const replies = await at.askStatus();
    if (line !== at) return null;
    if (!replies) {
      silences += 1;
      setTrouble('silent', status.get().paperNearEnd);
      if (silences >= silentPolls) supervisor.drop('silent');
      return null;
    }
    silences = 0;
    supervisor.alive();
    const health = healthOf(replies);
    setTrouble(health.trouble, health.paperNearEnd);
    return health;
  }

  function setTrouble(trouble: PrinterTrouble | null, paperNearEnd: boolean): void {
    const state = trouble ? 'degraded' : 'ready';
    status.set({ state, trouble, paperNearEnd, lastError: trouble });
  }

  /** What completion.ts needs of this printer. */
  const talk: PrinterTalk = {
    look,
    nextProcessId: () => processIdOf(jobs++),
    cut: encodeCut(profile),
    askProcessId: profile.processId === 'probe',
    askAutoStatus: profile.autoStatus === 'probe',
    deadlines,
    timers,
  };

  async function meet(): Promise<boolean> {
    const health = await look();
    const at = line;
    if (!health || health.trouble || !at) return false;
    if (at.capabilities && !unsettled) return true;
    const owed = unsettled;
    if (!(await learnCapabilities(at, talk, owed))) return false;
    // What turned out to be owed meanwhile is for the next meeting.
    if (unsettled === owed) unsettled = null;
    return unsettled === null;
  }

  async function printNow(bytes: Uint8Array): Promise<PrintOutcome> {
    if (!running) return 'failed';
    const met = await meet();
    const at = line;
    if (!met || !at) return 'failed';
    const outcome = await completeJob(at, bytes, talk).catch((error: unknown): PrintOutcome => {
      // A peer that took a part of a slip and no more cannot be spoken to any longer.
      if (line === at) supervisor.drop(error instanceof TransportError ? error.fault : 'failed');
      const certain = error instanceof TransportError && !error.bytesMayHaveLeft;
      return certain ? 'failed' : 'unconfirmed';
    });
    if (outcome === 'unconfirmed') unsettled = { bytesMissing: at.lost ? bytes.length : 0 };
    return outcome;
  }

  /** Neither may hold up a printer, nor bring one down. */
  function prepare(): void {
    void options.hasFont?.().then(
      (found) => status.set({ fontMissing: !found }),
      (error: unknown) => logger.warn({ error: String(error) }, 'fonts could not be looked up'),
    );
    logo = options.logo?.() ?? Promise.resolve(null);
    logo = logo.catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'logo could not be read; slips go without it');
      return null;
    });
  }

  return {
    async start() {
      if (running) return;
      running = true;
      prepare();
      supervisor.start();
    },
    async stop() {
      running = false;
      if (poll) timers.clearTimeout(poll);
      poll = null;
      // A slip under way gets its chance; a mute printer is not waited for, and its job is unconfirmed.
      await atMost(timers, deadlines.stopMs, turn);
      await supervisor.stop();
      await turn;
    },
    status: status.get,
    onStatus: status.onChange,
    async probe(): Promise<DeviceStatus> {
      await inTurn(look);
      return status.get();
    },
    interrupted() {
      unsettled = { bytesMissing: tornBytes };
    },
    async print(slip: Slip) {
      try {
        const bytes = await encodeSlip(slip, profile, rasterise, await logo);
        const outcome = await inTurn(() => printNow(bytes));
        logger.info({ outcome, bytes: bytes.length, copy: slip.copy }, 'slip printed');
        return outcome;
      } catch (error) {
        logger.error({ error: String(error) }, 'slip could not be made');
        return 'failed';
      }
    },
  };
}
