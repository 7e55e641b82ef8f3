// Rating the service one has had: at its window, later by the slip's code, or on paper. A bad rating opens its
// rectification in the same batch.
import {
  type CommandDefinition,
  type DecideContext,
  type Decision,
  event,
  type NewEvent,
  type Refused,
} from '../../store/module.ts';
import { refuse as refuseVisit } from '../attendance/schema.ts';
import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import {
  type CentreView,
  daysBetween,
  noticeVersion,
  refuse as refuseDay,
} from '../centre/schema.ts';
import { refuse as refuseQueue, type ServicesView, type TicketState } from '../services/schema.ts';
import {
  type DoneReply,
  RateAtWindowBody,
  RatePaperBody,
  RateTicketBody,
  type RatingBody,
} from './page-schema.ts';
import { queuedTicket, type Rated, ratedTicket } from './rated-ticket.ts';
import {
  type Channel,
  paperRated,
  policyPut,
  RatingsPolicy,
  type RatingsView,
  rectificationOpened,
  refuse,
  ticketRated,
  WORST_BUT_ONE,
} from './schema.ts';
import { ticketById } from './view.ts';
import { addWorkingDays } from './working-days.ts';

export interface Reads {
  ratings: RatingsView;
  services: ServicesView;
  catalogue: CatalogueView;
  centre: CentreView;
}
/** Paper is typed in within a quarter of a year, or the form is left in its folder. */
const PAPER_DAYS = 92;
/** Whoever a window called and did not miss stands before it, or stood there last. */
const CAME: readonly TicketState[] = ['called', 'serving', 'served'];

/** For whoever the window called last, once: a second visitor's grade must not count for the first one's ticket. */
export const rateAtWindow: CommandDefinition<Reads, typeof RateAtWindowBody, DoneReply> = {
  type: 'ratings.rateAtWindow',
  body: RateAtWindowBody,
  decide(views, { window, ...said }, context) {
    const state = views.services.windows[window];
    const ticketId = state?.lastTicketId ?? '';
    const ticket = queuedTicket(views.services, ticketId);
    if (!ticket || !CAME.includes(ticket.state)) return refuse('NOTHING_TO_RATE');
    const { actor } = context;
    const clerk = actor.kind === 'staff' ? actor.accountId : null;
    // The page of another window would rate somebody who is not standing there.
    if (clerk !== null && state?.accountId !== null && state?.accountId !== clerk) {
      return refuseQueue('WINDOW_TAKEN', { window });
    }
    const channel = clerk === null ? 'device' : 'page';
    return rateTicket(views, ticketId, said, { channel, context });
  },
};

/** By whoever holds the slip, from when all of it is done until the policy's last day. */
export const rateByCode: CommandDefinition<Reads, typeof RateTicketBody, DoneReply> = {
  type: 'ratings.rateByCode',
  body: RateTicketBody,
  decide(views, { ticketId, ...said }, context) {
    const queued = queuedTicket(views.services, ticketId);
    if (queued && queued.state !== 'served') return refuse('NOT_SERVED');
    const ticket = ratedTicket(views, ticketId);
    const today = views.centre.day ?? views.centre.lastDay;
    const { lateDays } = views.ratings.policy;
    // A signed code of a ticket that nobody remembers is an old one.
    if (!ticket || today === null || daysBetween(ticket.day, today) > lateDays) {
      return refuse('RATING_TOO_LATE', { days: lateDays });
    }
    return rateTicket(views, ticketId, said, { channel: 'code', context });
  },
};

function rateTicket(
  views: Reads,
  ticketId: string,
  said: RatingBody,
  { channel, context }: { channel: Channel; context: DecideContext },
): Decision<DoneReply> {
  const ticket = ratedTicket(views, ticketId);
  if (!ticket) return refuse('NOTHING_TO_RATE');
  if (ticketById(views.ratings, ticketId)?.rated) return refuse('ALREADY_RATED');
  const opened = rectificationOf(views, { ...ticket, said }, context);
  if ('refused' in opened) return opened;
  const { day, window, itemIds } = ticket;
  const { grade, aspects } = said;
  const rated = event(ticketRated, {
    ticketId,
    day,
    window,
    itemIds,
    grade,
    channel,
    ...(aspects !== undefined && { aspects }),
  });
  return { events: [rated, ...opened], reply: { done: true } };
}

/** 现场纸质 */
export const ratePaper: CommandDefinition<Reads, typeof RatePaperBody, DoneReply> = {
  type: 'ratings.ratePaper',
  body: RatePaperBody,
  decide(views, { day, window, itemId, ...said }, context) {
    const today = views.centre.day ?? views.centre.lastDay ?? '';
    const age = daysBetween(day, today);
    if (!(age >= 0 && age <= PAPER_DAYS)) return refuseDay('DAY_INVALID');
    if (itemId !== null && itemName(views.catalogue, itemId) === '') {
      return refuseQueue('ITEM_NOT_FOUND');
    }
    const itemIds = itemId === null ? [] : [itemId];
    const place = { day, window, itemIds, number: null };
    const opened = rectificationOf(views, { ...place, said }, context);
    if ('refused' in opened) return opened;
    const { grade, aspects } = said;
    const rated = event(paperRated, {
      day,
      window,
      itemIds,
      grade,
      ...(aspects !== undefined && { aspects }),
    });
    return { events: [rated, ...opened], reply: { done: true } };
  },
};

interface Complaint extends Omit<Rated, 'window'> {
  readonly window: number | null;
  readonly said: RatingBody;
}

/** The event that follows a bad rating; none after any other. */
function rectificationOf(
  { ratings, catalogue, centre }: Reads,
  { day, window, itemIds, number, said }: Complaint,
  context: DecideContext,
): NewEvent[] | Refused {
  const { grade, reasons = [], contact } = said;
  if (grade > WORST_BUT_ONE) {
    return reasons.length > 0 || contact ? refuse('RATING_DETAILS_WRONG') : [];
  }
  if (contact && (!centre.profile || contact.notice !== noticeVersion(centre.profile))) {
    return refuseVisit('NOTICE_OUTDATED');
  }
  const today = centre.day ?? centre.lastDay ?? day;
  const { rectifyWorkingDays } = ratings.policy;
  const opened = event(rectificationOpened, {
    caseId: context.id(1),
    day,
    window,
    itemIds,
    grade,
    reasons: [...new Set(reasons)],
    number: contact ? number : null,
    keyId: contact ? context.newKey() : null,
    ...(contact && { contact: contact.phone }),
    noticeVersion: contact?.notice ?? null,
    dueDay: addWorkingDays(today, rectifyWorkingDays, catalogue.hours),
  });
  return [opened];
}

export const putPolicy: CommandDefinition<Reads, typeof RatingsPolicy, DoneReply> = {
  type: 'ratings.putPolicy',
  body: RatingsPolicy,
  decide({ ratings }, policy) {
    const same = JSON.stringify(policy) === JSON.stringify(ratings.policy);
    return { events: same ? [] : [event(policyPut, policy)], reply: { done: true } };
  },
};
