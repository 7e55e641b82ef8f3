// Visits: who (or how many) came, from where, for what, when in, when out.
import { type Static, Type } from 'typebox';
import { Personal } from '../../privacy/mark.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });

export const Purpose = Type.Union([
  Type.Literal('errand'),
  Type.Literal('visit'),
  Type.Literal('meeting'),
  Type.Literal('study'),
  Type.Literal('activity'),
  Type.Literal('volunteering'),
  Type.Literal('other'),
]);
export type Purpose = Static<typeof Purpose>;

/** How a visitor checked in; `ticket` is the anonymous visit that taking a number records. */
export const Method = Type.Union([
  Type.Literal('headcount'),
  Type.Literal('phone'),
  Type.Literal('code'),
  Type.Literal('idCard'),
  Type.Literal('resident'),
  Type.Literal('ticket'),
  Type.Literal('staff'),
]);
export type Method = Static<typeof Method>;

/** Strength of the proof of identity, strongest first. */
export const Proof = Type.Union([
  Type.Literal('card'),
  Type.Literal('code'),
  Type.Literal('phone'),
  Type.Literal('selfDeclared'),
  Type.Literal('none'),
]);
export type Proof = Static<typeof Proof>;

export const Departure = Type.Union([
  Type.Literal('phone'),
  Type.Literal('code'),
  Type.Literal('idCard'),
  Type.Literal('resident'),
  Type.Literal('session'),
  Type.Literal('staff'),
  /** Forgotten: closed with the business day. */
  Type.Literal('dayEnd'),
]);
export type Departure = Static<typeof Departure>;

