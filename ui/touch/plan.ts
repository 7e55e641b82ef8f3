// The touchscreen's screens, which may follow which, and what a visit keeps until it is wiped.
import { type Signal, signal } from '@preact/signals';
import type { CardTroubleMoment } from '../../devices/schema.ts';
import type {
  CheckInBody,
  CheckInReply,
  CheckOutBody,
  Purpose,
} from '../../server/modules/attendance/schema.ts';
import type { CallHelpReply } from '../../server/modules/help/schema.ts';
import type { OrderRequest, ReservationReply } from '../../server/modules/orders/page-schema.ts';
import type { DoneReply as Rated, RatingBody } from '../../server/modules/ratings/page-schema.ts';
import type { Grade, Reason } from '../../server/modules/ratings/schema.ts';
import type {
  DoneReply,
  TakeTicketBody,
  TakeTicketReply,
  TicketStatus,
} from '../../server/modules/services/page-schema.ts';
import type { VisitorClass } from '../../server/modules/services/terms-schema.ts';
import { type Action, createAction } from '../kit/api.ts';
import type { VisitPlan } from '../kit/visits.ts';
import type { Cart } from './services/cart.ts';
import type { ChecklistOf } from './services/flow.ts';
import type { BasketLine } from './workshop/basket.ts';

/** Coming or going: both use the same ways to say who one is. */
export type Direction = 'in' | 'out';
/** Ways that need the privacy notice. */
export type PersonalMethod = 'phone' | 'code' | 'idCard' | 'resident';

export type Screen =
  | { name: 'attract' }
  | { name: 'home' }
  | { name: 'purpose' }
  | { name: 'method'; direction: Direction }
  | { name: 'notice'; method: PersonalMethod }
  | { name: 'present'; method: 'idCard' | 'code'; direction: Direction }
  | { name: 'phone'; direction: Direction }
  | { name: 'surnames'; direction: Direction }
  | { name: 'residents'; direction: Direction; surname: string }
  | { name: 'headcount' }
  | { name: 'manyPeople' }
  | { name: 'unit' }
  | { name: 'checkedIn'; reply: CheckInReply }
  | { name: 'leave'; visitId: string }
  | { name: 'left' }
  | { name: 'rate'; code: string; items: readonly string[] }
  | { name: 'badRating'; code: string; grade: Grade }
  | { name: 'ratingPhone'; code: string; grade: Grade }
  | { name: 'rated'; said: 'good' | 'bad' | 'call' }
  | { name: 'services' }
  /** `cart`: what is on the number already, when something is added to it. */
  | { name: 'departments'; cart: Cart }
  | { name: 'department'; departmentId: string; cart: Cart }
  | { name: 'item'; itemId: string; cart: Cart }
  | { name: 'package'; packageId: string }
  | { name: 'materials'; of: ChecklistOf; cart: Cart }
  | { name: 'appointment' }
  | { name: 'confirm'; cart: Cart }
  | { name: 'visitorClass' }
  | { name: 'ticket'; reply: TakeTicketReply }
  /** `code`: of the slip. */
  | { name: 'ticketStatus'; code: string; status: TicketStatus }
  | { name: 'shelf' }
  | { name: 'live' }
  | { name: 'product'; productId: string; variantId: string }
  | { name: 'order' }
  | { name: 'buyer'; step: 'ways' }
  /** `shown`: who has been read already. */
  | { name: 'buyer'; step: 'notice'; method: Buyer['method']; shown: Buyer | null }
  | { name: 'buyer'; step: 'enter'; method: Buyer['method'] }
  | { name: 'ordered'; reply: ReservationReply; lines: readonly BasketLine[] }
  /** `code`: of the slip. */
  | { name: 'orderStatus'; code: string }
  | { name: 'help' };
export type ScreenName = Screen['name'];

/** Who the visitor is, as far as the screen knows: never a whole name or number of somebody else. */
export type Identity =
  | { method: 'phone'; phone: string }
  | { method: 'code'; code: string }
  | { method: 'idCard'; readId: string; mask: string }
  | { method: 'resident'; residentId: string }
  | { method: 'headcount'; headcount: number };

/** Who reserves goods. */
export type Buyer = Extract<Identity, { method: 'phone' | 'code' | 'idCard' }>;

/** An order that is being made. */
export interface Draft {
  readonly lines: readonly BasketLine[];
  readonly pickUpDay: string | null;
  readonly by: Buyer | null;
  /** The method whose notice was agreed to for this. */
  readonly agreed: Buyer['method'] | null;
}
export const NO_DRAFT: Draft = { lines: [], pickUpDay: null, by: null, agreed: null };

/** Why the last step did not work, and what can be done about it. */
export interface Failed {
  title: string;
  text: string;
  /** The same step again, when its outcome is unknown. */
  retry: (() => void) | null;
  /** What to do instead, and what its button says. */
  instead: Alternative | null;
  /** What saying no does, where it is more than closing. */
  otherwise?: Alternative;
}
export interface Alternative {
  name: string;
  go: () => void;
}

