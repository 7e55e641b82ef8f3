// Who has failed too often waits, longer each time. Attempts count when they begin, so that parallel guesses gain nothing.

export interface LockoutOptions {
  /** Attempts before the first wait. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** After this long without an attempt a key is as good as new. */
  readonly forgetAfterMs: number;
  /** Monotonic milliseconds: a lock never ends because somebody set the clock. */
  readonly now: () => number;
}

export interface Lockouts {
  /** Counts an attempt; 0 when it may go on, else how long to wait. A refused attempt is not counted. */
  begin(key: string): number;
  /** The attempt was right: nothing is held against the key any more. */
  clear(key: string): void;
  /** The attempt was not a failure, but earlier ones still count. */
  undo(key: string): void;
}

interface Record {
  failures: number;
  lockedUntil: number;
  lastAt: number;
}

/** Keys come from outside: a flood of invented names must not eat the memory. */
const MOST_KEYS = 10_000;

export function createLockouts(options: LockoutOptions): Lockouts {
  const { free, firstWaitMs, longestWaitMs, forgetAfterMs, now } = options;
  const records = new Map<string, Record>();

  function recordOf(key: string): Record {
    const known = records.get(key);
    const fresh = known && now() - Math.max(known.lastAt, known.lockedUntil) < forgetAfterMs;
    const record = fresh ? known : { failures: 0, lockedUntil: 0, lastAt: 0 };
    // Put last, so that the first key of the map is the one that rested longest.
    records.delete(key);
    records.set(key, record);
    if (records.size > MOST_KEYS) {
      const [oldest] = records.keys();
      if (oldest !== undefined) records.delete(oldest);
    }
    return record;
  }

  function lock(record: Record): void {
    const over = record.failures - free;
    record.lockedUntil =
      over < 0 ? 0 : now() + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(over, 20));
  }

  return {
    begin(key) {
      const record = recordOf(key);
      const waitMs = record.lockedUntil - now();
      if (waitMs > 0) return Math.ceil(waitMs);
      record.failures += 1;
      record.lastAt = now();
      lock(record);
      return 0;
    },
    clear(key) {
      records.delete(key);
    },
    undo(key) {
      const record = records.get(key);
      if (!record) return;
      record.failures = Math.max(0, record.failures - 1);
      if (record.failures < free) record.lockedUntil = 0;
    },
  };
}
