// Calling numbers to windows and what happens there: again, undone, started, finished, missed, put aside, sent on.
import {
  type Accepted,
  type CommandDefinition,
  event,
  type NewEvent,
  type Refused,
} from '../../store/module.ts';
import { itemOnOffer } from '../catalogue/reading.ts';
import { jobQueued } from '../printing/schema.ts';
import type { Reads } from './commands.ts';
import { chooseNext, mayCall, type ServingWindow } from './dispatch.ts';
import {
  CallNextBody,
  type CallReply,
  CallTicketBody,
  type DoneReply,
  FinishTicketBody,
  TicketBody,
  TransferTicketBody,
} from './page-schema.ts';
import {
  eachWaiting,
  guardLimits,
  itemsOf,
  serving,
  servingWindows,
  ticketOf,
  windowsOf,
} from './queue.ts';
import {
  callUndone,
  refuse,
  type ServicesView,
  serviceStarted,
  type Ticket,
  type TicketFinished,
  ticketCalled,
  ticketFinished,
  ticketHeld,
  ticketMissed,
  ticketTransferred,
  windowOpened,
} from './schema.ts';
import type { OutOfTurnReason } from './terms-schema.ts';

const UNDO_MS = 10_000;
type At = Ticket & { window: number };

/** Calls the next in the queue; whoever was at the window is done. A window that nobody opened is opened by its call pad. */
export const callNext: CommandDefinition<Reads, typeof CallNextBody, CallReply> = {
  type: 'services.callNext',
  body: CallNextBody,
  decide({ services }, { window }, { hallMs }) {
    const here = ready(services, window);
    if ('refused' in here) return here;
    const limits = { ...guardLimits(services.policy), nowMs: hallMs };
    const next = chooseNext(eachWaiting(services), here.serving, here.windows, limits);
    if (!next) return refuse('QUEUE_EMPTY');
    const before = [...here.opening, ...endCurrent(services, window)];
    return call(next, window, { before, reason: null });
  },
};

/** A certain number, out of its turn: only with a reason, which is kept. */
export const callTicket: CommandDefinition<Reads, typeof CallTicketBody, CallReply> = {
  type: 'services.callTicket',
  body: CallTicketBody,
  decide({ services }, { ticketId, window, reason }) {
    const here = ready(services, window);
    if ('refused' in here) return here;
    const ticket = ticketOf(services, ticketId);
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'waiting') return refuse('TICKET_STATE_WRONG');
    if (!mayCall(here.serving, ticket, here.windows)) return refuse('NOT_FOR_THIS_WINDOW');
    const before = [...here.opening, ...endCurrent(services, window)];
    return call(ticket, window, { before, reason });
  },
};

/** Whoever was put aside comes back to the same window. */
export const callHeld: CommandDefinition<Reads, typeof TicketBody, CallReply> = {
  type: 'services.callHeld',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = ticketOf(services, ticketId);
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'held' || ticket.window === null) return refuse('TICKET_STATE_WRONG');
    if (services.windows[ticket.window]?.paused) return refuse('WINDOW_PAUSED');
    if (services.windows[ticket.window]?.ticketId) return refuse('WINDOW_BUSY');
    return call(ticket, ticket.window, { before: [], reason: null });
  },
};

export const callAgain: CommandDefinition<Reads, typeof TicketBody, CallReply> = {
  type: 'services.callAgain',
  body: TicketBody,
  decide({ services }, { ticketId }, { hallMs }) {
    const ticket = atWindow(services, ticketId, ['called', 'serving']);
    if ('refused' in ticket) return ticket;
    const { window, calledAtHallMs } = ticket;
    const apartMs = services.policy.callsApartS * 1000;
    const counts = calledAtHallMs === null || hallMs - calledAtHallMs >= apartMs;
    const again = event(ticketCalled, { ticketId, window, again: true, counts, reason: null });
    return { events: [again], reply: { id: ticket.id, number: ticket.number, window } };
  },
};

/** A slip of the finger: the number goes back to its place, and whoever the call had ended is served again. */
export const undoCall: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.undoCall',
  body: TicketBody,
  decide({ services }, { ticketId }, { hallMs }) {
    const ticket = atWindow(services, ticketId, ['called']);
    if ('refused' in ticket) return ticket;
    const { window, calledAtHallMs } = ticket;
    const times = services.calls.find((one) => one.ticketId === ticketId)?.times ?? 1;
    if (times > 1 || calledAtHallMs === null || hallMs - calledAtHallMs > UNDO_MS) {
      return refuse('UNDO_TOO_LATE');
    }
    const replaced = services.windows[window]?.replaced ?? null;
    const over = replaced !== null && services.tickets[replaced]?.state === 'served';
    const reopened = over ? replaced : null;
    return { events: [event(callUndone, { ticketId, window, reopened })], reply: { done: true } };
  },
};

export const startService: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.startService',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = atWindow(services, ticketId, ['called']);
    if ('refused' in ticket) return ticket;
    const { window } = ticket;
    return { events: [event(serviceStarted, { ticketId, window })], reply: { done: true } };
  },
};

export const finishTicket: CommandDefinition<
  Reads,
  typeof FinishTicketBody,
  { done: true; jobId: string | null }
> = {
  type: 'services.finishTicket',
  body: FinishTicketBody,
  decide({ services }, body, context) {
    const { ticketId, outcome, missing = [], referredTo = '' } = body;
    const ticket = atWindow(services, ticketId, ['called', 'serving']);
    if ('refused' in ticket) return ticket;
    const foreign = body.itemIds?.some((id) => !ticket.itemIds.includes(id));
    if (foreign) return refuse('ITEM_NOT_FOUND');
    const itemIds = body.itemIds ?? doneHere(services, ticket);
    const finished = finishing(ticket, itemIds, { outcome, missing, referredTo });
    const prints = body.print === true && missing.length > 0;
    const jobId = prints ? context.id(1) : null;
    const slip =
      jobId && event(jobQueued, { jobId, kind: 'missing', reference: ticketId, copy: 1 });
    return { events: slip ? [finished, slip] : [finished], reply: { done: true, jobId } };
  },
};

