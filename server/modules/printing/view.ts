// Print jobs of the last days: what waits, what was sent, what nobody knows.
import type { ModuleDefinition } from '../../store/module.ts';
import type { CentreView, DayOpened } from '../centre/schema.ts';
import type { ServicesView } from '../services/schema.ts';
import {
  type JobsSlice,
  jobFinished,
  jobQueued,
  jobRequeued,
  jobStarted,
  type PrintingEvent,
  type PrintingSlice,
  type PrintingView,
  type PrintJob,
} from './schema.ts';

/** Business days whose finished jobs stay in memory, the open one included. */
const KEPT_DAYS = 2;
const LISTED_JOBS = 100;
/** Enough for the slips of every ticket page that can still be open. */
const RECENT_JOBS = 30;

export const printing: ModuleDefinition<PrintingView> = {
  name: 'printing',
  events: [jobQueued, jobStarted, jobFinished, jobRequeued],
  initial: () => ({ jobs: {}, queue: [], copies: {}, days: 0 }),
  fold(view, recorded) {
    const event = recorded as PrintingEvent | DayOpened;
    switch (event.type) {
      case 'printing.jobQueued': {
        const { jobId: id, kind, reference, copy } = event.data;
        const queuedAtMs = event.wallMs;
        view.jobs[id] = {
          id,
          kind,
          reference,
          copy,
          state: 'queued',
          dayIndex: view.days,
          queuedAtMs,
        };
        view.queue.push(id);
        view.copies[copiesKey(kind, reference)] = copy;
        break;
      }
      case 'printing.jobStarted':
        setState(view, event.data.jobId, 'sending');
        break;
      case 'printing.jobRequeued':
        setState(view, event.data.jobId, 'queued');
        break;
      case 'printing.jobFinished':
        setState(view, event.data.jobId, event.data.result);
        view.queue = view.queue.filter((id) => id !== event.data.jobId);
        break;
      case 'centre.dayOpened':
        view.days += 1;
        forgetOldJobs(view);
        break;
    }
  },
};

function setState(view: PrintingView, jobId: string, state: PrintJob['state']): void {
  const job = view.jobs[jobId];
  if (job) job.state = state;
}

function forgetOldJobs(view: PrintingView): void {
  const waiting = new Set(view.queue);
  for (const job of Object.values(view.jobs)) {
    if (waiting.has(job.id) || job.dayIndex > view.days - KEPT_DAYS) continue;
    delete view.jobs[job.id];
    delete view.copies[copiesKey(job.kind, job.reference)];
  }
}

export function copiesKey(kind: string, reference: string): string {
  return `${kind}:${reference}`;
}

/** The job to print next, or the one that was being sent when the power went. */
export function nextJob(view: PrintingView): PrintJob | null {
  const id = view.queue[0];
  return (id && view.jobs[id]) || null;
}

/**
 * Of no use any more: the ticket was called or the day is over. Listed, never printed at dawn.
 * A copy of today's ticket is always wanted: somebody asked for it.
 */
export function isStale(
  job: PrintJob,
  views: { services: ServicesView; centre: CentreView },
): boolean {
  if (job.kind !== 'ticket') return false;
  const ticket = views.services.tickets[job.reference];
  if (!ticket || ticket.day !== views.centre.day) return true;
  return job.copy === 1 && ticket.state !== 'waiting';
}

function newestFirst(view: PrintingView): PrintJob[] {
  return Object.values(view.jobs).reverse();
}

/** Slice `jobs` on the staff page. */
export function selectJobs(view: PrintingView, services: ServicesView): JobsSlice {
  return {
    jobs: newestFirst(view)
      .slice(0, LISTED_JOBS)
      .map((job) => ({ ...job, label: services.tickets[job.reference]?.number ?? '' })),
  };
}

/** Slice `printing` on the touchscreen. Of several copies the newest speaks. */
export function selectPrinting(view: PrintingView): PrintingSlice {
  const recent = newestFirst(view)
    .slice(0, RECENT_JOBS)
    .reverse()
    .map((job) => [job.reference, job.state] as const);
  return { waiting: view.queue.length, recent: Object.fromEntries(recent) };
}
