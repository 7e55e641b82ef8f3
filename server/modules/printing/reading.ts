// What other modules may ask of the print jobs: which copy of a slip would be the next.
import type { PrintingView, PrintJob } from './schema.ts';

type Of = Pick<PrintJob, 'kind' | 'reference'>;

export function jobsOf(view: PrintingView, { kind, reference }: Of): PrintJob[] {
  return Object.values(view.jobs).filter((job) => job.kind === kind && job.reference === reference);
}

/** A slip of the record is still to come: another one would be one too many. */
export function isOnTheWay(view: PrintingView, of: Of): boolean {
  return jobsOf(view, of).some(({ state }) => state === 'queued' || state === 'sending');
}

/**
 * Which copy the next one of a record is, when `copy` is the highest queued so far. What was called off before its first byte
 * was never on paper: then the next is still the original. Whatever else is known of it, or nobody knows any more, the next
 * one is marked.
 */
export function copyAfter(view: PrintingView, of: Of, copy: number): number {
  const jobs = jobsOf(view, of);
  const untouched =
    jobs.length > 0 && jobs.every(({ state }) => state === 'stale' || state === 'cancelled');
  return untouched ? Math.max(copy, 1) : copy + 1;
}
