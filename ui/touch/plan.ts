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
import type { TakeTicketReply, TicketStatus } from '../../server/modules/services/page-schema.ts';
import { type Action, createAction } from '../kit/api.ts';
import type { VisitPlan } from '../kit/visits.ts';

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
  | { name: 'services' }
  | { name: 'confirm'; itemId: string }
  | { name: 'ticket'; reply: TakeTicketReply }
  | { name: 'ticketStatus'; status: TicketStatus }
  | { name: 'help' };
export type ScreenName = Screen['name'];

/** Who the visitor is, as far as the screen knows: never a whole name or number of somebody else. */
export type Identity =
  | { method: 'phone'; phone: string }
  | { method: 'code'; code: string }
  | { method: 'idCard'; readId: string; mask: string }
  | { method: 'resident'; residentId: string }
  | { method: 'headcount'; headcount: number };

/** Why the last step did not work, and what can be done about it. */
export interface Failed {
  title: string;
  text: string;
  /** The same step again, when its outcome is unknown. */
  retry: (() => void) | null;
  /** What to do instead, and what its button says. */
  instead: { name: string; go: () => void } | null;
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
  checkIn: Action<CheckInBody, CheckInReply>;
  checkOut: Action<CheckOutBody, { done: true }>;
  takeTicket: Action<{ itemId: string; visitId?: string }, TakeTicketReply>;
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
    checkIn: createAction(),
    checkOut: createAction(),
    takeTicket: createAction(),
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

/** A check-in that was begun and not finished. */
export function giveUp(session: Session): void {
  wipePersonal(session);
  session.purpose.value = null;
}

export const visitPlan: VisitPlan<Screen, Session> = {
  start: { name: 'attract' },
  begin,
  end(session) {
    giveUp(session);
    session.visitId.value = null;
    session.helpCall.value = null;
    session.failed.value = null;
    session.abort.abort();
  },
  // A card or a code may be shown at any moment: it jumps in wherever the visit stands.
  always: ['home', 'help', 'purpose', 'notice', 'unit', 'checkedIn', 'left', 'ticketStatus'],
  steps: {
    attract: [],
    home: ['method', 'leave', 'services'],
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
    services: ['confirm'],
    confirm: ['ticket', 'services'],
    ticket: [],
    ticketStatus: [],
    help: [],
  },
};
