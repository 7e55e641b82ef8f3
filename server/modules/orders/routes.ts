// Orders from the touchscreen.
import type { FastifyRequest } from 'fastify';
import { type App, run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import { type Reads, reserveOrder } from './commands.ts';
import { OrderRequest, ReservationReply } from './page-schema.ts';

export interface OrderDeps {
  readonly store: Store<Reads>;
  /** For orders made there: a paired screen may be too far from the printer. */
  readonly printerSetUp: (request: FastifyRequest) => boolean;
}

export function touchRoutes(app: App, { store, printerSetUp }: OrderDeps): void {
  app.post(
    '/api/workshop/orders',
    { schema: { body: OrderRequest, response: { 201: ReservationReply } } },
    (request, reply) => {
      reply.code(201);
      const print = printerSetUp(request);
      return run(store, reserveOrder, request, { ...request.body, source: 'touch', print });
    },
  );
}
