// Statistics of the hall, as the staff page and sheets get them. Waiting: from taking the number to its call, and again after a
// transfer, until that call; time put aside or away after a miss is none. Service: from the start, or the call where nobody
// pressed start, to the end, without time put aside; what took under five seconds or over four hours is left out.
import { type Static, Type } from 'typebox';
import { defineEvent } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';
import { Window } from './schema.ts';
import { Outcome, OutOfTurnReason, VisitorClass } from './terms-schema.ts';

const strict = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);

/** Times in ms. Percentiles are off by at most 0.2 %; see durations.ts. Null: nothing was measured. */
const Spread = orNull(
  Type.Object(
    { count: Count, meanMs: Type.Number(), p50Ms: Type.Number(), p90Ms: Type.Number() },
    strict,
  ),
);
const figures = {
  tickets: Count,
  served: Count,
  missed: Count,
  givenUp: Count,
  /** The day closed first. */
  void: Count,
  /** Of the open day: still waiting or at a window. */
  open: Count,
  wait: Spread,
  service: Spread,
};
export const Figures = Type.Object(figures, strict);
export type Figures = Static<typeof Figures>;

/** How good the told ranges were: `count` of them, and who waited as long as told, less, or longer. */
export const ToldFigures = Type.Object(
  {
    count: Count,
    inside: Count,
    early: Count,
    late: Count,
    /** Of the middle of the range; null when there is none. */
    meanErrorMinutes: orNull(Type.Number()),
    /** Positive: people waited longer than told. */
    biasMinutes: orNull(Type.Number()),
  },
  strict,
);
export type ToldFigures = Static<typeof ToldFigures>;

const countOf = <Name extends string>(names: readonly Name[]) =>
  Type.Object(
    Object.fromEntries(names.map((name) => [name, Count])) as Record<Name, typeof Count>,
    strict,
  );
export const outcomeNames = [
  ...Outcome.anyOf.map((one) => one.const),
  'unrecorded',
] as const satisfies readonly string[];
export type OutcomeName = Outcome | 'unrecorded';
export const reasonNames: readonly OutOfTurnReason[] = OutOfTurnReason.anyOf.map(
  (one) => one.const,
);

export const Statistics = Type.Object(
  {
    from: Day,
    to: Day,
    total: Figures,
    /** Of what windows finished; `unrecorded`: the day closed while somebody was at the window. */
    outcomes: countOf<OutcomeName>(outcomeNames),
    appointments: Count,
    transferred: Count,
    held: Count,
    undoneCalls: Count,
    outOfTurn: countOf<OutOfTurnReason>(reasonNames),
    /** Tickets before which later ones with the same letter were called, and the most of those. */
    overtaken: Type.Object({ tickets: Count, most: Count }, strict),
    /** Services that were too short or too long to be believed. */
    unbelievable: Count,
    told: Type.Object(
      {
        all: ToldFigures,
        /** The last 200. */
        recent: ToldFigures,
      },
      strict,
    ),
    byDay: Type.Array(Type.Object({ day: Day, ...figures }, strict)),
    /** By the hour of taking the number, in the centre's zone; all 24. */
    byHour: Type.Array(Type.Object({ hour: Type.Integer(), ...figures }, strict)),
    /** A number for several items counts for each. Most numbers first. */
    byItem: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), ...figures }, strict)),
    /** What became of the numbers that were called there. */
    byWindow: Type.Array(Type.Object({ window: Window, ...figures }, strict)),
    byClass: Type.Array(Type.Object({ class: VisitorClass, ...figures }, strict)),
    /** How many of a day's served numbers were rated how; `none`: 未评价. */
    ratings: Type.Array(
      Type.Object(
        { day: Day, grades: Type.Array(Count, { minItems: 5, maxItems: 5 }), none: Count },
        strict,
      ),
    ),
    /** Days of which records are lost. */
    damagedDays: Type.Array(Day),
  },
  strict,
);
export type Statistics = Static<typeof Statistics>;
/** 202: it is being counted; ask again. */
export const StatisticsProgress = Type.Object({ daysRead: Count, days: Count }, strict);
export type StatisticsProgress = Static<typeof StatisticsProgress>;

/** GET /api/services/statistics */
export const StatisticsQuery = Type.Object({ from: Day, to: Day }, strict);
/** GET /api/services/export, and the command that records it. */
export const StatisticsExportQuery = Type.Object(
  { from: Day, to: Day, format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) },
  strict,
);
export type StatisticsExportQuery = Static<typeof StatisticsExportQuery>;
/** A manager downloaded the numbers: kept for the audit. */
export const statisticsExported = defineEvent({
  type: 'services.statisticsExported',
  lifetime: 'ageing',
  data: StatisticsExportQuery,
});
