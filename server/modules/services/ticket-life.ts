// What becomes of a ticket, step by step.
import { compareQueued, passedOver } from './dispatch.ts';
import { eachWaiting, servingWindows } from './queue.ts';
import type {
  AppointmentBooked,
  CallUndone,
  ClassChanged,
  ServiceStarted,
  ServicesView,
  Ticket,
  TicketCalled,
  TicketFinished,
  TicketGivenUp,
  TicketHeld,
  TicketMissed,
  TicketReactivated,
  TicketTaken,
  TicketTransferred,
  WindowState,
} from './schema.ts';
import { outcomeOf, widenedBy } from './widening.ts';

/** The number being called and the last five. */
const KEPT_CALLS = 6;
const KEPT_SERVICE_TIMES = 40;
/** Shorter is a finger that slipped, longer a clerk who forgot to press. */
export const BELIEVABLE_MS = { least: 5_000, most: 4 * 3_600_000 };

export function take(view: ServicesView, { data, wallMs, hallMs, seq }: TicketTaken): void {
  const { ticketId: id, day, number, prefix, ordinal } = data;
  const ticket: Ticket = {
    id,
    day,
    number,
    state: 'waiting',
    itemIds: data.itemIds,
    doneItemIds: [],
    packageId: data.packageId,
    class: data.class,
    appointmentId: data.appointmentId,
    keyMs: data.keyMs,
    strict: data.strict,
    order: seq,
    overtaken: 0,
    onlyWindow: null,
    ahead: data.ahead,
    wait: data.wait,
    takenAtMs: wallMs,
    takenAtHallMs: hallMs,
    calls: 0,
    calledBefore: false,
    calledAtMs: null,
    calledAtHallMs: null,
    startedAtHallMs: null,
    serviceMs: null,
    window: null,
    outcome: null,
    missing: [],
    referredTo: '',
  };
  view.tickets[id] = ticket;
  enqueue(view, ticket);
  view.counters[day] = { ...view.counters[day], [prefix]: ordinal };
  const appointment = data.appointmentId && view.appointments[data.appointmentId];
  if (appointment) appointment.state = 'arrived';
}

export function call(view: ServicesView, event: TicketCalled): void {
  const { data, wallMs, hallMs, commandId } = event;
  const ticket = view.tickets[data.ticketId];
  const window = view.windows[data.window];
  if (!ticket || !window) return;
  if (ticket.state === 'waiting') passOver(view, ticket, data.window);
  dequeue(view, ticket);
  ticket.onlyWindow = null;
  ticket.window = data.window;
  if (ticket.state !== 'serving') ticket.state = 'called';
  judgeWait(view, ticket, hallMs);
  if (data.counts) ticket.calls += 1;
  ticket.calledBefore = true;
  ticket.calledAtMs ??= wallMs;
  ticket.calledAtHallMs = hallMs;
  if (!data.again) {
    window.replaced = window.ended?.commandId === commandId ? window.ended.ticketId : null;
  }
  window.ticketId = ticket.id;
  window.lastTicketId = ticket.id;
  window.seenAtHallMs = hallMs;
  const before = view.calls.find(({ ticketId }) => ticketId === ticket.id);
  view.calls = [
    {
      id: event.id,
      ticketId: ticket.id,
      number: ticket.number,
      window: data.window,
      mark: markOf(ticket),
      times: data.again ? (before?.times ?? 1) + 1 : 1,
      atMs: wallMs,
    },
    ...view.calls.filter((one) => one !== before),
  ].slice(0, KEPT_CALLS);
}

/** The first call of a number that kept the place it was told of. */
function judgeWait(view: ServicesView, ticket: Ticket, hallMs: number): void {
  const { wait, calledBefore, takenAtHallMs } = ticket;
  if (wait === null || calledBefore) return;
  view.widening = widenedBy(view.widening, outcomeOf(wait, hallMs - takenAtHallMs));
}

function markOf(ticket: Ticket): 'priority' | 'military' | null {
  if (ticket.class === 'ordinary') return null;
  return ticket.class === 'military' ? 'military' : 'priority';
}

function passOver(view: ServicesView, called: Ticket, number: number): void {
  const windows = servingWindows(view);
  const window = windows.find((one) => one.window === number);
  if (!window) return;
  for (const ticket of passedOver(eachWaiting(view), called, window, windows)) {
    ticket.overtaken += 1;
  }
}

export function undoCall(view: ServicesView, { data, hallMs }: CallUndone): void {
  const ticket = view.tickets[data.ticketId];
  const window = view.windows[data.window];
  if (!ticket || !window) return;
  backToWaiting(view, ticket);
  release(view, ticket, hallMs);
  if (window.lastTicketId === ticket.id) window.lastTicketId = data.reopened;
  const reopened = data.reopened !== null ? view.tickets[data.reopened] : undefined;
  if (!reopened) return;
  forgetServiceTime(view, reopened);
  Object.assign(reopened, { state: 'serving', outcome: null, missing: [], referredTo: '' });
  window.ticketId = reopened.id;
}

export function startService(view: ServicesView, { data, hallMs }: ServiceStarted): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  ticket.state = 'serving';
  ticket.startedAtHallMs = hallMs;
  seen(view, data.window, hallMs);
}

