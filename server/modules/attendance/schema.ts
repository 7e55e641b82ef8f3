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
/** 更正: the original stays in the journal; the view keeps the last reason. */
export const visitCorrected = defineEvent({
  type: 'attendance.visitCorrected',
  lifetime: 'ageing',
  data: Type.Object(
    {
      visitId: Id,
      day: Day,
      reason: Type.String(),
      /** What was counted for the visit until now: the day's count is put right without the visit itself. */
      was: Type.Object({ purpose: Purpose, headcount: Type.Integer(), counted: Type.Boolean() }),
      dayOpen: Type.Boolean(),
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
      /** Whether the visit's day was open then: only on an open day is somebody without a departure still inside. */
      dayOpen: Type.Boolean(),
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

export type VisitStarted = Recorded<typeof visitStarted>;
export type VisitEnded = Recorded<typeof visitEnded>;
export type VisitCorrected = Recorded<typeof visitCorrected>;
export type VisitBackfilled = Recorded<typeof visitBackfilled>;
export type AttendanceEvent =
  | Recorded<typeof optionsAdopted>
  | VisitStarted
  | VisitEnded
  | VisitCorrected
  | VisitBackfilled
  | Recorded<typeof listExported>
  | Recorded<typeof personalExpired>;

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
  /** Null while inside, and for a forgotten check-out (endedBy 'dayEnd'): nobody knows when they left. */
  endedAtMs: number | null;
  endedBy: Departure | null;
  /** The last correction's or the back-fill's reason. */
  reason: string | null;
  state: 'recorded' | 'corrected' | 'backfilled' | 'void';
}
/** Struck-out visits are not counted; `byPurpose` counts people. */
export interface DayCount {
  visits: number;
  people: number;
  byPurpose: Partial<Record<Purpose, number>>;
}
export type SeqSpan = [from: number, to: number];
/** Where the history tells of a day: its visits as they happened, corrections and back-fills as they came later. */
export interface DaySpan {
  visits: SeqSpan | null;
  changes: SeqSpan | null;
}
/** Data keys of one day's visits, and the hall time of the last of them. */
export interface KeyBatch {
  day: string;
  hallMs: number;
  keyIds: string[];
}
/** Visits of the last business days only (view.ts says how many); older ones are read from the history. */
export interface AttendanceView {
  purposes: Purpose[];
  /** The open business day. */
  day: string | null;
  visits: Record<string, Visit>;
  /** Ids of visits by day, as recorded. */
  days: Record<string, string[]>;
  /** Visits of this day and earlier left memory; the open day's later ones are here all the same. */
  prunedThrough: string | null;
  open: Record<string, true>;
  /** People of the open visits. */
  inside: number;
  counts: Record<string, DayCount>;
  spans: Record<string, DaySpan>;
  /** How many corrections hit visits that had left memory: whoever read one from the history can tell it is stale. */
  lateChanges: number;
  /** Data keys of visits that are still within retention: what 'personalExpired' will destroy. */
  keys: KeyBatch[];
  /** Destroyed lately; older ones are in no backup any more. */
  expired: { throughDay: string; keyIds: string[] }[];
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
  /** Someone else corrected the visit at the same moment. */
  VISIT_CHANGED: 409,
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
/** `after`: opaque, where the next page begins; null when this is the last one. */
export const VisitPage = Type.Object(
  { visits: Type.Array(VisitRow), after: Type.Union([Type.String(), Type.Null()]) },
  strict,
);
export type VisitPage = Static<typeof VisitPage>;

/** Slice `attendance` on touch and staff pages. `inside`: people whose visit has not ended; `byPurpose` counts people. */
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
