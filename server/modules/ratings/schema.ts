// 好差评: how visitors found the service, and 整改, what becomes of the bad ones. Anonymous to the windows; whoever was
// not asked, or did not answer, is 未评价. What pages send and see stands in page-schema.ts.
import { type Static, Type } from 'typebox';
import { Personal } from '../../privacy/mark.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const ItemId = Type.String({ minLength: 1, maxLength: 32 });
const ItemIds = Type.Array(ItemId, { maxItems: 40 });
export const Window = Type.Integer({ minimum: 1, maximum: 99 });
const Note = Type.String({ maxLength: 300 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

/** 5 非常满意 · 4 满意 · 3 基本满意 · 2 不满意 · 1 非常不满意 */
export const Grade = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
]);
export type Grade = Static<typeof Grade>;
/** 差评: this grade and the one below. */
export const WORST_BUT_ONE = 2;

/** 服务效率 · 服务水平 · 服务态度, beside the grade, which is 整体满意度. */
export const Aspects = Type.Object(
  {
    efficiency: Type.Optional(Grade),
    competence: Type.Optional(Grade),
    attitude: Type.Optional(Grade),
  },
  strict,
);
export type Aspects = Static<typeof Aspects>;
export type Aspect = keyof Aspects;

/** 等太久 · 态度不好 · 没办成 · 说不清楚 · 其他 */
export const Reason = Type.Union([
  Type.Literal('waited'),
  Type.Literal('attitude'),
  Type.Literal('notDone'),
  Type.Literal('unclear'),
  Type.Literal('other'),
]);
export type Reason = Static<typeof Reason>;

/** The rating device, the window's page turned to the visitor, the slip's code at the touchscreen. */
const Channel = Type.Union([Type.Literal('device'), Type.Literal('page'), Type.Literal('code')]);
export type Channel = Static<typeof Channel>;

export const RatingsPolicy = Type.Object(
  {
    /** Calendar days after the service in which its visitor can still rate it. */
    lateDays: Type.Integer({ minimum: 0, maximum: 60 }),
    /** Working days in which a bad rating is to be put right. */
    rectifyWorkingDays: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Ratings of a window or an item below which nobody is shown how they were. */
    fewestShown: Type.Integer({ minimum: 3, maximum: 50 }),
    /** Days after a rectification is closed until the visitor's phone is destroyed. */
    contactDays: Type.Integer({ minimum: 0, maximum: 180 }),
  },
  strict,
);
export type RatingsPolicy = Static<typeof RatingsPolicy>;
export const defaultPolicy: RatingsPolicy = {
  lateDays: 7,
  rectifyWorkingDays: 15,
  fewestShown: 3,
  contactDays: 30,
};

export const policyPut = defineEvent({
  type: 'ratings.policyPut',
  lifetime: 'standing',
  data: RatingsPolicy,
});
export const ticketRated = defineEvent({
  type: 'ratings.ticketRated',
  lifetime: 'ageing',
  data: Type.Object(
    {
      ticketId: Id,
      /** Of the service, not of the rating. */
      day: Day,
      window: Window,
      itemIds: ItemIds,
      grade: Grade,
      channel: Channel,
      aspects: Type.Optional(Aspects),
    },
    strict,
  ),
});
/** A form on paper, typed in by a manager: it belongs to no ticket. */
export const paperRated = defineEvent({
  type: 'ratings.paperRated',
  lifetime: 'ageing',
  data: Type.Object(
    {
      day: Day,
      window: orNull(Window),
      itemIds: ItemIds,
      grade: Grade,
      aspects: Type.Optional(Aspects),
    },
    strict,
  ),
});
/** With the rating, in the same batch. Nothing of it names the ticket, unless the visitor left a phone to be called back. */
export const rectificationOpened = defineEvent({
  type: 'ratings.rectificationOpened',
  lifetime: 'standing',
  data: Type.Object(
    {
      caseId: Id,
      day: Day,
      window: orNull(Window),
      itemIds: ItemIds,
      grade: Grade,
      reasons: Type.Array(Reason, { maxItems: 5 }),
      number: orNull(Type.String()),
      /** The phone's own data key. */
      keyId: orNull(Type.String()),
      contact: Type.Optional(Personal('phone')),
      noticeVersion: orNull(Type.String()),
      dueDay: Day,
    },
    strict,
  ),
});

