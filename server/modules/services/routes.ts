// Numbers for visitors, calls for window staff.
import type { FastifyRequest } from 'fastify';
import { type TObject, Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Privacy } from '../../privacy/privacy.ts';
import type { CommandDefinition } from '../../store/module.ts';
import type { Store } from '../../store/store.ts';
import type { AccountsView } from '../accounts/schema.ts';
import { bookAppointment, cancelAppointment } from './appointment-commands.ts';
import {
  callAgain,
  callHeld,
  callNext,
  callTicket,
  finishTicket,
  holdTicket,
  missTicket,
  startService,
  transferTicket,
  undoCall,
} from './call-commands.ts';
import {
  changeClassOf,
  giveUpTicket,
  type Reads,
  reactivateTicket,
  takeTicket,
} from './commands.ts';
import {
  BookAppointmentBody,
  BookAppointmentReply,
  CallNextBody,
  CallOneBody,
  CallReply,
  ClassBody,
  DoneReply,
  EmptyBody,
  FinishBody,
  FinishReply,
  IssueTicketBody,
  ItemList,
  NumberList,
  OpenWindowBody,
  PauseWindowBody,
  TakeTicketBody,
  TakeTicketReply,
  TicketList,
  TicketStatus,
  TransferBody,
  WindowBody,
} from './page-schema.ts';
import { type Now, selectItems, selectTicket } from './pages.ts';
import { servicesRefusals } from './schema.ts';
import { selectNumber, selectTickets } from './staff-pages.ts';
import { defaultPolicy, QueuePolicy } from './terms-schema.ts';
import { closeWindow, openWindow, pauseWindow, putPolicy } from './window-commands.ts';

interface Deps {
  store: Store<Reads>;
  now: () => Now;
  /** For numbers taken there: a paired screen may be too far from the printer. */
  printerSetUp: (request: FastifyRequest) => boolean;
}
const Params = Type.Object({ id: Type.String({ maxLength: 256 }) });
const windowStaff = { roles: ['window', 'manager', 'admin'] } as const;
const managers = { roles: ['manager', 'admin'] } as const;

export function touchRoutes(app: App, deps: Deps & { privacy: Privacy }): void {
  const { store, privacy, printerSetUp, now } = deps;
  const idOf = (text: string): string => {
    const code = privacy.readCode(text);
    return code?.kind === 'ticket' ? code.id : text;
  };
  app.get('/api/services/items', { schema: { response: { 200: ItemList } } }, () =>
    store.read(selectItems),
  );
  app.post(
    '/api/services/tickets',
    { schema: { body: TakeTicketBody, response: { 201: TakeTicketReply } } },
    (request, reply) => {
      reply.code(201);
      return run(store, takeTicket, request, { ...request.body, print: printerSetUp(request) });
    },
  );
  app.get(
    '/api/services/tickets/:id',
    { schema: { params: Params, response: { 200: TicketStatus } } },
    async (request) => {
      const id = idOf(request.params.id);
      const status = await store.read((views) => selectTicket(views, id, now().hallMs));
      if (!status) throw new ProblemError('TICKET_NOT_FOUND', servicesRefusals.TICKET_NOT_FOUND);
      return status;
    },
  );
  // Whoever holds the slip may give it back; a number alone is not enough, others can read it.
  app.post(
    '/api/services/tickets/:id/withdrawal',
    { schema: { params: Params, body: EmptyBody, response: { 200: DoneReply } } },
    (request) => run(store, giveUpTicket, request, { ticketId: idOf(request.params.id) }),
  );
}

export function staffRoutes(
  app: App,
  deps: Omit<Deps, 'store'> & { store: Store<Reads & { accounts: AccountsView }> },
): void {
  const { store, now, printerSetUp } = deps;
  app.get(
    '/api/services/tickets',
    { schema: { response: { 200: TicketList } }, config: windowStaff },
    () =>
      store.read((views) =>
        selectTickets(views, (id) => views.accounts.accounts[id]?.name ?? null, now().hallMs),
      ),
  );
  app.post(
    '/api/services/tickets',
    {
      schema: { body: IssueTicketBody, response: { 201: TakeTicketReply } },
      config: windowStaff,
    },
    (request, reply) => {
      reply.code(201);
      const { print = true, ...body } = request.body;
      return run(store, takeTicket, request, { ...body, print: print && printerSetUp(request) });
    },
  );
  app.get(
    '/api/services/numbers/:number',
    {
      schema: {
        params: Type.Object({ number: Type.String({ pattern: '^[A-Z]\\d{3,6}$' }) }),
        response: { 200: NumberList },
      },
      config: windowStaff,
    },
    (request) => store.read((views) => selectNumber(views, request.params.number)),
  );
  callRoutes(app, deps);
  ticketRoutes(app, deps);
  windowRoutes(app, deps);
  app.post(
    '/api/services/appointments',
    {
      schema: { body: BookAppointmentBody, response: { 201: BookAppointmentReply } },
      config: windowStaff,
    },
    (request, reply) => {
      reply.code(201);
      return run(store, bookAppointment, request, request.body);
    },
  );
  app.post(
    '/api/services/appointments/:id/cancellation',
    {
      schema: { params: Params, body: EmptyBody, response: { 200: DoneReply } },
      config: windowStaff,
    },
    (request) => run(store, cancelAppointment, request, { appointmentId: request.params.id }),
  );
}