/** The purposes this centre offers, in the order of the screen. */
export const optionsAdopted = defineEvent({
  type: 'attendance.optionsAdopted',
  lifetime: 'standing',
  data: Type.Object({ purposes: Type.Array(Purpose, { minItems: 1 }) }, strict),
});
export const visitStarted = defineEvent({
  type: 'attendance.visitStarted',
  lifetime: 'ageing',
  data: Type.Object(
    {
      visitId: Id,
      day: Day,
      purpose: Purpose,
      method: Method,
      proof: Proof,
      headcount: Type.Integer({ minimum: 1, maximum: 500 }),
      unitId: Type.Union([Type.String(), Type.Null()]),
      /** A resident or member of the directory; their name stays there. */
      personId: Type.Union([Type.String(), Type.Null()]),
      /** The visit's own data key, when it carries personal fields of somebody not in the directory. */
      keyId: Type.Union([Type.String(), Type.Null()]),
      name: Type.Optional(Personal('name')),
      phone: Type.Optional(Personal('phone')),
      idNumber: Type.Optional(Personal('idNumber')),
      /** Version of the privacy notice the visitor agreed to; null when nothing personal was given. */
      noticeVersion: Type.Union([Type.String(), Type.Null()]),
    },
    strict,
  ),
});
export const visitEnded = defineEvent({
  type: 'attendance.visitEnded',
  lifetime: 'ageing',
  data: Type.Object({ visitId: Id, by: Departure }, strict),
});
/** 更正: the original stays in the journal; the view keeps the last correction with its reason. */
export const visitCorrected = defineEvent({
  type: 'attendance.visitCorrected',
  lifetime: 'ageing',
  data: Type.Object(
    {
      visitId: Id,
      day: Day,
      reason: Type.String(),
      purpose: Type.Optional(Purpose),
      headcount: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      unitId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      startedAtMs: Type.Optional(Type.Integer()),
      endedAtMs: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
      /** Struck out: counted no more, still listed as 作废. */
      void: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
});
/** 补登: entered by a manager for a day that may be past. */
export const visitBackfilled = defineEvent({
  type: 'attendance.visitBackfilled',
  lifetime: 'ageing',
  data: Type.Object(
    {
      visitId: Id,
      day: Day,
      purpose: Purpose,
      headcount: Type.Integer({ minimum: 1, maximum: 500 }),
      unitId: Type.Union([Type.String(), Type.Null()]),
      personId: Type.Union([Type.String(), Type.Null()]),
      keyId: Type.Union([Type.String(), Type.Null()]),
      name: Type.Optional(Personal('name')),
      phone: Type.Optional(Personal('phone')),
      startedAtMs: Type.Integer(),
      endedAtMs: Type.Union([Type.Integer(), Type.Null()]),
      reason: Type.String(),
    },
    strict,
  ),
});
/** A manager downloaded a list with names: kept for the audit. */
export const listExported = defineEvent({
  type: 'attendance.listExported',
  lifetime: 'ageing',
  data: Type.Object(
    { from: Day, to: Day, format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) },
    strict,
  ),
});
/** Retention ran out: the data keys of these visits were destroyed. */
export const personalExpired = defineEvent({
  type: 'attendance.personalExpired',
  lifetime: 'ageing',
  data: Type.Object({ throughDay: Day, keyIds: Type.Array(Type.String()) }, strict),
});

export type OptionsAdopted = Recorded<typeof optionsAdopted>;
export type VisitStarted = Recorded<typeof visitStarted>;
export type VisitEnded = Recorded<typeof visitEnded>;
export type VisitCorrected = Recorded<typeof visitCorrected>;
export type VisitBackfilled = Recorded<typeof visitBackfilled>;
export type ListExported = Recorded<typeof listExported>;
export type PersonalExpired = Recorded<typeof personalExpired>;
export type AttendanceEvent =
  | OptionsAdopted
  | VisitStarted
  | VisitEnded
  | VisitCorrected
  | VisitBackfilled
  | ListExported
  | PersonalExpired;

export interface Visit {
  id: string;
  day: string;
  purpose: Purpose;
  method: Method;
  proof: Proof;
  headcount: number;
  unitId: string | null;
  personId: string | null;
  keyId: string | null;
  name: { sealed: string } | null;
  phone: { sealed: string } | null;
  idNumber: { sealed: string } | null;
  startedAtMs: number;
  endedAtMs: number | null;
  endedBy: Departure | null;
  /** The last correction's or the back-fill's reason. */
  reason: string | null;
  state: 'recorded' | 'corrected' | 'backfilled' | 'void';
}
export interface DayCount {
  visits: number;
  people: number;
  byPurpose: Partial<Record<Purpose, number>>;
}
/** Visits of the last business days only (view.ts says how many); older ones are read from the history. */
export interface AttendanceView {
  purposes: Purpose[];
  visits: Record<string, Visit>;
  /** Ids of visits by day, oldest first. */
  days: Record<string, string[]>;
  open: Record<string, true>;
  counts: Record<string, DayCount>;
  /** Data keys of visits that are still within retention, by day: what 'personalExpired' will destroy. */
  keys: Record<string, string[]>;
  expiredKeys: string[];
}

export const attendanceRefusals = {
  PURPOSE_NOT_OFFERED: 400,
  NOTICE_NOT_AGREED: 400,
  /** The notice changed since the visitor read it. */
  NOTICE_OUTDATED: 409,
  CODE_NOT_OURS: 400,
  CARD_READ_EXPIRED: 410,
  /** Under 14 by the card: a guardian must agree (PIPL 31). */
  GUARDIAN_NEEDED: 403,
  RESIDENT_NOT_FOUND: 404,
  VISIT_NOT_FOUND: 404,
  VISIT_TIMES_WRONG: 400,
  RANGE_INVALID: 400,
} as const;
export type AttendanceRefusal = keyof typeof attendanceRefusals;
export const refuse = refusals(attendanceRefusals);

const UnitId = Type.Optional(Type.String({ maxLength: 32 }));
const Notice = Type.String({ maxLength: 16 });
/** POST /api/attendance/visits on the touchscreen. `notice`: the version of the notice that was agreed to. */
export const CheckInBody = Type.Union([
  Type.Object(
    {
      method: Type.Literal('headcount'),
      purpose: Purpose,
      headcount: Type.Integer({ minimum: 1, maximum: 500 }),
      unitId: UnitId,
    },
    strict,
  ),
  Type.Object(
    {
      method: Type.Literal('phone'),
      purpose: Purpose,
      phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
      notice: Notice,
      unitId: UnitId,
    },
    strict,
  ),
  Type.Object(
    {
      method: Type.Literal('code'),
      purpose: Purpose,
      code: Type.String({ minLength: 1, maxLength: 256 }),
      notice: Notice,
    },
    strict,
  ),
  Type.Object(
    {
      method: Type.Literal('idCard'),
      purpose: Purpose,
      readId: Id,
      notice: Notice,
      unitId: UnitId,
    },
    strict,
  ),
  Type.Object(
    { method: Type.Literal('resident'), purpose: Purpose, residentId: Id, notice: Notice },
    strict,
  ),
]);
export type CheckInBody = Static<typeof CheckInBody>;
/** The command's body: the route has replaced `readId` by what the card said. */
export const CheckInCommandBody = Type.Union([
  Type.Exclude(CheckInBody, Type.Object({ method: Type.Literal('idCard') })),
  Type.Object(
    {
      method: Type.Literal('idCard'),
      purpose: Purpose,
      card: Type.Object(
        { name: Type.String(), idNumber: Type.String(), birthDate: Type.Union([Day, Type.Null()]) },
        strict,
      ),
      notice: Notice,
      unitId: UnitId,
    },
    strict,
  ),
]);
export const CheckInReply = Type.Object(
  {
    id: Type.String(),
    purpose: Purpose,
    headcount: Type.Integer(),
    /** True when the same person had already checked in: nothing was counted twice. */
    already: Type.Boolean(),
  },
  strict,
);
export type CheckInReply = Static<typeof CheckInReply>;

/** POST /api/attendance/departures. The answer is the same whether somebody was found or not. */
export const CheckOutBody = Type.Union([
  Type.Object({ method: Type.Literal('session'), visitId: Id }, strict),
  Type.Object(
    { method: Type.Literal('phone'), phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }) },
    strict,
  ),
  Type.Object(
    { method: Type.Literal('code'), code: Type.String({ minLength: 1, maxLength: 256 }) },
    strict,
  ),
  Type.Object({ method: Type.Literal('idCard'), readId: Id }, strict),
  Type.Object({ method: Type.Literal('resident'), residentId: Id }, strict),
]);
export type CheckOutBody = Static<typeof CheckOutBody>;
export const CheckOutReply = Type.Object({ done: Type.Literal(true) }, strict);

