// How good the told ranges were, for managers, and by how much the next ones are widened. Small enough for a view: counters by
// day, the last outcomes, two factors.
import type { WaitRange } from './estimate.ts';

export interface Accuracy {
  /** By business day, the last ones only. */
  days: Record<string, OutcomeCounts>;
  /** The latest outcomes, oldest first. */
  recent: Outcome[];
  /** For the next estimate. */
  widening: { low: number; high: number };
}
/** `late`: it took longer than told. */
export type OutcomeSide = 'early' | 'inside' | 'late';
export interface Outcome {
  side: OutcomeSide;
  /** Actual wait less the middle of the range. */
  errorMs: number;
}
export interface OutcomeCounts {
  count: number;
  inside: number;
  late: number;
  absoluteErrorMs: number;
  errorMs: number;
}
export interface AccuracyFigures {
  count: number;
  /** Of 1; null when nothing was measured. */
  insideShare: number | null;
  lateShare: number | null;
  meanAbsoluteErrorMinutes: number | null;
  /** Positive: people waited longer than the middle of what they were told. */
  biasMinutes: number | null;
}
export interface AccuracySummary {
  recent: AccuracyFigures;
  /** Oldest first. */
  days: ({ day: string } & AccuracyFigures)[];
}

const MINUTE_MS = 60_000;
const KEPT_DAYS = 60;
const KEPT_OUTCOMES = 200;
/** What P20 and P80 promise: one of five waits less, one of five longer. */
const ALLOWED = 0.2;
/** How far one outcome moves a factor: some twenty misses in a row double it. */
const STEP = 0.05;
const WIDEST = 4;

export function initialAccuracy(): Accuracy {
  return { days: {}, recent: [], widening: { low: 1, high: 1 } };
}

/** Folds one ticket that was told a range and then was called. */
export function recordOutcome(
  accuracy: Accuracy,
  day: string,
  predicted: WaitRange,
  actualMs: number,
): void {
  const outcome = outcomeOf(predicted, actualMs);
  accuracy.recent = [...accuracy.recent, outcome].slice(-KEPT_OUTCOMES);
  accuracy.days[day] = add(accuracy.days[day] ?? noOutcomes(), outcome);
  for (const old of Object.keys(accuracy.days).sort().slice(0, -KEPT_DAYS)) {
    delete accuracy.days[old];
  }
  const { side } = outcome;
  const { low, high } = accuracy.widening;
  accuracy.widening = {
    low: corrected(low, side === 'early'),
    high: corrected(high, side === 'late'),
  };
}

/**
 * Adaptive conformal inference (Gibbs and Candès, 2021), each side for itself: a miss widens by more than a hit narrows, so
 * that in the long run one of five misses, whatever the replay does not know of the hall.
 */
function corrected(factor: number, missed: boolean): number {
  const next = factor * Math.exp(STEP * ((missed ? 1 : 0) - ALLOWED));
  return Math.min(WIDEST, Math.max(1, next));
}

export function summary({ days, recent }: Accuracy): AccuracySummary {
  return {
    recent: figures(recent.reduce(add, noOutcomes())),
    days: Object.keys(days)
      .sort()
      .map((day) => ({ day, ...figures(days[day] ?? noOutcomes()) })),
  };
}

export function outcomeOf({ lowMinutes, highMinutes }: WaitRange, actualMs: number): Outcome {
  const middleMs = ((lowMinutes + highMinutes) / 2) * MINUTE_MS;
  const errorMs = actualMs - middleMs;
  if (actualMs < lowMinutes * MINUTE_MS) return { side: 'early', errorMs };
  return { side: actualMs > highMinutes * MINUTE_MS ? 'late' : 'inside', errorMs };
}

function noOutcomes(): OutcomeCounts {
  return { count: 0, inside: 0, late: 0, absoluteErrorMs: 0, errorMs: 0 };
}

function add(counts: OutcomeCounts, { side, errorMs }: Outcome): OutcomeCounts {
  return {
    count: counts.count + 1,
    inside: counts.inside + (side === 'inside' ? 1 : 0),
    late: counts.late + (side === 'late' ? 1 : 0),
    absoluteErrorMs: counts.absoluteErrorMs + Math.abs(errorMs),
    errorMs: counts.errorMs + errorMs,
  };
}

function figures({
  count,
  inside,
  late,
  absoluteErrorMs,
  errorMs,
}: OutcomeCounts): AccuracyFigures {
  const mean = (sum: number) => (count === 0 ? null : sum / count);
  return {
    count,
    insideShare: mean(inside),
    lateShare: mean(late),
    meanAbsoluteErrorMinutes: mean(absoluteErrorMs / MINUTE_MS),
    biasMinutes: mean(errorMs / MINUTE_MS),
  };
}
