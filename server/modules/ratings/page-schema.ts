// What pages send to the ratings and what they see of them: managers see counts, windows see nothing.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { Aspects, CaseOutcome, ExportedList, Grade, Reason, Step, Window } from './schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

/** `notice`: the version of the privacy notice that was read. */
const Contact = Type.Object(
  {
    phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
    notice: Type.String({ maxLength: 16 }),
  },
  strict,
);
export type Contact = Static<typeof Contact>;
const said = {
  grade: Grade,
  aspects: Type.Optional(Aspects),
  /** With a bad grade only, as the contact. */
  reasons: Type.Optional(Type.Array(Reason, { maxItems: 5 })),
  contact: Type.Optional(Contact),
};
export const RatingBody = Type.Object(said, strict);
export type RatingBody = Static<typeof RatingBody>;
/** A rating device sends window and grade alone: it knows its window, never whom it asks. */
export const RateAtWindowBody = Type.Object({ window: Window, ...said }, strict);
export type RateAtWindowBody = Static<typeof RateAtWindowBody>;
export const RateTicketBody = Type.Object({ ticketId: Id, ...said }, strict);
const { contact: _phone, ...written } = said;
/** The phone on a form stays on paper. */
export const RatePaperBody = Type.Object(
  {
    day: Day,
    window: orNull(Window),
    itemId: orNull(Type.String({ minLength: 1, maxLength: 32 })),
    ...written,
  },
  strict,
);
export type RatePaperBody = Static<typeof RatePaperBody>;
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
export type DoneReply = Static<typeof DoneReply>;

/** GET /api/ratings/tickets/:code, for whoever holds the slip. */
export const Rateable = Type.Object(
  {
    state: Type.Union([
      Type.Literal('open'),
      Type.Literal('rated'),
      Type.Literal('late'),
      Type.Literal('notServed'),
    ]),
    items: Type.Array(Type.String()),
  },
  strict,
);
export type Rateable = Static<typeof Rateable>;

export const StepBody = Type.Object({ step: Step }, strict);
export type StepBody = Static<typeof StepBody>;
export const TakeStepBody = Type.Object({ caseId: Id, step: Step }, strict);
export const CaseBody = Type.Object({ caseId: Id }, strict);
/** POST /api/ratings/rectifications/:id/forgettings: the visitor wants no call any more. */
export const ForgetBody = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 200 }) },
  strict,
);
export type ForgetBody = Static<typeof ForgetBody>;
export const ForgetContactBody = Type.Object({ caseId: Id, ...ForgetBody.properties }, strict);
export const EmptyBody = Type.Object({}, strict);
export const RangeQuery = Type.Object({ from: Day, to: Day }, strict);
export const ExportQuery = Type.Object(
  {
    list: ExportedList,
    from: Day,
    to: Day,
    format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
  },
  strict,
);
export type ExportQuery = Static<typeof ExportQuery>;

const Count = Type.Integer({ minimum: 0 });
/** Of each grade, worst first. */
const Grades = Type.Array(Count, { minItems: 5, maxItems: 5 });
const Row = Type.Object(
  {
    name: Type.String(),
    rated: Count,
    unrated: Count,
    /** Null: so few that they would tell who said what. */
    grades: orNull(Grades),
  },
  strict,
);
export type SummaryRow = Static<typeof Row>;
const AspectRow = Type.Object(
  {
    aspect: Type.Union([
      Type.Literal('efficiency'),
      Type.Literal('competence'),
      Type.Literal('attitude'),
    ]),
    grades: Grades,
  },
  strict,
);
/** GET /api/ratings/summary?from&to */
export const Summary = Type.Object(
  {
    fewestShown: Count,
    total: Row,
    aspects: Type.Array(AspectRow),
    /** `name` of a window is its number; empty: paper forms that name none. */
    windows: Type.Array(Row),
    items: Type.Array(Row),
  },
  strict,
);
export type Summary = Static<typeof Summary>;

const caseRow = {
  id: Type.String(),
  day: Day,
  window: orNull(Type.Integer()),
  items: Type.Array(Type.String()),
  grade: Grade,
  reasons: Type.Array(Reason),
  /** Masked; null when none was left, or it is destroyed. */
  contact: orNull(Type.String()),
  /** Of the ticket; only with a contact. */
  number: orNull(Type.String()),
  owner: orNull(Type.String()),
  dueDay: Day,
  overdue: Type.Boolean(),
  outcome: orNull(CaseOutcome),
};
const CaseRow = Type.Object(caseRow, strict);
export type CaseRow = Static<typeof CaseRow>;
/** GET /api/ratings/rectifications: open ones by due day, then those closed last. */
export const CaseList = Type.Object(
  {
    cases: Type.Array(CaseRow),
    open: Count,
    overdue: Count,
    /** Who can own one. */
    owners: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }, strict)),
  },
  strict,
);
export type CaseList = Static<typeof CaseList>;
/** GET /api/ratings/rectifications/:id */
export const CaseDetail = Type.Object(
  {
    ...caseRow,
    openedAtMs: Type.Integer(),
    steps: Type.Array(
      Type.Object(
        {
          step: Step,
          /** Who did it. */
          by: orNull(Type.String()),
          /** Whom it was given to. */
          owner: orNull(Type.String()),
          atMs: Type.Integer(),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type CaseDetail = Static<typeof CaseDetail>;
export const PhoneReply = Type.Object({ phone: Type.String() }, strict);