/** POST /api/attendance/visits/:id/corrections (staff). Times are ms since 1970 UTC. */
export const CorrectVisitBody = Type.Object(
  {
    reason: Type.String({ minLength: 2, maxLength: 200 }),
    purpose: Type.Optional(Purpose),
    headcount: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    unitId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    startedAtMs: Type.Optional(Type.Integer()),
    endedAtMs: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
    void: Type.Optional(Type.Boolean()),
  },
  strict,
);
/** POST /api/attendance/backfills (staff) */
export const BackfillVisitBody = Type.Object(
  {
    day: Day,
    purpose: Purpose,
    headcount: Type.Integer({ minimum: 1, maximum: 500 }),
    unitId: Type.Optional(Type.String()),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    phone: Type.Optional(Type.String({ pattern: '^1[3-9]\\d{9}$' })),
    startedAtMs: Type.Integer(),
    endedAtMs: Type.Optional(Type.Integer()),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  },
  strict,
);

/** A row of GET /api/attendance/visits: masks only. */
export const VisitRow = Type.Object(
  {
    id: Type.String(),
    day: Day,
    purpose: Purpose,
    method: Method,
    proof: Proof,
    headcount: Type.Integer(),
    unit: Type.Union([Type.String(), Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()]),
    phone: Type.Union([Type.String(), Type.Null()]),
    startedAtMs: Type.Integer(),
    endedAtMs: Type.Union([Type.Integer(), Type.Null()]),
    endedBy: Type.Union([Departure, Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()]),
    state: Type.Union([
      Type.Literal('recorded'),
      Type.Literal('corrected'),
      Type.Literal('backfilled'),
      Type.Literal('void'),
    ]),
  },
  strict,
);
export type VisitRow = Static<typeof VisitRow>;
/** `after`: the id of the last row of the page before; null when this is the last page. */
export const VisitPage = Type.Object(
  { visits: Type.Array(VisitRow), after: Type.Union([Type.String(), Type.Null()]) },
  strict,
);
export type VisitPage = Static<typeof VisitPage>;

/** Slice `attendance` on touch and staff pages. `open`: still inside, by head count. */
export interface AttendanceSlice {
  purposes: Purpose[];
  today: {
    visits: number;
    people: number;
    inside: number;
    byPurpose: Partial<Record<Purpose, number>>;
  };
}
/** Slice `visits` on the staff page: today's last 200, newest first. */
export interface VisitsSlice {
  day: string | null;
  visits: VisitRow[];
}
