// Numbers for visitors and the windows that call them: events, the view they fold into, refusals. What pages send and see
// stands in page-schema.ts.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';
import type { Widening } from './estimate.ts';
import {
  Outcome,
  OutOfTurnReason,
  PauseReason,
  QueuePolicy,
  VisitorClass,
  Wait,
} from './terms-schema.ts';

const strict = { additionalProperties: false } as const;
export const Id = Type.String({ minLength: 1, maxLength: 64 });
export const Window = Type.Integer({ minimum: 1, maximum: 99 });
export const ItemId = Type.String({ minLength: 1, maxLength: 32 });
/** What one visitor can have done with one number. */
export const MOST_ITEMS = 8;
const ItemIds = Type.Array(ItemId, { minItems: 1, maxItems: 20 });
/** What one window serves: as many as a catalogue can have. */
export const WindowItemIds = Type.Array(ItemId, { minItems: 1, maxItems: 500 });

const defineStep = <const Name extends string, Data extends Parameters<typeof Type.Object>[0]>(
  name: Name,
  data: Data,
) =>
  defineEvent({
    type: `services.${name}`,
    lifetime: 'ageing',
    data: Type.Object(data, strict),
  });

export const policyPut = defineEvent({
  type: 'services.policyPut',
  lifetime: 'standing',
  data: QueuePolicy,
});
export const ticketTaken = defineStep('ticketTaken', {
  ticketId: Id,
  day: Day,
  /** What is to be done, in order. */
  itemIds: ItemIds,
  packageId: Type.Union([ItemId, Type.Null()]),
  class: VisitorClass,
  appointmentId: Type.Union([Id, Type.Null()]),
  /** `A012`: prefix and at least three digits; never repeated within a business day. */
  number: Type.String(),
  prefix: Type.String(),
  ordinal: Type.Integer({ minimum: 1 }),
  /** Hall time; see dispatch.ts. */
  keyMs: Type.Number(),
  strict: Type.Boolean(),
  /** Who waited then for the same windows, before this one. */
  ahead: Type.Integer({ minimum: 0 }),
  /** What was told then. */
  wait: Wait,
  visitId: Id,
});
/** `again`: a recall. `reason`: out of its turn. `counts`: far enough from the call before to count towards a miss. */
export const ticketCalled = defineStep('ticketCalled', {
  ticketId: Id,
  window: Window,
  again: Type.Boolean(),
  counts: Type.Boolean(),
  reason: Type.Union([OutOfTurnReason, Type.Null()]),
});
/** Back to its place; `reopened`: whom the call had ended, and who is served again. */
export const callUndone = defineStep('callUndone', {
  ticketId: Id,
  window: Window,
  reopened: Type.Union([Id, Type.Null()]),
});
export const serviceStarted = defineStep('serviceStarted', { ticketId: Id, window: Window });
/** `remaining`: what this window could not do; the ticket then waits again at its place. */
export const ticketFinished = defineStep('ticketFinished', {
  ticketId: Id,
  window: Window,
  outcome: Outcome,
  itemIds: Type.Array(ItemId, { maxItems: 20 }),
  remaining: Type.Array(ItemId, { maxItems: 20 }),
  /** Documents to bring next time. */
  missing: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 30 }),
  /** Who goes on with it: 县民政局. */
  referredTo: Type.String({ maxLength: 40 }),
});
export const ticketMissed = defineStep('ticketMissed', { ticketId: Id, window: Window });
/** Who comes back after the number was missed; queues at `keyMs`. */
export const ticketReactivated = defineStep('ticketReactivated', {
  ticketId: Id,
  keyMs: Type.Number(),
});
/** Put aside for a form to fill in; the same window calls it back. */
export const ticketHeld = defineStep('ticketHeld', { ticketId: Id, window: Window });
/** Back to waiting, at its place; only `window` calls it next, or, with `itemIds`, whoever serves those. */
export const ticketTransferred = defineStep('ticketTransferred', {
  ticketId: Id,
  from: Window,
  window: Type.Union([Window, Type.Null()]),
  itemIds: ItemIds,
});
export const ticketGivenUp = defineStep('ticketGivenUp', { ticketId: Id });
/** The proof was not there, or is: the place follows. */
export const classChanged = defineStep('classChanged', {
  ticketId: Id,
  class: VisitorClass,
  keyMs: Type.Number(),
  strict: Type.Boolean(),
});
/** `itemIds` null: everything the catalogue gives to this window. `accountId` null: from the call pad. */
export const windowOpened = defineStep('windowOpened', {
  window: Window,
  accountId: Type.Union([Id, Type.Null()]),
  itemIds: Type.Union([WindowItemIds, Type.Null()]),
});
export const windowClosed = defineStep('windowClosed', { window: Window });
/** The clerk is away for a while: nobody is called there. Ends with `windowResumed` or with the day. */
export const windowPaused = defineStep('windowPaused', {
  window: Window,
  reason: PauseReason,
  /** Where whoever was sent to this window goes instead. */
  handOver: Type.Union([Window, Type.Null()]),
});
export const windowResumed = defineStep('windowResumed', { window: Window });
/** Identity-free: whoever has the code comes at `slot`. */
export const appointmentBooked = defineStep('appointmentBooked', {
  appointmentId: Id,
  /** Six digits, told to the visitor. */
  code: Type.String({ pattern: '^\\d{6}$' }),
  day: Day,
  /** `09:30`, local time. */
  slot: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
  itemIds: ItemIds,
  class: VisitorClass,
});
export const appointmentCancelled = defineStep('appointmentCancelled', { appointmentId: Id });

