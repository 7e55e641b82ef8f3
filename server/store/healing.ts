// Getting a failed disk back: wait, reopen, and say so. A full disk gives up its ballast first, so that the day can be closed;
// it counts as healed once there is room beyond the ballast's. A disk without room for ballast is used, and staff are warned.
import type { Condition } from './condition.ts';
import { JournalFailure } from './journal.ts';
import type { Logger } from './logger.ts';
import type { Reserve, Room } from './reserve.ts';

export interface Healing {
  /** Only what cannot wait is written: the room is the ballast's. */
  readonly urgentOnly: boolean;
  /** The journal refused a write, or could not be opened for writing. Calls while it heals only add to what is known. */
  begin(error: unknown): void;
  /** The store can write: takes the reserve, and warns until there is room for it. */
  secure(): void;
  /** Gives up. */
  stop(): Promise<void>;
}

export interface HealingParts {
  readonly condition: Condition;
  readonly reserve: Reserve;
  readonly logger: Logger;
  delay(ms: number, signal: AbortSignal): Promise<void>;
  /** Opens the journal and takes on what it holds; null, or why it can only be read. */
  reopen(): Promise<JournalFailure | null>;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** Somebody may have made room for the reserve meanwhile. */
const RESERVE_RETRY_MS = 300_000;

export function createHealing(parts: HealingParts): Healing {
  const { condition, reserve, logger, delay, reopen } = parts;
  const stopping = new AbortController();
  let failure: unknown = null;
  let open = false;
  let running: Promise<void> | null = null;
  let healedMs = Number.NEGATIVE_INFINITY;
  let retryMs = FIRST_RETRY_MS;
  let securing: Promise<void> | null = null;

  async function heal(): Promise<void> {
    // A disk that takes a new segment and fails at the next write must not be tried every second.
    if (performance.now() - healedMs > LAST_RETRY_MS * 2) retryMs = FIRST_RETRY_MS;
    for (;;) {
      await delay(retryMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      try {
        const room = await attempt();
        if (room !== 'full') return healed(room);
      } catch (error) {
        fail(error);
      }
    }
  }

  function healed(room: Room): void {
    healedMs = performance.now();
    running = null;
    condition.writable(room === 'spare' ? 'RESERVE_MISSING' : undefined);
  }

  async function attempt(): Promise<Room> {
    const full = failure instanceof JournalFailure && failure.reason === 'DISK_FULL';
    if (!open) {
      if (full) await reserve.release();
      const refusal = await reopen();
      if (refusal !== null) fail(refusal);
      open = refusal === null;
    }
    if (!open) return 'full';
    // A disk that was not full has room; `secure` looks how much.
    return full ? reserve.hold() : 'reserved';
  }

  async function secure(): Promise<void> {
    while (!stopping.signal.aborted) {
      const room = condition.status.state === 'writable' ? await take() : null;
      // The disk may have failed meanwhile: then it is not for the reserve to say that all is well.
      if (room !== null && condition.status.state === 'writable') {
        condition.writable(room === 'reserved' ? undefined : 'RESERVE_MISSING');
        if (room === 'reserved') return;
      }
      await delay(RESERVE_RETRY_MS, stopping.signal).catch(() => undefined);
    }
  }

  async function take(): Promise<Room> {
    try {
      return await reserve.hold();
    } catch (error) {
      logger.warn({ err: error }, 'the ballast cannot be made');
      return 'full';
    }
  }

  function fail(error: unknown): void {
    failure = error;
    open = false;
    condition.readOnly(error);
  }

  return {
    get urgentOnly() {
      return running !== null && open;
    },
    begin(error) {
      fail(error);
      running ??= heal();
    },
    secure() {
      securing ??= secure().finally(() => {
        securing = null;
      });
    },
    async stop() {
      stopping.abort();
      await running;
      await securing;
    },
  };
}
