// Taking a number, and what becomes of its place: given up, of another class, back after it was missed.
import type { Static } from 'typebox';
import {
  type CommandDefinition,
  type DecideContext,
  event,
  type NewEvent,
  type Refused,
} from '../../store/module.ts';
import { type AttendanceView, visitStarted } from '../attendance/schema.ts';
import { clockIn, hallHours, itemOnOffer } from '../catalogue/reading.ts';
import type { CatalogueView, ServiceItem } from '../catalogue/schema.ts';
import { type CentreView, refuse as refuseDay } from '../centre/schema.ts';
import { jobQueued } from '../printing/schema.ts';
import type { Queued } from './dispatch.ts';
import { estimateWait } from './estimate.ts';
import {
  ChangeClassBody,
  type DoneReply,
  TakeTicketCommandBody,
  type TakeTicketReply,
  TicketBody,
} from './page-schema.ts';
import {
  aheadOf,
  hallState,
  isServedNow,
  keyOf,
  letterOf,
  prefixOf,
  ticketOf,
  titleOf,
  waitingTickets,
} from './queue.ts';
import {
  type Appointment,
  classChanged,
  MOST_ITEMS,
  refuse,
  type ServicesView,
  type Ticket,
  ticketGivenUp,
  ticketReactivated,
  ticketTaken,
} from './schema.ts';
import type { VisitorClass } from './terms-schema.ts';

export interface Reads {
  services: ServicesView;
  catalogue: CatalogueView;
  centre: CentreView;
  attendance: AttendanceView;
}
type TakeBody = Static<typeof TakeTicketCommandBody>;

/** What a ticket is for. */
export interface Wanted {
  items: ServiceItem[];
  packageId: string | null;
}
interface Asked extends Wanted {
  class: VisitorClass;
  appointment: Appointment | null;
}

/** Ticket, visit and print job go to the journal as one batch: none can exist without the others. */
export const takeTicket: CommandDefinition<Reads, typeof TakeTicketCommandBody, TakeTicketReply> = {
  type: 'services.takeTicket',
  body: TakeTicketCommandBody,
  decide(views, body, context) {
    const { services, catalogue, centre, attendance } = views;
    const { day } = centre;
    if (!day) return refuseDay('DAY_NOT_OPEN');
    const closed = hallClosed(views, context);
    if (closed) return closed;
    const asked = askedFor(views, body, day);
    if ('refused' in asked) return asked;

    const id = context.id(0);
    const { prefix, ordinal, number } = nextNumber(views, day, asked.items[0]?.prefix ?? 'A');
    const draft = queuedAs(views, asked, id, context);
    const ahead = aheadOf(services, draft);
    const wait = estimateWait(
      hallState(services, catalogue, context.hallMs),
      draft,
      id,
      services.widening,
    );
    const known = body.visitId !== undefined && attendance.open[body.visitId] === true;
    const visitId = known && body.visitId ? body.visitId : context.id(1);
    const events: NewEvent[] = [
      event(ticketTaken, {
        ticketId: id,
        day,
        itemIds: [...draft.itemIds],
        packageId: asked.packageId,
        class: asked.class,
        appointmentId: asked.appointment?.id ?? null,
        number,
        prefix,
        ordinal,
        keyMs: draft.keyMs,
        strict: draft.strict,
        ahead,
        wait,
        visitId,
      }),
    ];
    if (!known) events.push(anonymousErrand(visitId, day));
    const jobId = body.print ? context.id(events.length) : null;
    if (jobId) events.push(event(jobQueued, { jobId, kind: 'ticket', reference: id, copy: 1 }));
    return {
      events,
      reply: {
        id,
        number,
        item: titleOf(catalogue, asked.packageId, draft.itemIds),
        items: asked.items.map(({ name }) => name),
        class: asked.class,
        ahead,
        wait,
        served: isServedNow(services, draft),
        visitId,
        jobId,
      },
    };
  },
};

/** Staff may give a number at any time; a clock that is not trusted keeps nobody out. */
function hallClosed({ catalogue, centre }: Reads, context: DecideContext): Refused | null {
  if (context.actor.kind === 'staff' || !context.clockTrusted || !centre.profile) return null;
  const now = hallHours(catalogue.hours, clockIn(context.wallMs, centre.profile.zone));
  if (now.open) return null;
  return refuse('HALL_CLOSED', { opensAt: now.opensAt ?? '', reason: now.reason });
}

function askedFor(views: Reads, body: TakeBody, day: string): Asked | Refused {
  const { services, catalogue } = views;
  if (body.appointmentCode !== undefined) {
    const found = Object.values(services.appointments).find(
      ({ code, state }) => code === body.appointmentCode && state === 'booked',
    );
    if (!found) return refuse('APPOINTMENT_NOT_FOUND');
    if (found.day !== day) return refuse('APPOINTMENT_WRONG_DAY', { day: found.day });
    const wanted = wantedOf(catalogue, { itemIds: found.itemIds });
    return 'refused' in wanted ? wanted : { ...wanted, class: found.class, appointment: found };
  }
  const wanted = wantedOf(catalogue, body);
  if ('refused' in wanted) return wanted;
  return { ...wanted, class: body.class ?? 'ordinary', appointment: null };
}