export type PolicyPut = Recorded<typeof policyPut>;
export type TicketTaken = Recorded<typeof ticketTaken>;
export type TicketCalled = Recorded<typeof ticketCalled>;
export type CallUndone = Recorded<typeof callUndone>;
export type ServiceStarted = Recorded<typeof serviceStarted>;
export type TicketFinished = Recorded<typeof ticketFinished>;
export type TicketMissed = Recorded<typeof ticketMissed>;
export type TicketReactivated = Recorded<typeof ticketReactivated>;
export type TicketHeld = Recorded<typeof ticketHeld>;
export type TicketTransferred = Recorded<typeof ticketTransferred>;
export type TicketGivenUp = Recorded<typeof ticketGivenUp>;
export type ClassChanged = Recorded<typeof classChanged>;
export type WindowOpened = Recorded<typeof windowOpened>;
export type WindowClosed = Recorded<typeof windowClosed>;
export type WindowPaused = Recorded<typeof windowPaused>;
export type WindowResumed = Recorded<typeof windowResumed>;
export type AppointmentBooked = Recorded<typeof appointmentBooked>;
export type AppointmentCancelled = Recorded<typeof appointmentCancelled>;
export type ServicesEvent =
  | PolicyPut
  | TicketTaken
  | TicketCalled
  | CallUndone
  | ServiceStarted
  | TicketFinished
  | TicketMissed
  | TicketReactivated
  | TicketHeld
  | TicketTransferred
  | TicketGivenUp
  | ClassChanged
  | WindowOpened
  | WindowClosed
  | WindowPaused
  | WindowResumed
  | AppointmentBooked
  | AppointmentCancelled;
export const servicesEvents = [
  policyPut,
  ticketTaken,
  ticketCalled,
  callUndone,
  serviceStarted,
  ticketFinished,
  ticketMissed,
  ticketReactivated,
  ticketHeld,
  ticketTransferred,
  ticketGivenUp,
  classChanged,
  windowOpened,
  windowClosed,
  windowPaused,
  windowResumed,
  appointmentBooked,
  appointmentCancelled,
];

export const TicketState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('called'),
  /** At the window. */
  Type.Literal('serving'),
  /** Put aside by its window. */
  Type.Literal('held'),
  Type.Literal('served'),
  Type.Literal('missed'),
  Type.Literal('givenUp'),
  /** The day closed before it was called. */
  Type.Literal('void'),
]);
export type TicketState = Static<typeof TicketState>;