function callRoutes(app: App, { store }: Deps): void {
  app.post(
    '/api/services/calls',
    { schema: { body: CallNextBody, response: { 200: CallReply } }, config: windowStaff },
    (request) => run(store, callNext, request, request.body),
  );
  const again = { schema: { params: Params, body: EmptyBody, response: { 200: CallReply } } };
  app.post('/api/services/tickets/:id/calls', { ...again, config: windowStaff }, (request) =>
    run(store, callAgain, request, { ticketId: request.params.id }),
  );
  app.post('/api/services/tickets/:id/return', { ...again, config: windowStaff }, (request) =>
    run(store, callHeld, request, { ticketId: request.params.id }),
  );
  app.post(
    '/api/services/tickets/:id/call-out-of-turn',
    {
      schema: { params: Params, body: CallOneBody, response: { 200: CallReply } },
      config: windowStaff,
    },
    (request) => run(store, callTicket, request, { ticketId: request.params.id, ...request.body }),
  );
}

function ticketRoutes(app: App, { store, printerSetUp }: Deps): void {
  for (const [step, command] of Object.entries({
    undo: undoCall,
    start: startService,
    miss: missTicket,
    hold: holdTicket,
    reactivation: reactivateTicket,
    withdrawal: giveUpTicket,
  } satisfies Record<string, CommandDefinition<Reads, TObject, DoneReply>>)) {
    app.post(
      `/api/services/tickets/:id/${step}`,
      {
        schema: { params: Params, body: EmptyBody, response: { 200: DoneReply } },
        config: windowStaff,
      },
      (request) => run(store, command, request, { ticketId: request.params.id }),
    );
  }
  app.post(
    '/api/services/tickets/:id/finish',
    {
      schema: { params: Params, body: FinishBody, response: { 200: FinishReply } },
      config: windowStaff,
    },
    (request) => {
      const { params, body } = request;
      const print = printerSetUp(request);
      return run(store, finishTicket, request, { ticketId: params.id, ...body, print });
    },
  );
  app.post(
    '/api/services/tickets/:id/transfer',
    {
      schema: { params: Params, body: TransferBody, response: { 200: DoneReply } },
      config: windowStaff,
    },
    (request) =>
      run(store, transferTicket, request, { ticketId: request.params.id, ...request.body }),
  );
  app.post(
    '/api/services/tickets/:id/class',
    {
      schema: { params: Params, body: ClassBody, response: { 200: DoneReply } },
      config: windowStaff,
    },
    (request) =>
      run(store, changeClassOf, request, { ticketId: request.params.id, ...request.body }),
  );
}

function windowRoutes(app: App, { store }: Deps): void {
  const done = { response: { 200: DoneReply } };
  app.post(
    '/api/services/windows',
    { schema: { body: OpenWindowBody, ...done }, config: windowStaff },
    (request) => run(store, openWindow, request, request.body),
  );
  app.post(
    '/api/services/window-closings',
    { schema: { body: WindowBody, ...done }, config: windowStaff },
    (request) => run(store, closeWindow, request, request.body),
  );
  app.post(
    '/api/services/pauses',
    { schema: { body: PauseWindowBody, ...done }, config: windowStaff },
    (request) => run(store, pauseWindow, request, request.body),
  );
  app.post(
    '/api/services/policy',
    { schema: { body: QueuePolicy, ...done }, config: managers },
    (request) => run(store, putPolicy, request, request.body),
  );
  app.post(
    '/api/services/policy/defaults',
    { schema: { body: EmptyBody, ...done }, config: managers },
    (request) => run(store, putPolicy, request, defaultPolicy),
  );
}