/** One item, several, or a package; exactly one of the three. */
export function wantedOf(
  catalogue: CatalogueView,
  body: Pick<TakeBody, 'itemId' | 'itemIds' | 'packageId'>,
): Wanted | Refused {
  const { itemId, itemIds, packageId } = body;
  const given = [itemId, itemIds, packageId].filter((one) => one !== undefined);
  if (given.length !== 1) return refuse('ITEMS_WRONG', { most: MOST_ITEMS });
  if (packageId !== undefined) {
    const found = Object.hasOwn(catalogue.packages, packageId) && catalogue.packages[packageId];
    if (!found || found.retired) return refuse('PACKAGE_NOT_FOUND');
    return itemsOnOffer(catalogue, found.itemIds, packageId);
  }
  return itemsOnOffer(catalogue, itemIds ?? [itemId ?? ''], null);
}

function itemsOnOffer(
  catalogue: CatalogueView,
  ids: readonly string[],
  packageId: string | null,
): Wanted | Refused {
  const items: ServiceItem[] = [];
  for (const id of new Set(ids)) {
    const item = itemOnOffer(catalogue, id);
    if (!item) return refuse('ITEM_NOT_FOUND');
    if (item.windows.length === 0) return refuse('ITEM_NOT_SERVED', { item: item.name });
    items.push(item);
  }
  return { items, packageId };
}

function nextNumber(
  { services, centre }: Reads,
  day: string,
  letter: string,
): { prefix: string; ordinal: number; number: string } {
  const prefix = letterOf(centre, letter);
  const ordinal = (services.counters[day]?.[prefix] ?? 0) + 1;
  return { prefix, ordinal, number: prefix + String(ordinal).padStart(3, '0') };
}

function queuedAs(views: Reads, asked: Asked, id: string, context: DecideContext): Queued {
  const { policy } = views.services;
  const takenAtHallMs = context.hallMs;
  return {
    id,
    itemIds: asked.items.map((item) => item.id),
    keyMs: asked.appointment
      ? appointmentKey(asked.appointment, views, context)
      : keyOf(policy, { class: asked.class, takenAtHallMs }),
    takenAtHallMs,
    // The last of all that wait: its event is not there yet.
    order: Number.MAX_SAFE_INTEGER,
    strict: policy.strictClass === asked.class && asked.class !== 'ordinary',
    overtaken: 0,
    onlyWindow: null,
  };
}

/** On time: as if they had come at the hour that was promised, or now when that is earlier. Late: like everybody. */
function appointmentKey(
  { slot }: Appointment,
  { services, centre }: Reads,
  { hallMs, wallMs }: DecideContext,
): number {
  const { time } = clockIn(wallMs, centre.profile?.zone ?? 'Asia/Shanghai');
  const lateMinutes = minutesOf(time) - minutesOf(slot);
  const onTime = lateMinutes <= services.policy.appointmentLateMinutes;
  return onTime ? hallMs - Math.max(0, lateMinutes) * 60_000 : hallMs;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

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

/** The visitor goes home, or says at the desk that the number is not needed. */
export const giveUpTicket: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.giveUpTicket',
  body: TicketBody,
  decide({ services }, { ticketId }) {
    const ticket = ticketOf(services, ticketId);
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'waiting' && ticket.state !== 'missed')
      return refuse('TICKET_STATE_WRONG');
    return { events: [event(ticketGivenUp, { ticketId })], reply: { done: true } };
  },
};

export const changeClassOf: CommandDefinition<Reads, typeof ChangeClassBody, DoneReply> = {
  type: 'services.changeClass',
  body: ChangeClassBody,
  decide({ services }, { ticketId, class: to }) {
    const ticket = ticketOf(services, ticketId);
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (!['waiting', 'called', 'serving', 'held'].includes(ticket.state)) {
      return refuse('TICKET_STATE_WRONG');
    }
    if (ticket.class === to) return { events: [], reply: { done: true } };
    const keyMs = keyOf(services.policy, { class: to, takenAtHallMs: ticket.takenAtHallMs });
    const strict = services.policy.strictClass === to && to !== 'ordinary';
    return {
      events: [event(classChanged, { ticketId, class: to, keyMs, strict })],
      reply: { done: true },
    };
  },
};

/** A number that was called and did not come: back in the queue, behind the first few of its row. */
export const reactivateTicket: CommandDefinition<Reads, typeof TicketBody, DoneReply> = {
  type: 'services.reactivateTicket',
  body: TicketBody,
  decide({ services, centre }, { ticketId }, { hallMs }) {
    const ticket = ticketOf(services, ticketId);
    if (!ticket) return refuse('TICKET_NOT_FOUND');
    if (ticket.state !== 'missed' || ticket.day !== centre.day) return refuse('TICKET_STATE_WRONG');
    const keyMs = keyBehind(services, ticket, hallMs);
    return { events: [event(ticketReactivated, { ticketId, keyMs })], reply: { done: true } };
  },
};

function keyBehind(services: ServicesView, ticket: Ticket, hallMs: number): number {
  const { reactivatedBehind } = services.policy;
  if (reactivatedBehind === 0) return keyOf(services.policy, ticket);
  const row = waitingTickets(services).filter((other) => prefixOf(other) === prefixOf(ticket));
  const before = row[reactivatedBehind - 1];
  return before && row.length > reactivatedBehind ? before.keyMs + 1 : hallMs;
}
