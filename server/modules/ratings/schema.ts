// 好差评: how visitors found the service. Anonymous to the windows; who was not asked, or did not answer, is 未评价.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Window = Type.Integer({ minimum: 1, maximum: 99 });

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
  type: 'ratings.ticketRated',
  lifetime: 'ageing',
  data: Type.Object(
    {
      ticketId: Id,
      /** The ticket's, not that of the rating. */
      day: Day,
      window: Window,
      grade: Grade,
    },
    strict,
  ),
});
export type TicketRated = Recorded<typeof ticketRated>;
export type RatingsEvent = TicketRated;

export interface RatingsView {
  /** Tickets that were rated, by id, and their day; not how: a rating is nobody's in particular. */
  rated: Record<string, string>;
  /** How often each grade was given, by day. On no screen of the windows: to them ratings are anonymous. */
  counts: Record<string, Partial<Record<Grade, number>>>;
}

export const ratingsRefusals = {
  /** The window has called nobody today, or the last one did not come or was transferred. */
  NOTHING_TO_RATE: 409,
  ALREADY_RATED: 409,
} as const;
export type RatingsRefusal = keyof typeof ratingsRefusals;
export const refuse = refusals(ratingsRefusals);

/** From a rating device: it knows its window, never whom it asks. */
export const RateAtWindowBody = Type.Object({ window: Window, grade: Grade }, strict);
