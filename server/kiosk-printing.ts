// The spool as this kiosk runs it: jobs of the printing module, slips of the modules that have something to print.
import type { Logger } from '../devices/logger.ts';
import type { Slip } from '../devices/slip.ts';
import { executeAs } from './kiosk-actor.ts';
import type { KioskDevices } from './kiosk-devices.ts';
import { checklistSlip } from './modules/catalogue/receipt.ts';
import { accountName } from './modules/orders/pages.ts';
import { orderSlip, receiptSlip, takingsSlip } from './modules/orders/receipt.ts';
import { finishJob, reprint, requeueJob, startJob } from './modules/printing/commands.ts';
import { type PrinterFacts, testSlip } from './modules/printing/receipt.ts';
import type { PrintingView, PrintJob } from './modules/printing/schema.ts';
import { copiesKey, isStale, nextJob } from './modules/printing/view.ts';
import type { Views } from './modules/registry.ts';
import { missingSlip, ticketSlip } from './modules/services/receipt.ts';
import { billSlip } from './modules/shares/receipt.ts';
import { createSpool, type Spool } from './printing/spool.ts';
import { linkOf } from './privacy/codes.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { StoreHandle } from './store/execute.ts';
import type { Store } from './store/store.ts';

const PART = 'spool';

export function createKioskSpool(parts: {
  readonly store: Store<Views> & Pick<StoreHandle<Views>, 'time'>;
  readonly printer: KioskDevices['printer'];
  /** As they are when a slip is made. */
  readonly printerFacts: () => PrinterFacts;
  readonly privacy: Pick<Privacy, 'sign'>;
  /** Where phones may follow a slip's code; null: nowhere. */
  readonly publicUrl: string | null;
  readonly logger: Logger;
  /** The spool's own when not given. */
  readonly retryMs?: number;
}): Spool {
  const { store, printer, printerFacts, privacy, publicUrl, logger } = parts;
  const sign = (id: string) => {
    const code = privacy.sign('ticket', id);
    return publicUrl === null ? code : linkOf(publicUrl, code);
  };
  const spool = createSpool<Views, PrintJob>({
    store,
    printer,
    logger,
    ...(parts.retryMs !== undefined && { retryMs: parts.retryMs }),
    commands: {
      start: (jobId) => executeAs(PART, store, startJob, { jobId }),
      finish: (jobId, result) => executeAs(PART, store, finishJob, { jobId, result }),
      requeue: (jobId) => executeAs(PART, store, requeueJob, { jobId }),
      reprint: (jobId) => executeAs(PART, store, reprint, { jobId }),
    },
    next: ({ printing }) => nextJob(printing),
    unsettled: ({ printing }) => unsettledJobs(printing),
    isStale: (job, views) => isStale(job, views, store.time().wallMs),
    slipFor: (job, views) =>
      slipFor(job, views, {
        sign,
        signOrder: (id) => privacy.sign('order', id),
        onPhones: publicUrl !== null,
        printerFacts: printerFacts(),
      }),
  });
  return {
    start: spool.start,
    async stop() {
      const settled = spool.stop();
      // A mute printer would keep the job in hand, and its fate must be in the journal before the store closes.
      await printer.stop();
      await settled;
    },
  };
}

/** Originals that may or may not be on paper, and of which nobody has asked for another copy since. */
function unsettledJobs(view: PrintingView): PrintJob[] {
  return Object.values(view.jobs).filter(
    ({ state, copy, kind, reference }) =>
      state === 'unconfirmed' && copy === 1 && view.copies[copiesKey(kind, reference)] === 1,
  );
}

function slipFor(
  job: PrintJob,
  views: Views,
  {
    printerFacts,
    signOrder,
    ...code
  }: {
    sign: (ticketId: string) => string;
    signOrder: (orderId: string) => string;
    onPhones: boolean;
    printerFacts: PrinterFacts;
  },
): Slip | null {
  const { profile } = views.centre;
  if (!profile) return null;
  const { kind, reference, copy } = job;
  switch (kind) {
    case 'ticket':
      return ticketSlip(views, reference, { profile, copy, ...code });
    case 'order':
      return orderSlip(views, reference, { profile, copy, sign: signOrder });
    case 'receipt':
      return receiptSlip(views, reference, { profile, copy });
    case 'takings': {
      const byName = (accountId: string) => accountName(views.accounts, accountId);
      return takingsSlip(views, reference, { profile, copy, byName });
    }
    case 'missing':
      return missingSlip(views, reference, { profile, copy });
    case 'materials':
      return checklistSlip(views.catalogue, reference, { profile, copy });
    case 'shares':
      return billSlip(views, reference, { profile, copy });
    case 'test':
      return testSlip(profile, printerFacts, copy);
  }
}
