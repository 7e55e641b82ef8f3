// Taking a number; calling the next, the same again, finishing, transferring, rating; a clerk who goes away for a while.
import { type Accepted, type CommandDefinition, event, type NewEvent } from '../../store/module.ts';
import { type AttendanceView, visitStarted } from '../attendance/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import { refuse as refuseDay } from '../centre/schema.ts';
import { jobQueued } from '../printing/schema.ts';
import {
  AdoptCatalogueBody,
  CallNextBody,
  type CallReply,
  catalogueAdopted,
  FinishTicketBody,
  PauseWindowBody,
  RateTicketBody,
  refuse,
  type ServicesView,
  TakeTicketCommandBody,
  type TakeTicketReply,
  type Ticket,
  TicketBody,
  TransferTicketBody,
  ticketCalled,
  ticketFinished,
  ticketRated,
  ticketTaken,
  ticketTransferred,
  windowPaused,
  windowResumed,
} from './schema.ts';
import { mayCall, queueFor, waitingTickets, windowsOf } from './view.ts';

interface Reads {
  services: ServicesView;
  centre: CentreView;
  attendance: AttendanceView;
}

export const adoptCatalogue: CommandDefinition<
  Reads,
  typeof AdoptCatalogueBody,
  { adopted: number }
> = {
  type: 'services.adoptCatalogue',
  body: AdoptCatalogueBody,
  decide: (_views, { items }) => ({
    events: [event(catalogueAdopted, { items })],
    reply: { adopted: items.length },
  }),
};

/** Ticket, visit and print job go to the journal as one batch: none can exist without the others. */
export const takeTicket: CommandDefinition<Reads, typeof TakeTicketCommandBody, TakeTicketReply> = {
  type: 'services.takeTicket',
  body: TakeTicketCommandBody,
  decide({ services, centre, attendance }, body, context) {
    const { day } = centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const item = services.items.find(({ id }) => id === body.itemId);
    if (!item) return refuse('ITEM_NOT_FOUND');
    if (item.windows.length === 0) return refuse('ITEM_NOT_SERVED');

    const ordinal = (services.counters[day]?.[item.prefix] ?? 0) + 1;
    const number = item.prefix + String(ordinal).padStart(3, '0');
    const ahead = queueFor(services, item).length;
    const id = context.id(0);
    const known = body.visitId !== undefined && attendance.open[body.visitId] === true;
    const visitId = known && body.visitId ? body.visitId : context.id(1);
    const taken = { ticketId: id, day, itemId: item.id, number, ordinal, ahead, visitId };
    const events: NewEvent[] = [event(ticketTaken, taken)];
    if (!known) events.push(anonymousErrand(visitId, day));
    const jobId = body.print ? context.id(events.length) : null;
    if (jobId) events.push(event(jobQueued, { jobId, kind: 'ticket', reference: id, copy: 1 }));
    return {
      events,
      reply: { id, number, item: item.name, ahead, wait: null, visitId, jobId },
    };
  },
};

function anonymousErrand(visitId: string, day: string): NewEvent {
  return event(visitStarted, {
    visitId,
    day,
    purpose: 'errand',
    method: 'ticket',
    proof: 'none',
    headcount: 1,
    unitId: null,
    personId: null,
    keyId: null,
    noticeVersion: null,
  });
}

/** Calls the first waiting ticket this window may call; whoever it had called before is done. */
export const callNext: CommandDefinition<Reads, typeof CallNextBody, CallReply> = {
  type: 'services.callNext',
  body: CallNextBody,
  decide({ services }, { window }) {
    const next = waitingTickets(services).find((ticket) => mayCall(services, window, ticket));
    if (!next && !windowsOf(services).includes(window)) return refuse('WINDOW_UNKNOWN');
    if (services.paused.includes(window)) return refuse('WINDOW_PAUSED');
    if (!next) return refuse('QUEUE_EMPTY');
    const atWindow = Object.values(services.tickets).filter(
      (ticket) => ticket.state === 'called' && ticket.window === window,
    );
    const done = atWindow.map(({ id }) =>
      event(ticketFinished, { ticketId: id, outcome: 'served' }),
    );
    return call(next, window, done);
  },
};

export const callAgain: CommandDefinition<Reads, typeof TicketBody, CallReply> = {
  type: 'services.callAgain',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = services.tickets[ticketId];
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'called' || ticket.window === null) return refuse('TICKET_STATE_WRONG');
    return call(ticket, ticket.window, []);
  },
};

function call(ticket: Ticket, window: number, before: NewEvent[]): Accepted<CallReply> {
  return {
    events: [...before, event(ticketCalled, { ticketId: ticket.id, window })],
    reply: { id: ticket.id, number: ticket.number, window },
  };
}

export const finishTicket: CommandDefinition<Reads, typeof FinishTicketBody, { done: true }> = {
  type: 'services.finishTicket',
  body: FinishTicketBody,
  decide({ services }, { ticketId, outcome }) {
    const ticket = services.tickets[ticketId];
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'called') return refuse('TICKET_STATE_WRONG');
    return { events: [event(ticketFinished, { ticketId, outcome })], reply: { done: true } };
  },
};

/** The visitor sits down again and keeps the place in the queue; nobody else may call the number meanwhile. */
export const transferTicket: CommandDefinition<Reads, typeof TransferTicketBody, { done: true }> = {
  type: 'services.transferTicket',
  body: TransferTicketBody,
  decide({ services }, { ticketId, window }) {
    const ticket = services.tickets[ticketId];
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    const { state, window: from } = ticket;
    if (state !== 'called' || from === null) return refuse('TICKET_STATE_WRONG');
    if (!windowsOf(services).includes(window)) return refuse('WINDOW_UNKNOWN');
    if (window === from) return refuse('TRANSFER_TO_SELF');
    return {
      events: [event(ticketTransferred, { ticketId, from, window })],
      reply: { done: true },
    };
  },
};

/** For whoever the window called last, once: a second visitor's grade must not count for the first one's ticket. */
export const rateTicket: CommandDefinition<Reads, typeof RateTicketBody, { done: true }> = {
  type: 'services.rateTicket',
  body: RateTicketBody,
  decide({ services }, { window, grade }) {
    const ticket = services.tickets[services.lastCalled[window] ?? ''];
    const came = ticket?.state === 'called' || ticket?.state === 'served';
    if (!ticket || !came) return refuse('NOTHING_TO_RATE');
    if (services.rated[ticket.id]) return refuse('ALREADY_RATED');
    return { events: [event(ticketRated, { ticketId: ticket.id, grade })], reply: { done: true } };
  },
};

/** Whoever is being served there stays; only nobody else is called until the window is resumed. */
export const pauseWindow: CommandDefinition<Reads, typeof PauseWindowBody, { done: true }> = {
  type: 'services.pauseWindow',
  body: PauseWindowBody,
  decide({ services }, { window, paused }) {
    if (!windowsOf(services).includes(window)) return refuse('WINDOW_UNKNOWN');
    const changes = services.paused.includes(window) !== paused;
    const change = event(paused ? windowPaused : windowResumed, { window });
    return { events: changes ? [change] : [], reply: { done: true } };
  },
};
