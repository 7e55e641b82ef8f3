// When the next write sets off. Usually once everybody has come whom the last one woke: one flush then serves all. Where
// deciding all their commands takes longer than a flush, half of them is enough: the disk works on one half while the
// processor works on the other, and neither waits. On a slow disk halves would only double the flushes.

export interface Pace {
  /** So many waiting commands set off a write, of `outstanding` that are waiting or about to come. */
  enough(outstanding: number): number;
  /** A write took so long, its flush included. */
  wrote(ms: number): void;
  /** So many commands were decided in such a time. */
  decided(commands: number, ms: number): void;
}

/** Of the newest measurement in the running mean: a pause for garbage must not change the pace. */
const WEIGHT = 0.1;

export function createPace(): Pace {
  let flushMs = 0;
  let decideMs = 0;
  return {
    enough: (outstanding) =>
      decideMs * outstanding > flushMs ? Math.ceil(outstanding / 2) : Number.POSITIVE_INFINITY,
    wrote(ms) {
      flushMs += (ms - flushMs) * WEIGHT;
    },
    decided(commands, ms) {
      decideMs += (ms / commands - decideMs) * WEIGHT;
    },
  };
}
