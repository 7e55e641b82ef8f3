// Getting a failed disk back: wait, reopen, and say so. A full disk gives up its ballast first, so that the day can be closed;
// it counts as healed once the ballast fits again.
import type { Condition } from './condition.ts';
import { JournalFailure } from './journal.ts';
import type { Reserve } from './reserve.ts';

export interface Healing {
  /** Only what cannot wait is written: the room is the ballast's. */
  readonly urgentOnly: boolean;
  /** The journal refused a write, or could not be opened for writing. Calls while it heals only add to what is known. */
  begin(error: unknown): void;
  /** Gives up. */
  stop(): Promise<void>;
}

export interface HealingParts {
  readonly condition: Condition;
  readonly reserve: Reserve;
  delay(ms: number, signal: AbortSignal): Promise<void>;
  /** Opens the journal and takes on what it holds; null, or why it can only be read. */
  reopen(): Promise<JournalFailure | null>;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export function createHealing({ condition, reserve, delay, reopen }: HealingParts): Healing {
  const stopping = new AbortController();
  let failure: unknown = null;
  let open = false;
  let running: Promise<void> | null = null;
  let healedMs = Number.NEGATIVE_INFINITY;
  let retryMs = FIRST_RETRY_MS;

  async function heal(): Promise<void> {
    // A disk that takes a new segment and fails at the next write must not be tried every second.
    if (performance.now() - healedMs > LAST_RETRY_MS * 2) retryMs = FIRST_RETRY_MS;
    for (;;) {
      await delay(retryMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      try {
        if (await attempt()) break;
      } catch (error) {
        fail(error);
      }
    }
    healedMs = performance.now();
    running = null;
    condition.writable();
  }

  async function attempt(): Promise<boolean> {
    const full = failure instanceof JournalFailure && failure.reason === 'DISK_FULL';
    if (!open) {
      if (full) await reserve.release();
      const refusal = await reopen();
      if (refusal !== null) fail(refusal);
      open = refusal === null;
    }
    return open && (!full || (await reserve.hold()));
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
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
