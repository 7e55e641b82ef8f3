// How told ranges went, one by one, and by how much the next ones are widened for it. What managers see of it is counted from
// the history (told-waits.ts).
import type { WaitRange, Widening } from './estimate.ts';

/** `late`: it took longer than told. */
export interface Outcome {
  readonly side: 'early' | 'inside' | 'late';
  /** Actual wait less the middle of the range. */
  readonly errorMs: number;
}

const MINUTE_MS = 60_000;
/** What P20 and P80 promise: one of five waits less, one of five longer. */
const ALLOWED = 0.2;
/** How far one outcome moves a factor: some twenty misses in a row double it. */
const STEP = 0.05;
const WIDEST = 4;

export const NOT_WIDENED: Widening = { low: 1, high: 1 };

export function outcomeOf({ lowMinutes, highMinutes }: WaitRange, actualMs: number): Outcome {
  const middleMs = ((lowMinutes + highMinutes) / 2) * MINUTE_MS;
  const errorMs = actualMs - middleMs;
  if (actualMs < lowMinutes * MINUTE_MS) return { side: 'early', errorMs };
  return { side: actualMs > highMinutes * MINUTE_MS ? 'late' : 'inside', errorMs };
}

/** After one ticket that was told a range and then was called. */
export function widenedBy({ low, high }: Widening, { side }: Outcome): Widening {
  return { low: corrected(low, side === 'early'), high: corrected(high, side === 'late') };
}

/**
 * Adaptive conformal inference (Gibbs and Candès, 2021), each side for itself: a miss widens by more than a hit narrows, so
 * that in the long run one of five misses, whatever the replay does not know of the hall.
 */
function corrected(factor: number, missed: boolean): number {
  const next = factor * Math.exp(STEP * ((missed ? 1 : 0) - ALLOWED));
  return Math.min(WIDEST, Math.max(1, next));
}
