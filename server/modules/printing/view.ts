// Print jobs of the last days: what waits, what was sent, what nobody knows.
import type { ModuleDefinition } from '../../store/module.ts';
import { checklistName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView, DayOpened } from '../centre/schema.ts';
import { closingOf, orderById } from '../orders/reading.ts';
import type { OrdersView } from '../orders/schema.ts';
import type { ServicesView } from '../services/schema.ts';
import { copyAfter } from './reading.ts';
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
  type StaleReason,
} from './schema.ts';

/** Business days whose finished jobs stay in memory, the open one included. */
const KEPT_DAYS = 2;
const LISTED_JOBS = 100;
const LISTED_STALE = 200;
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
        const { jobId: id, kind, reference, copy, asked = false } = event.data;
        const queuedAtMs = event.wallMs;
        view.jobs[id] = {
          id,
          kind,
          reference,
          copy,
          state: 'queued',
          asked,
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

/** As long as whoever asked for a checklist may still stand there; it is printed again at a tap. */
const CHECKLIST_WAITS_MS = 10 * 60_000;

interface Hall {
  printing: PrintingView;
  catalogue: CatalogueView;
  services: ServicesView;
  centre: CentreView;
  orders: OrdersView;
}

/** Of no use any more: the ticket was called or the day is over. Listed, never printed at dawn. */
export function isStale(job: PrintJob, views: Hall, nowMs: number): boolean {
  const today = job.dayIndex === views.printing.days;
  if (job.kind === 'materials' && !job.asked) {
    return !today || nowMs - job.queuedAtMs > CHECKLIST_WAITS_MS;
  }
  if (job.asked || (job.kind !== 'ticket' && job.kind !== 'order')) return !today;
  return job.kind === 'ticket'
    ? ticketReason(job, views) !== null
    : !today || isFetched(job, views);
}

/** Nobody needs a slip to fetch what is fetched, cancelled or expired. */
function isFetched({ reference }: PrintJob, { orders }: Pick<Hall, 'orders'>): boolean {
  const order = orderById(orders, reference);
  return order === null || order.over !== null;
}

function staleReason(job: PrintJob, views: Hall): StaleReason | null {
  if (job.kind === 'ticket') return ticketReason(job, views);
  if (job.kind === 'order' && isFetched(job, views)) return 'orderOver';
  return job.dayIndex === views.printing.days ? 'tooLate' : 'oldDay';
}

function ticketReason(
  { reference }: PrintJob,
  { services, centre }: Pick<Hall, 'services' | 'centre'>,
): StaleReason | null {
  const ticket = services.tickets[reference];
  if (!ticket || ticket.day !== centre.day) return 'oldDay';
  // A transferred ticket waits again, and whoever holds it was at a window before.
  return ticket.state === 'waiting' && !ticket.calledBefore ? null : 'called';
}

/** Which copy the next one of a record is. */
export function nextCopy(view: PrintingView, { kind, reference, copy }: PrintJob): number {
  const of = { kind, reference };
  return copyAfter(view, of, view.copies[copiesKey(kind, reference)] ?? copy);
}

function newestFirst(view: PrintingView): PrintJob[] {
  return Object.values(view.jobs).reverse();
}

/** Slice `jobs` on the staff page. */
export function selectJobs(views: Hall): JobsSlice {
  const { printing: view } = views;
  const listed = (job: PrintJob) => ({ ...job, label: labelOf(job, views) });
  return {
    jobs: newestFirst(view).slice(0, LISTED_JOBS).map(listed),
    waiting: view.queue.length,
    stale: Object.values(view.jobs)
      .filter(({ state }) => state === 'stale')
      .slice(0, LISTED_STALE)
      .map((job) => ({
        ...listed(job),
        reason: staleReason(job, views) ?? 'oldDay',
      })),
  };
}

function labelOf({ kind, reference }: PrintJob, { services, catalogue, orders }: Hall): string {
  switch (kind) {
    case 'materials':
      return checklistName(catalogue, reference) ?? '';
    case 'order':
    case 'receipt':
      return orderById(orders, reference)?.code ?? '';
    case 'takings':
      return closingOf(reference)?.day ?? '';
    default:
      return services.tickets[reference]?.number ?? '';
  }
}

/** Slice `printing` on the touchscreen. Of several copies the newest speaks. */
export function selectPrinting(view: PrintingView): PrintingSlice {
  const recent = newestFirst(view)
    .slice(0, RECENT_JOBS)
    .reverse()
    .map((job) => [job.reference, job.state] as const);
  return { waiting: view.queue.length, recent: Object.fromEntries(recent) };
}