export interface Session {
  purpose: Signal<Purpose | null>;
  identity: Signal<Identity | null>;
  /** The method whose notice was agreed to. */
  agreed: Signal<PersonalMethod | null>;
  phone: Signal<string>;
  people: Signal<string>;
  /** The visit that this session checked in. */
  visitId: Signal<string | null>;
  helpCall: Signal<string | null>;
  failed: Signal<Failed | null>;
  /** What was wrong with the card that was shown last, as long as it is waited for. */
  cardTrouble: Signal<CardTroubleMoment['trouble'] | null>;
  /** What was wrong, of a bad rating that is not given yet. */
  reasons: Signal<readonly Reason[]>;
  rate: Action<RatingBody, Rated>;
  checkIn: Action<CheckInBody, CheckInReply>;
  checkOut: Action<CheckOutBody, { done: true }>;
  visitorClass: Signal<VisitorClass>;
  /** Names of documents that the visitor has ticked off. */
  brought: Signal<ReadonlySet<string>>;
  /** Checklists that were sent to the printer in this visit. */
  printed: Signal<ReadonlySet<string>>;
  appointmentCode: Signal<string>;
  takeTicket: Action<TakeTicketBody, TakeTicketReply>;
  printChecklist: Action<ChecklistOf, { jobId: string | null }>;
  withdrawTicket: Action<Record<string, never>, DoneReply>;
  draft: Signal<Draft>;
  reserve: Action<OrderRequest, ReservationReply>;
  /** A page that itself asks who somebody is: cards and codes are its. */
  expects: ((identity: Identity) => void) | null;
  callHelp: Action<Record<string, never>, CallHelpReply>;
  withdrawHelp: Action<Record<string, never>, { done: true }>;
  /** Aborts reads that nobody waits for any more. */
  abort: AbortController;
}

function begin(): Session {
  return {
    purpose: signal(null),
    identity: signal(null),
    agreed: signal(null),
    phone: signal(''),
    people: signal(''),
    visitId: signal(null),
    helpCall: signal(null),
    failed: signal(null),
    cardTrouble: signal(null),
    reasons: signal([]),
    rate: createAction(),
    checkIn: createAction(),
    checkOut: createAction(),
    visitorClass: signal('ordinary'),
    brought: signal(new Set()),
    printed: signal(new Set()),
    appointmentCode: signal(''),
    takeTicket: createAction(),
    printChecklist: createAction(),
    withdrawTicket: createAction(),
    draft: signal(NO_DRAFT),
    reserve: createAction(),
    expects: null,
    callHelp: createAction(),
    withdrawHelp: createAction(),
    abort: new AbortController(),
  };
}

/** What a visitor has typed or shown, gone as soon as it is not needed. */
export function wipePersonal(session: Session): void {
  session.identity.value = null;
  session.agreed.value = null;
  session.phone.value = '';
  session.cardTrouble.value = null;
  session.people.value = '';
}

/** What was begun and not finished. */
export function giveUp(session: Session): void {
  wipePersonal(session);
  session.reasons.value = [];
  session.purpose.value = null;
  session.visitorClass.value = 'ordinary';
  session.brought.value = new Set();
  session.appointmentCode.value = '';
  session.draft.value = NO_DRAFT;
}

export const visitPlan: VisitPlan<Screen, Session> = {
  start: { name: 'attract' },
  begin,
  end(session) {
    giveUp(session);
    session.visitId.value = null;
    session.helpCall.value = null;
    session.failed.value = null;
    session.printed.value = new Set();
    session.abort.abort();
  },
  // A card or a code may be shown at any moment: it jumps in wherever the visit stands.
  always: [
    'home',
    'help',
    'purpose',
    'notice',
    'unit',
    'checkedIn',
    'left',
    'ticketStatus',
    'rate',
    'orderStatus',
    'shelf',
  ],
  steps: {
    attract: [],
    home: ['method', 'leave', 'services', 'live'],
    purpose: ['method'],
    method: ['headcount', 'phone', 'surnames', 'present'],
    notice: ['phone', 'present', 'surnames', 'headcount', 'method'],
    present: ['method'],
    phone: ['method'],
    surnames: ['residents', 'method'],
    residents: ['method'],
    headcount: ['manyPeople'],
    manyPeople: [],
    unit: ['method'],
    checkedIn: ['services'],
    leave: ['method'],
    left: [],
    rate: ['badRating', 'rated'],
    badRating: ['ratingPhone', 'rated'],
    ratingPhone: ['rated'],
    rated: [],
    services: ['package', 'departments', 'department', 'confirm', 'appointment'],
    departments: ['department'],
    department: ['item'],
    item: ['materials', 'confirm'],
    package: ['item', 'materials', 'confirm'],
    materials: ['confirm'],
    appointment: ['ticket', 'services'],
    confirm: ['confirm', 'departments', 'department', 'visitorClass', 'ticket', 'services'],
    visitorClass: [],
    ticket: [],
    ticketStatus: [],
    shelf: ['live', 'product', 'order'],
    live: ['product'],
    product: ['order'],
    order: ['buyer', 'ordered'],
    buyer: ['buyer'],
    ordered: [],
    orderStatus: [],
    help: [],
  },
};