export const CaseOutcome = Type.Union([
  Type.Literal('rectified'),
  Type.Literal('explained'),
  Type.Literal('unfounded'),
]);
export type CaseOutcome = Static<typeof CaseOutcome>;
/** 指定负责人 · 核实 · 整改措施 · 回访 · 申诉复核 · 办结 */
export const Step = Type.Union([
  Type.Object({ kind: Type.Literal('assigned'), accountId: Id }, strict),
  Type.Object({ kind: Type.Literal('verified'), founded: Type.Boolean(), note: Note }, strict),
  Type.Object(
    { kind: Type.Literal('measured'), note: Type.String({ minLength: 2, maxLength: 300 }) },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('calledBack'),
      reached: Type.Boolean(),
      /** Null when nobody was reached, or nothing was said. */
      satisfied: orNull(Type.Boolean()),
      note: Note,
    },
    strict,
  ),
  /** The clerk objected: whether the rating stands. */
  Type.Object({ kind: Type.Literal('reviewed'), upheld: Type.Boolean(), note: Note }, strict),
  Type.Object({ kind: Type.Literal('closed'), outcome: CaseOutcome, note: Note }, strict),
]);
export type Step = Static<typeof Step>;
export const stepTaken = defineEvent({
  type: 'ratings.stepTaken',
  lifetime: 'standing',
  data: Type.Object({ caseId: Id, step: Step }, strict),
});
/** Somebody looked at a phone number in full, to call back. */
export const contactShown = defineEvent({
  type: 'ratings.contactShown',
  lifetime: 'ageing',
  data: Type.Object({ caseId: Id }, strict),
});
/** Cases are closed long enough, or, with a reason, the visitor asked for it: the keys of their phones were destroyed. */
export const contactsDestroyed = defineEvent({
  type: 'ratings.contactsDestroyed',
  lifetime: 'ageing',
  data: Type.Object(
    {
      keyIds: Type.Array(Type.String(), { maxItems: 500 }),
      reason: orNull(Type.String({ maxLength: 200 })),
    },
    strict,
  ),
});
export const ExportedList = Type.Union([Type.Literal('summary'), Type.Literal('rectifications')]);
export const listExported = defineEvent({
  type: 'ratings.listExported',
  lifetime: 'ageing',
  data: Type.Object(
    {
      list: ExportedList,
      from: Day,
      to: Day,
      format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
    },
    strict,
  ),
});

export type TicketRated = Recorded<typeof ticketRated>;
export type PaperRated = Recorded<typeof paperRated>;
export type RectificationOpened = Recorded<typeof rectificationOpened>;
export type StepTaken = Recorded<typeof stepTaken>;
export type ContactsDestroyed = Recorded<typeof contactsDestroyed>;
export type RatingsEvent =
  | Recorded<typeof policyPut>
  | TicketRated
  | PaperRated
  | RectificationOpened
  | StepTaken
  | Recorded<typeof contactShown>
  | ContactsDestroyed
  | Recorded<typeof listExported>;
export const ratingsEvents = [
  policyPut,
  ticketRated,
  paperRated,
  rectificationOpened,
  stepTaken,
  contactShown,
  contactsDestroyed,
  listExported,
];

/** How often each grade was given, worst first, and how many were served and did not say. */
export interface Tally {
  grades: number[];
  unrated: number;
}
/** Of one day. What several items were done for counts for each of them, and once in `total`. */
export interface DayTally {
  total: Tally;
  windows: Record<number, Tally>;
  items: Record<string, Tally>;
  /** By aspect, like `Tally.grades`. */
  aspects: Partial<Record<Aspect, number[]>>;
}
/** What a late rating needs of a ticket after the queue has forgotten it. Never how it was rated. */
export interface RateableTicket {
  day: string;
  window: number;
  itemIds: string[];
  /** All of it is done. */
  served: boolean;
  rated: boolean;
}
export interface Rectification {
  id: string;
  day: string;
  window: number | null;
  itemIds: string[];
  grade: Grade;
  reasons: Reason[];
  number: string | null;
  keyId: string | null;
  contact: { sealed: string } | null;
  dueDay: string;
  openedAtMs: number;
  openedAtHallMs: number;
  ownerId: string | null;
  steps: { step: Step; accountId: string | null; atMs: number }[];
  closed: { outcome: CaseOutcome; atMs: number; hallMs: number } | null;
}
export interface RatingsView {
  policy: RatingsPolicy;
  /** The open business day. */
  day: string | null;
  /** By id, as long as they can be rated. */
  tickets: Record<string, RateableTicket>;
  days: Record<string, DayTally>;
  cases: Record<string, Rectification>;
  /** Keys destroyed lately, and when in hall time; older ones are in no backup any more. */
  destroyed: { hallMs: number; keyIds: string[] }[];
}

export const ratingsRefusals = {
  /** The window has called nobody today, or the last one did not come or was transferred. */
  NOTHING_TO_RATE: 409,
  /** The ticket waits, was missed or given up. */
  NOT_SERVED: 409,
  ALREADY_RATED: 409,
  /** `days`: of the policy. */
  RATING_TOO_LATE: 409,
  /** Only a bad rating has reasons and a phone to call back. */
  RATING_DETAILS_WRONG: 400,
  RECTIFICATION_NOT_FOUND: 404,
  RECTIFICATION_CLOSED: 409,
  /** `step`: what must come before closing. */
  RECTIFICATION_UNFINISHED: 409,
  /** The owner reads what windows must not. */
  OWNER_UNFIT: 409,
  CONTACT_GONE: 404,
} as const;
export type RatingsRefusal = keyof typeof ratingsRefusals;
export const refuse = refusals(ratingsRefusals);