export function finish(view: ServicesView, { data, hallMs, commandId }: TicketFinished): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  keepServiceTime(view, ticket, data.itemIds, hallMs);
  release(view, ticket, hallMs);
  const window = view.windows[data.window];
  if (window) window.ended = { ticketId: ticket.id, commandId };
  const { outcome, missing, referredTo } = data;
  Object.assign(ticket, { outcome, missing, referredTo });
  if (data.remaining.length === 0) {
    ticket.state = 'served';
    return;
  }
  ticket.doneItemIds = [...ticket.doneItemIds, ...data.itemIds];
  ticket.itemIds = data.remaining;
  backToWaiting(view, ticket);
}

export function miss(view: ServicesView, { data, hallMs }: TicketMissed): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  ticket.state = 'missed';
  release(view, ticket, hallMs);
}

/** Whoever was away does not stand before those who waited: the place is of now. */
export function reactivate(view: ServicesView, { data, seq }: TicketReactivated): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  const { keyMs } = data;
  Object.assign(ticket, { keyMs, takenAtHallMs: keyMs, order: seq, strict: false, overtaken: 0 });
  backToWaiting(view, ticket);
}

export function hold(view: ServicesView, { data, hallMs }: TicketHeld): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  ticket.state = 'held';
  ticket.calls = 0;
  release(view, ticket, hallMs);
  view.calls = view.calls.filter(({ ticketId }) => ticketId !== ticket.id);
}

/** It leaves the board too: nobody shall go to the window that sent it away. */
export function transfer(view: ServicesView, { data, hallMs }: TicketTransferred): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  release(view, ticket, hallMs);
  const from = view.windows[data.from];
  if (from?.lastTicketId === ticket.id) from.lastTicketId = null;
  ticket.itemIds = data.itemIds;
  ticket.onlyWindow = data.window;
  backToWaiting(view, ticket);
}

export function withdraw(view: ServicesView, { data }: TicketGivenUp): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  dequeue(view, ticket);
  ticket.state = 'givenUp';
}

export function changeClass(view: ServicesView, { data }: ClassChanged): void {
  const ticket = view.tickets[data.ticketId];
  if (!ticket) return;
  const { keyMs, strict } = data;
  Object.assign(ticket, { class: data.class, keyMs, strict });
  if (ticket.state !== 'waiting') return;
  dequeue(view, ticket);
  enqueue(view, ticket);
}

export function bookAppointment(view: ServicesView, { data }: AppointmentBooked): void {
  const { appointmentId: id, code, day, slot, itemIds } = data;
  view.appointments[id] = { id, code, day, slot, itemIds, class: data.class, state: 'booked' };
}

function backToWaiting(view: ServicesView, ticket: Ticket): void {
  Object.assign(ticket, {
    state: 'waiting',
    calls: 0,
    calledAtMs: null,
    calledAtHallMs: null,
    startedAtHallMs: null,
    window: null,
  });
  view.calls = view.calls.filter(({ ticketId }) => ticketId !== ticket.id);
  enqueue(view, ticket);
}

function enqueue(view: ServicesView, ticket: Ticket): void {
  let low = 0;
  let high = view.waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = view.tickets[view.waiting[middle] ?? ''];
    if (other && compareQueued(other, ticket) < 0) low = middle + 1;
    else high = middle;
  }
  view.waiting.splice(low, 0, ticket.id);
}

function dequeue(view: ServicesView, ticket: Ticket): void {
  const at = view.waiting.indexOf(ticket.id);
  if (at >= 0) view.waiting.splice(at, 1);
}

/** Its window is free again. */
function release(view: ServicesView, ticket: Ticket, hallMs: number): void {
  if (ticket.window === null) return;
  const window = seen(view, ticket.window, hallMs);
  if (window?.ticketId === ticket.id) window.ticketId = null;
}

function seen(view: ServicesView, number: number, hallMs: number): WindowState | undefined {
  const window = view.windows[number];
  if (window) window.seenAtHallMs = hallMs;
  return window;
}

/** Of several items done at once, each is given an equal share. */
function keepServiceTime(
  view: ServicesView,
  ticket: Ticket,
  itemIds: readonly string[],
  hallMs: number,
): void {
  const since = ticket.startedAtHallMs ?? ticket.calledAtHallMs;
  ticket.serviceMs = null;
  if (since === null || itemIds.length === 0) return;
  const each = Math.round((hallMs - since) / itemIds.length);
  if (each < BELIEVABLE_MS.least || each > BELIEVABLE_MS.most) return;
  ticket.serviceMs = each;
  for (const id of itemIds) {
    view.serviceTimes[id] = [...(view.serviceTimes[id] ?? []), each].slice(-KEPT_SERVICE_TIMES);
  }
}

function forgetServiceTime(view: ServicesView, ticket: Ticket): void {
  if (ticket.serviceMs === null) return;
  for (const id of ticket.itemIds) {
    const times = view.serviceTimes[id] ?? [];
    const at = times.lastIndexOf(ticket.serviceMs);
    if (at >= 0) view.serviceTimes[id] = times.toSpliced(at, 1);
  }
  ticket.serviceMs = null;
}