export interface Ticket {
  id: string;
  day: string;
  number: string;
  state: TicketState;
  /** What is still to be done, in order; when it is over, what was done last. */
  itemIds: string[];
  /** What other windows have done. */
  doneItemIds: string[];
  packageId: string | null;
  class: VisitorClass;
  appointmentId: string | null;
  keyMs: number;
  strict: boolean;
  order: number;
  overtaken: number;
  onlyWindow: number | null;
  ahead: number;
  wait: Wait;
  takenAtMs: number;
  takenAtHallMs: number;
  /** Calls that count towards a miss, since it waited last. */
  calls: number;
  /** Since it was taken; a slip that comes out after that is of no use. */
  calledBefore: boolean;
  /** Of the first call since it waited last. */
  calledAtMs: number | null;
  /** Of the last call. */
  calledAtHallMs: number | null;
  startedAtHallMs: number | null;
  /** What was kept as the time of one of its items, ms. */
  serviceMs: number | null;
  /** Where it was called, is served, or was served last. */
  window: number | null;
  outcome: Outcome | null;
  missing: string[];
  referredTo: string;
}
export interface WindowState {
  window: number;
  accountId: string | null;
  itemIds: string[] | null;
  paused: { reason: PauseReason; handOver: number | null } | null;
  /** Called or served there now. */
  ticketId: string | null;
  /** Whom it called last, also when it is over; none once it was transferred away. */
  lastTicketId: string | null;
  /** Whom it ended last, and by which command. */
  ended: { ticketId: string; commandId: string } | null;
  /** Whom its last call ended: undoing the call brings that one back. */
  replaced: string | null;
  /** Hall time of the last thing done there. */
  seenAtHallMs: number;
}
export interface Appointment {
  id: string;
  code: string;
  day: string;
  slot: string;
  itemIds: string[];
  class: VisitorClass;
  state: 'booked' | 'arrived' | 'cancelled';
}
/** One call as boards show and speak it; the id is new for every call. */
export interface Call {
  id: string;
  ticketId: string;
  number: string;
  window: number;
  /** Why it may come before others. */
  mark: 'priority' | 'military' | null;
  /** 1: the first call. */
  times: number;
  atMs: number;
}
export interface ServicesView {
  policy: QueuePolicy;
  /** Tickets of the last business days, by id. */
  tickets: Record<string, Ticket>;
  /** Ids of the open day's waiting tickets, in the order of `compareQueued`. */
  waiting: string[];
  /** Last number given, by day and prefix: a day that is opened again goes on, never back. */
  counters: Record<string, Record<string, number>>;
  /** Latest call first, at most six. */
  calls: Call[];
  /** Windows with somebody behind them, by number. */
  windows: Record<number, WindowState>;
  /** Which windows can serve an item, as the catalogue says: the fold must know whom a call passes over. */
  itemWindows: Record<string, number[]>;
  /** The last 40 service times of an item, ms, oldest first. */
  serviceTimes: Record<string, number[]>;
  appointments: Record<string, Appointment>;
  /** By how much told waits are stretched, after how earlier ones went. */
  widening: Widening;
  /** First and last record of each day's tickets: where statistics find them in the history. */
  spans: Record<string, [first: number, last: number]>;
}

export const servicesRefusals = {
  ITEM_NOT_FOUND: 404,
  /** No window serves it at present. */
  ITEM_NOT_SERVED: 409,
  PACKAGE_NOT_FOUND: 404,
  /** More items than one number can hold, none, or both items and a package. */
  ITEMS_WRONG: 400,
  /** No numbers now; `opensAt` and `reason` may be empty. */
  HALL_CLOSED: 409,
  TICKET_NOT_FOUND: 404,
  TICKET_STATE_WRONG: 409,
  QUEUE_EMPTY: 409,
  WINDOW_UNKNOWN: 400,
  /** Somebody else signed in there; `window`. */
  WINDOW_TAKEN: 409,
  /** Nobody is behind it: whoever is sent there would wait for ever. */
  WINDOW_NOT_OPEN: 409,
  /** Somebody is being served there. */
  WINDOW_BUSY: 409,
  /** Nobody is called to a window whose clerk is away. */
  WINDOW_PAUSED: 409,
  /** A ticket cannot be transferred to the window that has it, nor a window handed over to itself. */
  TRANSFER_TO_SELF: 409,
  /** `calls` of `needed` calls were made. */
  CALL_MORE_FIRST: 409,
  UNDO_TOO_LATE: 409,
  /** Another window serves it, or this window does not. */
  NOT_FOR_THIS_WINDOW: 409,
  APPOINTMENT_NOT_FOUND: 404,
  APPOINTMENT_WRONG_DAY: 409,
  SLOT_FULL: 409,
  SLOT_INVALID: 400,
} as const;
export type ServicesRefusal = keyof typeof servicesRefusals;
export const refuse = refusals(servicesRefusals);
