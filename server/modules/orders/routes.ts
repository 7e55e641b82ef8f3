// Orders from the touchscreen, and the desk where they are paid and fetched.
import type {} from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import type { Store } from '../../store/store.ts';
import { refuse as refuseVisitor } from '../attendance/schema.ts';
import { printingRefusals } from '../printing/schema.ts';
import {
  cancelOrder,
  packOrder,
  payOrder,
  pickUpOrder,
  type Reads,
  reserveOrder,
} from './commands.ts';
import { type DeskReads, forgetBuyer, printSlip } from './desk-commands.ts';
import {
  type BuyerBy,
  DoneReply,
  EmptyBody,
  FindQuery,
  FoundOrders,
  OrderParams,
  OrderRequest,
  OutsideSaleBody,
  PaymentRequest,
  PickUpRequest,
  ReasonRequest,
  RefundReply,
  RefundRequest,
  ReservationReply,
  SaleReply,
  SaleRequest,
  ShownOrder,
  SlipCodeParams,
  SlipReply,
  SlipRequest,
} from './page-schema.ts';
import { findByCode, findOrders, selectOrder } from './pages.ts';
import { refundLines, sellGoods, sellOutside, undoSale } from './sale-commands.ts';
import { type OrdersRefusal, ordersRefusals } from './schema.ts';

/** Cards as the reader holds them for a minute. */
export interface Cards {
  take(
    readId: string,
  ): { readonly name: string; readonly idNumber: string; readonly birthDate: string | null } | null;
}
export interface OrderDeps {
  readonly store: Store<Reads & DeskReads>;
  readonly privacy: Pick<Privacy, 'readCode'>;
  readonly cards: Cards;
  /** For orders made there: a paired screen may be too far from the printer. */
  readonly printerSetUp: (request: FastifyRequest) => boolean;
}

const PHONES_PER_MINUTE = 20;
/** Phones: too slow to go through a phone book and see who has bought their share. */
const limited = {
  rateLimit: {
    timeWindow: '1 minute',
    // The body is known only then.
    hook: 'preHandler',
    max: PHONES_PER_MINUTE,
    allowList: ({ body }: FastifyRequest) => (body as OrderRequest).by?.method !== 'phone',
  },
} as const;
export const desk = { roles: ['host', 'window', 'manager', 'admin'] } as const;
const managers = { roles: ['manager', 'admin'] } as const;

export function touchRoutes(app: App, deps: OrderDeps): void {
  reservationRoute(app, deps, 'touch');
  app.get(
    '/api/workshop/orders/:code',
    { schema: { params: SlipCodeParams, response: { 200: ShownOrder } } },
    async ({ params }) => {
      const code = deps.privacy.readCode(params.code);
      // Ids are easy to guess, and the six digits hand the goods over: only who holds the slip sees them.
      if (code?.kind !== 'order') throw problem('ORDER_NOT_FOUND');
      const order = await deps.store.read((views) => selectOrder(views, code.id));
      if (!order) throw problem('ORDER_FORGOTTEN');
      return order;
    },
  );
}

function reservationRoute(
  app: App,
  { store, cards, printerSetUp }: OrderDeps,
  source: 'touch' | 'desk',
): void {
  const config = source === 'touch' ? limited : desk;
  app.post(
    '/api/workshop/orders',
    { schema: { body: OrderRequest, response: { 201: ReservationReply } }, config },
    async (request, reply) => {
      const { by, ...wanted } = request.body;
      const buyer = by && withCard(by, cards);
      const print = printerSetUp(request);
      reply.code(201);
      return run(store, reserveOrder, request, {
        ...wanted,
        ...(buyer && { by: buyer }),
        source,
        print,
      });
    },
  );
}

