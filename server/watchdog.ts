// Tells systemd that the kiosk is ready, alive, stopping. A kiosk that hangs stops telling, and is killed and started again.
// Messages go out by `systemd-notify`: Node cannot open the datagram socket, and a native module only for that is not worth it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Supervision } from '../config/load.ts';
import type { Logger } from './store/logger.ts';

export interface Watchdog {
  /** The doors are open: systemd starts what waits for the kiosk, and begins to count. */
  ready(): Promise<void>;
  /** No signs of life any more; systemd waits for the end. */
  stopping(): Promise<void>;
}

export interface WatchdogOptions {
  /** null: nobody watches, and nothing is sent. */
  readonly supervision: Supervision | null;
  /**
   * Settles, either way, once the parts that must not hang have answered; while it waits, no sign of life is sent. A full disk
   * is an answer: starting again would not empty it, and the screens go on reading.
   */
  readonly probe: () => Promise<unknown>;
  readonly logger: Logger;
  readonly send?: (message: string) => Promise<unknown>;
}

/** A sign of life may get lost once, and come late once, before systemd acts. */
const SIGNS_PER_TIMEOUT = 3;

export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { supervision, probe, logger, send = notify } = options;
  let next: NodeJS.Timeout | null = null;
  let stopped = false;

  async function say(message: string): Promise<void> {
    if (supervision === null) return;
    await send(message).catch((error: unknown) => {
      logger.warn({ err: error, message }, 'systemd was not told');
    });
  }

  async function signOfLife(): Promise<void> {
    await probe().catch(() => {});
    if (stopped) return;
    await say('WATCHDOG=1');
    schedule();
  }

  /** From the end of one to the next: a slow disk delays signs of life, it does not pile them up. */
  function schedule(): void {
    if (stopped || !supervision?.watchdogMs) return;
    next = setTimeout(() => void signOfLife(), supervision.watchdogMs / SIGNS_PER_TIMEOUT);
  }

  return {
    async ready() {
      await say('READY=1');
      schedule();
    },
    async stopping() {
      stopped = true;
      if (next !== null) clearTimeout(next);
      await say('STOPPING=1');
    },
  };
}

const run = promisify(execFile);

/** NOTIFY_SOCKET is inherited. A manager that does not take the message within this time is not waited for. */
function notify(message: string): Promise<unknown> {
  return run('systemd-notify', [message], { timeout: 5000 });
}
