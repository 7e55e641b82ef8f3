// 日结: looked at, closed with what was counted in the drawer, printed again.
import type { FastifyRequest } from 'fastify';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import type { AccountsView } from '../accounts/schema.ts';
import { closeTakings, type DeskReads, reprintTakings } from './desk-commands.ts';
import {
  CloseTakingsBody,
  CloseTakingsReply,
  ReprintTakingsBody,
  SlipReply,
  Takings,
  TakingsQuery,
} from './page-schema.ts';
import { selectTakings } from './pages.ts';
import { desk as config, needPrinter } from './routes.ts';
import { ordersRefusals } from './schema.ts';

export function takingsRoutes(
  app: App,
  {
    store,
    printerSetUp,
  }: {
    readonly store: Store<DeskReads & { accounts: AccountsView }>;
    readonly printerSetUp: (request: FastifyRequest) => boolean;
  },
): void {
  app.get(
    '/api/workshop/takings',
    { schema: { querystring: TakingsQuery, response: { 200: Takings } }, config },
    async ({ query: { day } }) => {
      const takings = await store.read((views) => selectTakings(views, day));
      if (takings) return takings;
      throw new ProblemError('TAKINGS_NOT_FOUND', ordersRefusals.TAKINGS_NOT_FOUND);
    },
  );
  app.post(
    '/api/workshop/takings',
    { schema: { body: CloseTakingsBody, response: { 201: CloseTakingsReply } }, config },
    async (request, reply) => {
      reply.code(201);
      return run(store, closeTakings, request, {
        ...request.body,
        print: printerSetUp(request),
      });
    },
  );
  app.post(
    '/api/workshop/takings/reprints',
    { schema: { body: ReprintTakingsBody, response: { 201: SlipReply } }, config },
    async (request, reply) => {
      needPrinter(printerSetUp(request));
      reply.code(201);
      return run(store, reprintTakings, request, request.body);
    },
  );
}
