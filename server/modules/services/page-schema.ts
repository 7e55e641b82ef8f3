// What pages send to the queue and what they see of it.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { Id, ItemId, MOST_ITEMS, TicketState, Window, WindowItemIds } from './schema.ts';
import {
  Outcome,
  OutOfTurnReason,
  PauseReason,
  QueuePolicy,
  VisitorClass,
  Wait,
} from './terms-schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

const wanted = {
  /** One of these three. */
  itemId: Type.Optional(ItemId),
  itemIds: Type.Optional(Type.Array(ItemId, { minItems: 1, maxItems: MOST_ITEMS })),
  packageId: Type.Optional(ItemId),
  class: Type.Optional(VisitorClass),
};
/** `visitId`: the visit this session already checked in with; otherwise an anonymous 办事 visit is recorded. */
export const TakeTicketBody = Type.Object(
  {
    ...wanted,
    /** Instead of items: the code of an appointment. */
    appointmentCode: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    visitId: Type.Optional(Id),
  },
  strict,
);
export type TakeTicketBody = Static<typeof TakeTicketBody>;
/** At the desk somebody may rather be told than given paper: `print` false. */
export const IssueTicketBody = Type.Object(
  { ...TakeTicketBody.properties, print: Type.Optional(Type.Boolean()) },
  strict,
);
/** The command's body: the route adds whether a printer is set up. */
export const TakeTicketCommandBody = Type.Object(
  { ...TakeTicketBody.properties, print: Type.Boolean() },
  strict,
);
export const TakeTicketReply = Type.Object(
  {
    id: Id,
    number: Type.String(),
    /** Of several items: the package's name, or the first item's. */
    item: Type.String(),
    items: Type.Array(Type.String()),
    class: VisitorClass,
    /** Who waits for the same windows, before this one. */
    ahead: Type.Integer({ minimum: 0 }),
    wait: Wait,
    /** Whether a window serves it at this moment. */
    served: Type.Boolean(),
    visitId: Id,
    /** The print job of the slip; null when no printer is set up. */
    jobId: orNull(Id),
  },
  strict,
);
export type TakeTicketReply = Static<typeof TakeTicketReply>;

/** POST /api/services/calls */
export const CallNextBody = Type.Object({ window: Window }, strict);
export const TicketBody = Type.Object({ ticketId: Id }, strict);
/** `window` is checked when it is given: whoever acts must be the one who has it. */
export const CallTicketBody = Type.Object(
  { ticketId: Id, window: Window, reason: OutOfTurnReason },
  strict,
);
export const CallReply = Type.Object(
  { id: Id, number: Type.String(), window: Type.Integer() },
  strict,
);
export type CallReply = Static<typeof CallReply>;
export const FinishTicketBody = Type.Object(
  {
    ticketId: Id,
    outcome: Outcome,
    /** What was done; everything this window serves of it when not given. */
    itemIds: Type.Optional(Type.Array(ItemId, { minItems: 1, maxItems: 20 })),
    missing: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 30 }),
    ),
    referredTo: Type.Optional(Type.String({ maxLength: 40 })),
    /** The route's: whether the missing documents can be printed. */
    print: Type.Optional(Type.Boolean()),
  },
  strict,
);
/** To a window, or to whoever serves another item. */
export const TransferTicketBody = Type.Object(
  { ticketId: Id, window: Type.Optional(Window), itemId: Type.Optional(ItemId) },
  strict,
);
export const ChangeClassBody = Type.Object({ ticketId: Id, class: VisitorClass }, strict);
export const OpenWindowBody = Type.Object(
  {
    window: Window,
    /** Null: everything the catalogue gives to this window. */
    itemIds: orNull(WindowItemIds),
    /** Also when somebody else signed in there. */
    takeOver: Type.Boolean(),
  },
  strict,
);
export const WindowBody = Type.Object({ window: Window }, strict);
/** POST /api/services/pauses */
export const PauseWindowBody = Type.Object(
  {
    window: Window,
    paused: Type.Boolean(),
    reason: Type.Optional(PauseReason),
    handOver: Type.Optional(orNull(Window)),
  },
  strict,
);
export const BookAppointmentBody = Type.Object(
  { day: Day, slot: Type.String({ pattern: '^\\d{2}:\\d{2}$' }), ...wanted },
  strict,
);
export const BookAppointmentReply = Type.Object({ id: Id, code: Type.String() }, strict);
export const AppointmentBody = Type.Object({ appointmentId: Id }, strict);

