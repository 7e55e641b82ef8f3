// Staff see the jobs, print another copy, cancel what waits, dismiss what came too late, print a test slip.
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import type { OrdersView } from '../orders/schema.ts';
import type { ServicesView } from '../services/schema.ts';
import { cancelJob, dismissStale, queueTestSlip, reprint } from './commands.ts';
import {
  DismissBody,
  DismissReply,
  JobList,
  JobReply,
  type PrintingView,
  printingRefusals,
  TestSlipBody,
} from './schema.ts';
import { selectJobs } from './view.ts';

interface Deps {
  store: Store<{
    printing: PrintingView;
    services: ServicesView;
    catalogue: CatalogueView;
    centre: CentreView;
    orders: OrdersView;
  }>;
  printerSetUp: () => boolean;
}
const JobParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const config = { roles: ['window', 'manager', 'admin'] } as const;

export function staffRoutes(app: App, { store, printerSetUp }: Deps): void {
  function needPrinter(): void {
    if (!printerSetUp()) {
      throw new ProblemError('PRINTER_MISSING', printingRefusals.PRINTER_MISSING);
    }
  }
  app.get('/api/printing/jobs', { schema: { response: { 200: JobList } }, config }, () =>
    store.read(selectJobs),
  );
  app.post(
    '/api/printing/jobs/:id/reprint',
    { schema: { params: JobParams, body: TestSlipBody, response: { 201: JobReply } }, config },
    async (request, reply) => {
      needPrinter();
      reply.code(201);
      return run(store, reprint, request, { jobId: request.params.id });
    },
  );
  app.post(
    '/api/printing/jobs/:id/cancellation',
    { schema: { params: JobParams, body: TestSlipBody, response: { 200: JobReply } }, config },
    (request) => run(store, cancelJob, request, { jobId: request.params.id }),
  );
  app.post(
    '/api/printing/dismissals',
    { schema: { body: DismissBody, response: { 200: DismissReply } }, config },
    (request) => run(store, dismissStale, request, request.body),
  );
  app.post(
    '/api/printing/test-slips',
    { schema: { body: TestSlipBody, response: { 201: JobReply } }, config },
    async (request, reply) => {
      needPrinter();
      reply.code(201);
      return run(store, queueTestSlip, request, request.body);
    },
  );
}