/** Only after enough calls, far enough apart: somebody may be slow on their feet. */
export const missTicket: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.missTicket',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = atWindow(services, ticketId, ['called']);
    if ('refused' in ticket) return ticket;
    const { calls, window } = ticket;
    const needed = services.policy.callsBeforeMissed;
    if (calls < needed) return refuse('CALL_MORE_FIRST', { calls, needed });
    return { events: [event(ticketMissed, { ticketId, window })], reply: { done: true } };
  },
};

export const holdTicket: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.holdTicket',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = atWindow(services, ticketId, ['called', 'serving']);
    if ('refused' in ticket) return ticket;
    const { window } = ticket;
    return { events: [event(ticketHeld, { ticketId, window })], reply: { done: true } };
  },
};

/** The visitor sits down again and keeps the place in the queue; nobody else may call the number meanwhile. */
export const transferTicket: CommandDefinition<Reads, typeof TransferTicketBody, DoneReply> = {
  type: 'services.transferTicket',
  body: TransferTicketBody,
  decide(views, { ticketId, window, itemId }) {
    const ticket = atWindow(views.services, ticketId, ['called', 'serving', 'held']);
    if ('refused' in ticket) return ticket;
    if ((window === undefined) === (itemId === undefined))
      return refuse('ITEMS_WRONG', { most: 1 });
    const to =
      window !== undefined
        ? towardsWindow(views.services, ticket, window)
        : towardsItem(views, ticket, itemId ?? '');
    if ('refused' in to) return to;
    const { window: from } = ticket;
    const events = [event(ticketTransferred, { ticketId, from, ...to })];
    return { events, reply: { done: true } };
  },
};

interface Destination {
  window: number | null;
  itemIds: string[];
}

function towardsWindow(view: ServicesView, ticket: At, window: number): Destination | Refused {
  if (!windowsOf(view).includes(window)) return refuse('WINDOW_UNKNOWN');
  if (window === ticket.window) return refuse('TRANSFER_TO_SELF');
  if (!view.windows[window]) return refuse('WINDOW_NOT_OPEN', { window });
  return { window, itemIds: ticket.itemIds };
}

function towardsItem({ catalogue }: Reads, ticket: At, itemId: string): Destination | Refused {
  const item = itemOnOffer(catalogue, itemId);
  if (!item) return refuse('ITEM_NOT_FOUND');
  if (item.windows.length === 0) return refuse('ITEM_NOT_SERVED', { item: item.name });
  return { window: null, itemIds: [...new Set([itemId, ...ticket.itemIds.slice(1)])] };
}

interface Ready {
  readonly serving: ServingWindow;
  readonly windows: readonly ServingWindow[];
  readonly opening: readonly NewEvent[];
}

/** The window as it is, or as its call pad opens it. */
function ready(view: ServicesView, window: number): Ready | Refused {
  const state = view.windows[window];
  if (state?.paused) return refuse('WINDOW_PAUSED');
  const windows = servingWindows(view);
  if (state) return { serving: serving(view, state), windows, opening: [] };
  if (!windowsOf(view).includes(window)) return refuse('WINDOW_UNKNOWN');
  const here = { window, itemIds: new Set(itemsOf(view, window)) };
  const opening = [event(windowOpened, { window, accountId: null, itemIds: null })];
  return { serving: here, windows: [...windows, here], opening };
}

function endCurrent(view: ServicesView, window: number): NewEvent[] {
  const id = view.windows[window]?.ticketId;
  const ticket = id ? atWindow(view, id, ['called', 'serving']) : null;
  if (!ticket || 'refused' in ticket) return [];
  const done = doneHere(view, ticket);
  return [finishing(ticket, done, { outcome: 'done', missing: [], referredTo: '' })];
}

/** What this window can do of a ticket; all of it when it was sent here all the same. */
function doneHere(view: ServicesView, ticket: At): string[] {
  const state = view.windows[ticket.window];
  const can = state ? serving(view, state).itemIds : new Set<string>();
  const done = ticket.itemIds.filter((id) => can.has(id));
  return done.length > 0 ? done : ticket.itemIds;
}

function finishing(
  { id: ticketId, window, itemIds: all }: At,
  itemIds: readonly string[],
  how: Pick<TicketFinished['data'], 'outcome' | 'missing' | 'referredTo'>,
): NewEvent {
  const remaining = all.filter((id) => !itemIds.includes(id));
  return event(ticketFinished, { ticketId, window, itemIds: [...itemIds], remaining, ...how });
}

function call(
  { id: ticketId, number }: Ticket,
  window: number,
  { before, reason }: { before: readonly NewEvent[]; reason: OutOfTurnReason | null },
): Accepted<CallReply> {
  const called = event(ticketCalled, { ticketId, window, again: false, counts: true, reason });
  return { events: [...before, called], reply: { id: ticketId, number, window } };
}

function atWindow(
  view: ServicesView,
  ticketId: string,
  states: readonly Ticket['state'][],
): At | Refused {
  const ticket = ticketOf(view, ticketId);
  if (!ticket) return refuse('TICKET_NOT_FOUND');
  const { window } = ticket;
  if (!states.includes(ticket.state) || window === null) return refuse('TICKET_STATE_WRONG');
  return { ...ticket, window };
}
