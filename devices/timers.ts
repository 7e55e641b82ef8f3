// The clock of drivers and of the spool, passed in so that tests can bring their own.

export type TimerHandle = ReturnType<typeof setTimeout>;
export interface Timers {
  /** Milliseconds that never go back; only differences mean anything. */
  monotonicMs(): number;
  wallMs(): number;
  setTimeout(run: () => void, delayMs: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

export const systemTimers: Timers = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimeout: (run, delayMs) => setTimeout(run, delayMs),
  clearTimeout: (handle) => clearTimeout(handle),
};

export function sleep(timers: Timers, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    timers.setTimeout(resolve, delayMs);
  });
}

/** Resolves when the work has settled, after `limitMs` at the latest. */
export async function atMost(
  timers: Timers,
  limitMs: number,
  work: Promise<unknown>,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = timers.setTimeout(resolve, limitMs);
    const done = () => {
      timers.clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });
}