/** Bodies of `POST /api/services/tickets/:id/…`: the id stands in the path. */
export const EmptyBody = Type.Object({}, strict);
export const CallOneBody = Type.Object({ window: Window, reason: OutOfTurnReason }, strict);
const { ticketId: _finished, print: _print, ...finish } = FinishTicketBody.properties;
export const FinishBody = Type.Object(finish, strict);
const { ticketId: _transferred, ...transfer } = TransferTicketBody.properties;
export const TransferBody = Type.Object(transfer, strict);
export const ClassBody = Type.Object({ class: VisitorClass }, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
export type DoneReply = Static<typeof DoneReply>;
/** `jobId`: the slip with the missing documents; null when there is none. */
export const FinishReply = Type.Object({ done: Type.Literal(true), jobId: orNull(Id) }, strict);

const ItemRow = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    department: Type.String(),
    prefix: Type.String(),
    /** Who waits for its windows. */
    waiting: Type.Integer(),
    /** Whether any window can serve it at all. */
    served: Type.Boolean(),
    /** Whether somebody is behind one of them now. */
    open: Type.Boolean(),
    general: Type.Boolean(),
  },
  strict,
);
/** GET /api/services/items */
export const ItemList = Type.Object({ items: Type.Array(ItemRow) }, strict);
export type ItemList = Static<typeof ItemList>;
/** GET /api/services/tickets/:id, by id or by the slip's code: what anyone who holds the slip may see. */
export const TicketStatus = Type.Object(
  {
    number: Type.String(),
    item: Type.String(),
    items: Type.Array(Type.String()),
    state: TicketState,
    class: VisitorClass,
    ahead: orNull(Type.Integer()),
    wait: Wait,
    /** Of a waiting one: whether a window serves it at this moment. */
    served: Type.Boolean(),
    window: orNull(Type.Integer()),
    outcome: orNull(Outcome),
    missing: Type.Array(Type.String()),
  },
  strict,
);
export type TicketStatus = Static<typeof TicketStatus>;

/** Slice `services` on the touchscreen. `hall`: whether numbers are given now, and if not, when. */
export type ServicesSlice = ItemList & {
  waiting: number;
  hall: { open: boolean; opensAt: string | null; reason: string };
};

export interface BoardCall {
  /** New for every call. */
  id: string;
  number: string;
  window: number;
  mark: 'priority' | 'military' | null;
  /** 1: the first call, 2: called again once. */
  times: number;
  atMs: number;
}
/** Slice `board`: the number being called, then the last five. */
export interface BoardSlice {
  now: BoardCall | null;
  last: BoardCall[];
  waiting: { prefix: string; names: string[]; waiting: number; served: boolean }[];
  paused: { window: number; reason: PauseReason; handOver: number | null }[];
}

const QueueTicket = Type.Object(
  {
    id: Id,
    number: Type.String(),
    /** Names of what is to be done, or was done last. */
    items: Type.Array(Type.String()),
    itemIds: Type.Array(Type.String()),
    package: orNull(Type.String()),
    class: VisitorClass,
    appointment: Type.Boolean(),
    state: TicketState,
    takenAtMs: Type.Integer(),
    calledAtMs: orNull(Type.Integer()),
    calls: Type.Integer(),
    /** Of a waiting ticket: where it was transferred to. */
    window: orNull(Type.Integer()),
    outcome: orNull(Outcome),
    overtaken: Type.Integer(),
  },
  strict,
);
export type QueueTicket = Static<typeof QueueTicket>;
const WindowRow = Type.Object(
  {
    window: Type.Integer(),
    /** Name of the account behind it; empty: from the call pad; null: nobody. */
    clerk: orNull(Type.String()),
    accountId: orNull(Type.String()),
    /** What it serves now, by item id. */
    itemIds: Type.Array(Type.String()),
    paused: orNull(Type.Object({ reason: PauseReason, handOver: orNull(Window) }, strict)),
    ticket: orNull(QueueTicket),
    /** Put aside there. */
    held: Type.Array(QueueTicket),
    /** Ids of who waits and may be called there, next first, at most 20. */
    next: Type.Array(Id),
    waiting: Type.Integer(),
  },
  strict,
);
export type WindowRow = Static<typeof WindowRow>;
const AppointmentRow = Type.Object(
  {
    id: Id,
    code: Type.String(),
    day: Day,
    slot: Type.String(),
    items: Type.Array(Type.String()),
    class: VisitorClass,
    state: Type.Union([Type.Literal('booked'), Type.Literal('arrived'), Type.Literal('cancelled')]),
  },
  strict,
);
/** Slice `tickets` on the staff page and GET /api/services/tickets: numbers and items, never names. */
export const TicketList = Type.Object(
  {
    day: orNull(Day),
    windows: Type.Array(WindowRow),
    /** In the order of the queue, the first 200 and whom `next` of a window names. */
    waiting: Type.Array(QueueTicket),
    waitingCount: Type.Integer(),
    /** Of the open day, called or over, newest first, at most 100. */
    recent: Type.Array(QueueTicket),
    recentCount: Type.Integer(),
    appointments: Type.Array(AppointmentRow),
    policy: QueuePolicy,
  },
  strict,
);
export type TicketsSlice = Static<typeof TicketList>;
/** GET /api/services/numbers/:number: the open day's ticket of that number, or none. */
export const NumberList = Type.Object({ tickets: Type.Array(QueueTicket) }, strict);
export type NumberList = Static<typeof NumberList>;