function withCard(by: NonNullable<OrderRequest['by']>, cards: Cards): BuyerBy {
  if (by.method !== 'idCard') return by;
  const card = cards.take(by.readId);
  if (!card) {
    const { refused, status } = refuseVisitor('CARD_READ_EXPIRED');
    throw new ProblemError(refused, status);
  }
  const { name, idNumber, birthDate } = card;
  return { method: 'idCard', card: { name, idNumber, birthDate } };
}

export function staffRoutes(app: App, deps: OrderDeps): void {
  const { store, privacy } = deps;
  reservationRoute(app, deps, 'desk');
  app.get(
    '/api/workshop/orders',
    { schema: { querystring: FindQuery, response: { 200: FoundOrders } }, config: desk },
    async ({ query: { find } }) => {
      const text = find.trim();
      const code = privacy.readCode(text);
      if (code?.kind !== 'order') return store.read((views) => findOrders(views, text, store.open));
      const found = await store.read((views) => findByCode(views, code.id, store.open));
      if (!found) throw problem('ORDER_FORGOTTEN');
      return found;
    },
  );
  orderSteps(app, deps);
  saleRoutes(app, deps);
}

function orderSteps(app: App, { store, printerSetUp }: OrderDeps): void {
  const done = { params: OrderParams, response: { 200: DoneReply } };
  app.post(
    '/api/workshop/orders/:id/payment',
    { schema: { ...done, body: PaymentRequest }, config: desk },
    (request) => run(store, payOrder, request, { orderId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/workshop/orders/:id/packing',
    { schema: { ...done, body: EmptyBody }, config: desk },
    (request) => run(store, packOrder, request, { orderId: request.params.id }),
  );
  app.post(
    '/api/workshop/orders/:id/pick-up',
    { schema: { ...done, body: PickUpRequest }, config: desk },
    (request) => run(store, pickUpOrder, request, { orderId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/workshop/orders/:id/cancellation',
    { schema: { ...done, body: ReasonRequest }, config: desk },
    (request) => run(store, cancelOrder, request, { orderId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/workshop/orders/:id/refunds',
    {
      schema: { params: OrderParams, body: RefundRequest, response: { 200: RefundReply } },
      config: desk,
    },
    (request) => run(store, refundLines, request, { orderId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/workshop/orders/:id/slips',
    {
      schema: { params: OrderParams, body: SlipRequest, response: { 201: SlipReply } },
      config: desk,
    },
    async (request, reply) => {
      needPrinter(printerSetUp(request));
      reply.code(201);
      return run(store, printSlip, request, { orderId: request.params.id, ...request.body });
    },
  );
  app.post(
    '/api/workshop/orders/:id/forgetting',
    { schema: { ...done, body: ReasonRequest }, config: managers },
    (request) => run(store, forgetBuyer, request, { orderId: request.params.id, ...request.body }),
  );
}

function saleRoutes(app: App, { store, printerSetUp }: OrderDeps): void {
  app.post(
    '/api/workshop/sales',
    { schema: { body: SaleRequest, response: { 201: SaleReply } }, config: desk },
    async (request, reply) => {
      const { receipt, ...sale } = request.body;
      reply.code(201);
      return run(store, sellGoods, request, { ...sale, print: receipt && printerSetUp(request) });
    },
  );
  app.post(
    '/api/workshop/outside-sales',
    { schema: { body: OutsideSaleBody, response: { 201: SaleReply } }, config: desk },
    async (request, reply) => {
      reply.code(201);
      return run(store, sellOutside, request, request.body);
    },
  );
  app.post(
    '/api/workshop/outside-sales/:id/withdrawal',
    {
      schema: { params: OrderParams, body: EmptyBody, response: { 200: DoneReply } },
      config: desk,
    },
    (request) => run(store, undoSale, request, { orderId: request.params.id }),
  );
}

export function needPrinter(setUp: boolean): void {
  if (!setUp) throw new ProblemError('PRINTER_MISSING', printingRefusals.PRINTER_MISSING);
}

function problem(code: OrdersRefusal): ProblemError {
  return new ProblemError(code, ordersRefusals[code]);
}
