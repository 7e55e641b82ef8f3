// Service items and the numbers a visitor takes for them. Calling is the first cut: next, again, done.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Window = Type.Integer({ minimum: 1, maximum: 99 });

export const ServiceItem = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,32}$' }),
    /** 高龄津贴申请 */
    name: Type.String({ minLength: 1, maxLength: 40 }),
    department: Type.String({ maxLength: 40 }),
    /** One letter; items of one prefix share a row of numbers. */
    prefix: Type.String({ pattern: '^[A-Z]$' }),
    /** Windows that serve it; empty: nobody does at present. */
    windows: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), { maxItems: 20 }),
  },
  strict,
);
export type ServiceItem = Static<typeof ServiceItem>;

export const catalogueAdopted = defineEvent({
  type: 'services.catalogueAdopted',
  lifetime: 'standing',
  data: Type.Object({ items: Type.Array(ServiceItem, { maxItems: 500 }) }, strict),
});
export const ticketTaken = defineEvent({
  type: 'services.ticketTaken',
  lifetime: 'ageing',
  data: Type.Object(
    {
      ticketId: Id,
      day: Day,
      itemId: Type.String(),
      /** `A012`: prefix and at least three digits; never repeated within a business day. */
      number: Type.String(),
      ordinal: Type.Integer({ minimum: 1 }),
      /** Tickets of the same prefix that were waiting then; the slip says so. */
      ahead: Type.Integer({ minimum: 0 }),
      visitId: Id,
    },
    strict,
  ),
});
export const ticketCalled = defineEvent({
  type: 'services.ticketCalled',
  lifetime: 'ageing',
  data: Type.Object({ ticketId: Id, window: Window }, strict),
});
export const ticketFinished = defineEvent({
  type: 'services.ticketFinished',
  lifetime: 'ageing',
  data: Type.Object(
    { ticketId: Id, outcome: Type.Union([Type.Literal('served'), Type.Literal('missed')]) },
    strict,
  ),
});
/** Back to waiting, at the place of the time it was taken; only `window` calls it next. */
export const ticketTransferred = defineEvent({
  type: 'services.ticketTransferred',
  lifetime: 'ageing',
  data: Type.Object({ ticketId: Id, from: Window, window: Window }, strict),
});
/** 5 非常满意 · 4 满意 · 3 基本满意 · 2 不满意 · 1 非常不满意 */
export const Grade = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
]);
export type Grade = Static<typeof Grade>;
export const ticketRated = defineEvent({
  type: 'services.ticketRated',
  lifetime: 'ageing',
  data: Type.Object({ ticketId: Id, grade: Grade }, strict),
});
/** The clerk is away for a while: nobody is called there. Ends with `windowResumed` or with the day. */
export const windowPaused = defineEvent({
  type: 'services.windowPaused',
  lifetime: 'ageing',
  data: Type.Object({ window: Window }, strict),
});
export const windowResumed = defineEvent({
  type: 'services.windowResumed',
  lifetime: 'ageing',
  data: Type.Object({ window: Window }, strict),
});
export type WindowPaused = Recorded<typeof windowPaused>;
export type WindowResumed = Recorded<typeof windowResumed>;
export type CatalogueAdopted = Recorded<typeof catalogueAdopted>;
export type TicketTaken = Recorded<typeof ticketTaken>;
export type TicketCalled = Recorded<typeof ticketCalled>;
export type TicketFinished = Recorded<typeof ticketFinished>;
export type TicketTransferred = Recorded<typeof ticketTransferred>;
export type TicketRated = Recorded<typeof ticketRated>;
export type ServicesEvent =
  | CatalogueAdopted
  | TicketTaken
  | TicketCalled
  | TicketFinished
  | TicketTransferred
  | TicketRated
  | WindowPaused
  | WindowResumed;

export const TicketState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('called'),
  Type.Literal('served'),
  Type.Literal('missed'),
  /** The day closed before it was called. */
  Type.Literal('void'),
]);
export type TicketState = Static<typeof TicketState>;

export interface Ticket {
  id: string;
  day: string;
  itemId: string;
  number: string;
  state: TicketState;
  ahead: number;
  takenAtMs: number;
  /** Hall time: the order of the queue. */
  takenAtHallMs: number;
  calledAtMs: number | null;
  calls: number;
  window: number | null;
}
export interface ServicesView {
  items: ServiceItem[];
  /** Tickets of the last business days, by id. */
  tickets: Record<string, Ticket>;
  /** Ids of the open day's waiting tickets, in the order of the queue. */
  waiting: string[];
  /** Last number given, by day and prefix: a day that is opened again goes on, never back. */
  counters: Record<string, Record<string, number>>;
  /** Latest call first, at most six. */
  calls: { ticketId: string; number: string; window: number; atMs: number }[];
  /** Windows whose clerk is away. */
  paused: number[];
  /** Waiting tickets that one window alone may call, by id. */
  transferred: Record<string, number>;
  /** The open day's last called ticket of each window, by window; none once it was transferred away. */
  lastCalled: Record<number, string>;
  /** Tickets that were rated, by id; not how: a rating is nobody's in particular. */
  rated: Record<string, true>;
  /** How often each grade was given, by day. On no screen of the windows: to them ratings are anonymous. */
  ratings: Record<string, Partial<Record<Grade, number>>>;
}

