// Keeps one device connected: absent → opening → open, and again after a loss, backing off 1 → 30 s with jitter.
// A local device is seen to come and go by its path, so whoever plugs it in again does not wait for the back-off.
// Whether an open device is well is the driver's to say. Nothing here throws into the app.
import type { Logger } from './logger.ts';
import type { PrinterTrouble } from './schema.ts';
import type { StatusHolder } from './status.ts';
import { systemTimers, type TimerHandle, type Timers } from './timers.ts';
import { type Transport, TransportError } from './transports/transport.ts';

export interface SupervisorOptions {
  open: () => Transport;
  status: StatusHolder;
  logger: Logger;
  timers?: Timers;
  /** 0 ≤ x < 1 */
  random?: () => number;
  backOff?: { firstMs: number; maxMs: number };
  /** What to report while there is no connection. */
  troubleWhileLost?: PrinterTrouble;
  /** The device is connected; nothing was said yet. */
  onOpen(link: Transport): void;
  onData(bytes: Uint8Array): void;
  onLost(error: TransportError): void;
}

export interface Supervisor {
  start(): void;
  stop(): Promise<void>;
  /** The open connection, or null. */
  link(): Transport | null;
  /** Bytes whose fate nobody waits for. A wire that does not take them in time is let go; while none is open they are lost. */
  tell(bytes: Uint8Array): void;
  /** The driver found the connection dead: lets go of it and opens another one after a pause. */
  drop(reason: string): void;
  /** The device answered: the next loss backs off from the start again. */
  alive(): void;
}

/** Between two looks at the path of a local device: one stat() that touches no disk. */
const lookMs = 1_000;
/** A display or a beep that the wire has not taken by then. */
const tellMs = 1_000;

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { open, status, logger, timers = systemTimers, random = Math.random } = options;
  const { firstMs, maxMs } = options.backOff ?? { firstMs: 1_000, maxMs: 30_000 };
  const trouble = options.troubleWhileLost ?? null;
  let running = false;
  let link: Transport | null = null;
  let opening: Transport | null = null;
  /** The newest of all: what is known of the wire while none is open. */
  let latest: Transport | null = null;
  /** What was at its path when it was last looked at. */
  let seen: string | null = null;
  let retry: TimerHandle | null = null;
  let watch: TimerHandle | null = null;
  let delayMs = firstMs;
  /** Connections that are on their way out; a printer may accept only one at a time. */
  let farewell: Promise<void> = Promise.resolve();

  function later(): void {
    if (!running || retry) return;
    const pauseMs = Math.min(delayMs, latest?.longestPauseMs ?? delayMs);
    // Jitter ± 20 %: several kiosks at one printer must not knock in step.
    const waitMs = pauseMs * (0.8 + 0.4 * random());
    delayMs = Math.min(delayMs * 2, maxMs);
    retry = timers.setTimeout(() => {
      retry = null;
      void attempt();
    }, waitMs);
  }

  function atOnce(): void {
    if (retry) timers.clearTimeout(retry);
    retry = null;
    delayMs = firstMs;
    void attempt();
  }

  function lookLater(): void {
    if (!running || watch || !latest?.presence) return;
    watch = timers.setTimeout(() => {
      watch = null;
      void look().then(lookLater);
    }, lookMs);
  }

  async function look(): Promise<void> {
    const wire = latest;
    if (!wire?.presence || opening) return;
    const now = await wire.presence();
    if (!running || opening || latest !== wire || now === seen) return;
    seen = now;
    // Gone, or plugged in again under another name, and the wire never said so: serialport misses a hang-up that comes
    // while it reads, and would read nothing again and again.
    if (link) letGo(link, new TransportError('unplugged', 'another file is at its path'));
    if (now !== null) atOnce();
  }

  function lose(from: Transport, error: TransportError, lastError: string = error.fault): void {
    if (link !== from) return;
    link = null;
    status.set({ state: 'absent', trouble, paperNearEnd: false, lastError });
    logger.warn({ device: status.get().kind, fault: lastError }, 'device lost');
    options.onLost(error);
    later();
  }

  function letGo(dead: Transport, error: TransportError, lastError?: string): void {
    lose(dead, error, lastError);
    farewell = dead.close('atOnce');
  }

  function drop(reason: string): void {
    if (!link) return;
    // Its deadlines were pause enough.
    delayMs = firstMs / 2;
    letGo(link, new TransportError('failed', reason), reason);
  }

  function make(): Transport {
    const transport = open();
    transport.onData((bytes) => {
      if (link === transport) options.onData(bytes);
    });
    transport.onClose((error) => lose(transport, error));
    return transport;
  }

  async function attempt(): Promise<void> {
    await farewell;
    if (!running || link || opening) return;
    status.set({ state: 'opening', trouble });
    try {
      const transport = make();
      opening = transport;
      latest = transport;
      // Before the attempt: what comes during it is then seen as a change, and tried.
      seen = (await transport.presence?.()) ?? null;
      await transport.open();
      opening = null;
      if (!running) {
        await transport.close();
        return;
      }
      link = transport;
      options.onOpen(transport);
    } catch (error) {
      opening = null;
      const fault = error instanceof TransportError ? error.fault : 'failed';
      status.set({ state: 'absent', trouble, lastError: fault });
      later();
    } finally {
      lookLater();
    }
  }

  return {
    start() {
      if (running) return;
      running = true;
      delayMs = firstMs;
      void attempt();
    },
    async stop() {
      running = false;
      if (retry) timers.clearTimeout(retry);
      if (watch) timers.clearTimeout(watch);
      retry = null;
      watch = null;
      const leaving = link ?? opening;
      // Told before the wire is closed: whoever waits for a reply need not wait for the end of a slow farewell.
      if (link) {
        link = null;
        options.onLost(new TransportError('closed', 'stopped'));
      }
      await leaving?.close();
      await farewell;
      status.set({ state: 'absent', trouble });
    },
    link: () => link,
    tell(bytes) {
      const to = link;
      to?.write(bytes, tellMs).catch((error: unknown) => {
        logger.warn({ device: status.get().kind, error: String(error) }, 'device takes no bytes');
        if (link === to) drop('stalled');
      });
    },
    drop,
    alive() {
      delayMs = firstMs;
    },
  };
}
