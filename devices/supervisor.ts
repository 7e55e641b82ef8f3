// Keeps one device connected: absent → opening → open, and again after a loss, backing off 1 → 30 s with jitter.
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
  /** The driver found the connection dead: lets go of it and opens another one after a pause. */
  drop(reason: string): void;
  /** The device answered: the next loss backs off from the start again. */
  alive(): void;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { open, status, logger, timers = systemTimers, random = Math.random } = options;
  const { firstMs, maxMs } = options.backOff ?? { firstMs: 1_000, maxMs: 30_000 };
  const trouble = options.troubleWhileLost ?? null;
  let running = false;
  let link: Transport | null = null;
  let opening: Transport | null = null;
  let retry: TimerHandle | null = null;
  let delayMs = firstMs;
  /** Connections that are on their way out; a printer may accept only one at a time. */
  let farewell: Promise<void> = Promise.resolve();

  function later(): void {
    if (!running || retry) return;
    // Jitter ± 20 %: several kiosks at one printer must not knock in step.
    const waitMs = delayMs * (0.8 + 0.4 * random());
    delayMs = Math.min(delayMs * 2, maxMs);
    retry = timers.setTimeout(() => {
      retry = null;
      void attempt();
    }, waitMs);
  }

  function lose(from: Transport, error: TransportError): void {
    if (link !== from) return;
    link = null;
    status.set({ state: 'absent', trouble, paperNearEnd: false, lastError: error.fault });
    logger.warn({ device: status.get().kind, fault: error.fault }, 'device lost');
    options.onLost(error);
    later();
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
      retry = null;
      const leaving = link ?? opening;
      await leaving?.close();
      await farewell;
      link = null;
      status.set({ state: 'absent', trouble });
    },
    link: () => link,
    drop(reason) {
      const dead = link;
      if (!dead) return;
      lose(dead, new TransportError('failed', reason));
      status.set({ lastError: reason });
      farewell = dead.close();
    },
    alive() {
      delayMs = firstMs;
    },
  };
}