export const servicesRefusals = {
  ITEM_NOT_FOUND: 404,
  /** No window serves it at present. */
  ITEM_NOT_SERVED: 409,
  TICKET_NOT_FOUND: 404,
  TICKET_STATE_WRONG: 409,
  QUEUE_EMPTY: 409,
  WINDOW_UNKNOWN: 400,
  /** Nobody is called to a window whose clerk is away. */
  WINDOW_PAUSED: 409,
  /** A ticket cannot be transferred to the window that has it. */
  TRANSFER_TO_SELF: 409,
  /** The window has called nobody today, or the last one did not come or was transferred. */
  NOTHING_TO_RATE: 409,
  ALREADY_RATED: 409,
} as const;
export type ServicesRefusal = keyof typeof servicesRefusals;
export const refuse = refusals(servicesRefusals);

export const AdoptCatalogueBody = Type.Object(
  { items: Type.Array(ServiceItem, { maxItems: 500 }) },
  strict,
);
/** `visitId`: the visit this session already checked in with; otherwise an anonymous 办事 visit is recorded. */
export const TakeTicketBody = Type.Object(
  { itemId: Type.String({ maxLength: 32 }), visitId: Type.Optional(Id) },
  strict,
);
export const Wait = Type.Union([
  Type.Object({ lowMinutes: Type.Integer(), highMinutes: Type.Integer() }, strict),
  Type.Null(),
]);
/** The command's body: the route adds whether a printer is set up. */
export const TakeTicketCommandBody = Type.Object(
  { itemId: Type.String(), visitId: Type.Optional(Id), print: Type.Boolean() },
  strict,
);
export const TakeTicketReply = Type.Object(
  {
    id: Id,
    number: Type.String(),
    item: Type.String(),
    /** Tickets of the same prefix that were waiting before this one. */
    ahead: Type.Integer({ minimum: 0 }),
    wait: Wait,
    visitId: Id,
    /** The print job of the slip; null when no printer is set up. */
    jobId: Type.Union([Id, Type.Null()]),
  },
  strict,
);
export type TakeTicketReply = Static<typeof TakeTicketReply>;
export const CallNextBody = Type.Object({ window: Window }, strict);
/** POST /api/services/pauses */
export const PauseWindowBody = Type.Object({ window: Window, paused: Type.Boolean() }, strict);
export const TicketBody = Type.Object({ ticketId: Id }, strict);
export const CallReply = Type.Object(
  { id: Id, number: Type.String(), window: Type.Integer() },
  strict,
);
export type CallReply = Static<typeof CallReply>;
export const FinishTicketBody = Type.Object(
  { ticketId: Id, outcome: Type.Union([Type.Literal('served'), Type.Literal('missed')]) },
  strict,
);
export const TransferTicketBody = Type.Object({ ticketId: Id, window: Window }, strict);
/** From a rating device: it knows its window, never whom it asks. */
export const RateTicketBody = Type.Object({ window: Window, grade: Grade }, strict);

/** POST /api/services/tickets/:id/transfer */
export const TransferBody = Type.Object({ window: Window }, strict);
/** POST /api/services/tickets/:id/finish */
export const FinishBody = Type.Object(
  { outcome: Type.Union([Type.Literal('served'), Type.Literal('missed')]) },
  strict,
);
export const EmptyBody = Type.Object({}, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);

/** GET /api/services/items */
export const ItemList = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          department: Type.String(),
          prefix: Type.String(),
          waiting: Type.Integer(),
          served: Type.Boolean(),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ItemList = Static<typeof ItemList>;
/** GET /api/services/tickets/:id, by id or by the slip's code: what anyone who holds the slip may see. */
export const TicketStatus = Type.Object(
  {
    number: Type.String(),
    item: Type.String(),
    state: TicketState,
    ahead: Type.Union([Type.Integer(), Type.Null()]),
    window: Type.Union([Type.Integer(), Type.Null()]),
  },
  strict,
);
export type TicketStatus = Static<typeof TicketStatus>;

/** Slice `services` on touch and board. */
export type ServicesSlice = ItemList & { waiting: number };
/** Slice `board`: the number being called, then the last five. */
export interface BoardSlice {
  now: { number: string; window: number; atMs: number } | null;
  last: { number: string; window: number; atMs: number }[];
  waiting: { prefix: string; names: string[]; waiting: number }[];
}
/** Slice `tickets` on the staff page and GET /api/services/tickets: today's, newest first. */
export const TicketList = Type.Object(
  {
    day: Type.Union([Day, Type.Null()]),
    windows: Type.Array(Type.Integer()),
    /** Those of them whose clerk is away. */
    paused: Type.Array(Type.Integer()),
    tickets: Type.Array(
      Type.Object(
        {
          id: Id,
          number: Type.String(),
          item: Type.String(),
          state: TicketState,
          takenAtMs: Type.Integer(),
          calledAtMs: Type.Union([Type.Integer(), Type.Null()]),
          calls: Type.Integer(),
          /** Of a waiting ticket: where it was transferred to. */
          window: Type.Union([Type.Integer(), Type.Null()]),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type TicketsSlice = Static<typeof TicketList>;
