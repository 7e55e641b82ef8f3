// Numbers for visitors, calls for window staff.
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import type { Store } from '../../store/store.ts';
import type { AttendanceView } from '../attendance/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import {
  callAgain,
  callNext,
  finishTicket,
  pauseWindow,
  takeTicket,
  transferTicket,
} from './commands.ts';
import {
  CallNextBody,
  CallReply,
  DoneReply,
  EmptyBody,
  FinishBody,
  ItemList,
  PauseWindowBody,
  type ServicesView,
  servicesRefusals,
  TakeTicketBody,
  TakeTicketReply,
  TicketList,
  TicketStatus,
  TransferBody,
} from './schema.ts';
import { selectServices, selectTicket, selectTickets } from './view.ts';

interface Deps {
  store: Store<{ services: ServicesView; centre: CentreView; attendance: AttendanceView }>;
}
const TicketParams = Type.Object({ id: Type.String({ maxLength: 256 }) });
const windowStaff = { roles: ['window', 'manager', 'admin'] } as const;

export function touchRoutes(
  app: App,
  { store, privacy, printerSetUp }: Deps & { privacy: Privacy; printerSetUp: () => boolean },
): void {
  app.get('/api/services/items', { schema: { response: { 200: ItemList } } }, () =>
    store.read(({ services }) => ({ items: selectServices(services).items })),
  );
  app.post(
    '/api/services/tickets',
    { schema: { body: TakeTicketBody, response: { 201: TakeTicketReply } } },
    async (request, reply) => {
      reply.code(201);
      return run(store, takeTicket, request, { ...request.body, print: printerSetUp() });
    },
  );
  app.get(
    '/api/services/tickets/:id',
    { schema: { params: TicketParams, response: { 200: TicketStatus } } },
    async (request) => {
      const code = privacy.readCode(request.params.id);
      const id = code?.kind === 'ticket' ? code.id : request.params.id;
      const status = await store.read(({ services }) => selectTicket(services, id));
      if (!status) throw new ProblemError('TICKET_NOT_FOUND', servicesRefusals.TICKET_NOT_FOUND);
      return status;
    },
  );
}

export function staffRoutes(app: App, { store }: Deps): void {
  app.get(
    '/api/services/tickets',
    { schema: { response: { 200: TicketList } }, config: windowStaff },
    () => store.read(({ services, centre }) => selectTickets(services, centre.day)),
  );
  app.post(
    '/api/services/calls',
    { schema: { body: CallNextBody, response: { 200: CallReply } }, config: windowStaff },
    (request) => run(store, callNext, request, request.body),
  );
  app.post(
    '/api/services/tickets/:id/calls',
    {
      schema: { params: TicketParams, body: EmptyBody, response: { 200: CallReply } },
      config: windowStaff,
    },
    (request) => run(store, callAgain, request, { ticketId: request.params.id }),
  );
  app.post(
    '/api/services/tickets/:id/finish',
    {
      schema: { params: TicketParams, body: FinishBody, response: { 200: DoneReply } },
      config: windowStaff,
    },
    (request) =>
      run(store, finishTicket, request, {
        ticketId: request.params.id,
        outcome: request.body.outcome,
      }),
  );
  app.post(
    '/api/services/tickets/:id/transfer',
    {
      schema: { params: TicketParams, body: TransferBody, response: { 200: DoneReply } },
      config: windowStaff,
    },
    (request) =>
      run(store, transferTicket, request, {
        ticketId: request.params.id,
        window: request.body.window,
      }),
  );
  app.post(
    '/api/services/pauses',
    { schema: { body: PauseWindowBody, response: { 200: DoneReply } }, config: windowStaff },
    (request) => run(store, pauseWindow, request, request.body),
  );
}
