// What managers do about a bad rating, and the retention that destroys the phones they called.
import { type CommandDefinition, event } from '../../store/module.ts';
import { type AccountsView, refuse as refuseAccount } from '../accounts/schema.ts';
import { refuse as refuseVisit } from '../attendance/schema.ts';
import { hasAged } from '../centre/reading.ts';
import { type CentreView, daysBetween } from '../centre/schema.ts';
import {
  CaseBody,
  type DoneReply,
  EmptyBody,
  ExportQuery,
  ForgetContactBody,
  TakeStepBody,
} from './page-schema.ts';
import { isFounded, missingStep } from './rectification.ts';
import {
  contactShown,
  contactsDestroyed,
  listExported,
  type RatingsView,
  type Rectification,
  refuse,
  type Step,
  stepTaken,
} from './schema.ts';
import { caseById } from './view.ts';

interface Reads {
  ratings: RatingsView;
  accounts: AccountsView;
  centre: CentreView;
}
/** Longest range of one list or export. */
const MAX_RANGE_DAYS = 366;
/** Key ids in one event: a line of the journal stays short. */
const KEYS_PER_EVENT = 500;
const OWNERS = ['manager', 'admin'] as const;

export const takeStep: CommandDefinition<Reads, typeof TakeStepBody, DoneReply> = {
  type: 'ratings.takeStep',
  body: TakeStepBody,
  decide({ ratings, accounts }, { caseId, step }) {
    const one = caseById(ratings, caseId);
    if (!one) return refuse('RECTIFICATION_NOT_FOUND');
    // The clerk may object after the fact.
    if (one.closed && step.kind !== 'reviewed') return refuse('RECTIFICATION_CLOSED');
    const fault = faultOf(one, step, accounts);
    return fault ?? { events: [event(stepTaken, { caseId, step })], reply: { done: true } };
  },
};

function faultOf(one: Rectification, step: Step, { accounts }: AccountsView) {
  if (step.kind === 'assigned') {
    const owner = Object.hasOwn(accounts, step.accountId) ? accounts[step.accountId] : undefined;
    if (!owner) return refuseAccount('ACCOUNT_NOT_FOUND');
    const reads = OWNERS.some((role) => owner.roles.includes(role));
    return owner.disabled || !reads ? refuse('OWNER_UNFIT') : null;
  }
  if (step.kind !== 'closed') return null;
  const missing = missingStep(one);
  if (missing) return refuse('RECTIFICATION_UNFINISHED', { step: missing });
  const contradicts = (step.outcome === 'unfounded') === isFounded(one);
  return contradicts ? refuse('RECTIFICATION_UNFINISHED', { step: 'reviewed' }) : null;
}

/** On record before anybody reads the number. */
export const recordContactShown: CommandDefinition<Reads, typeof CaseBody, DoneReply> = {
  type: 'ratings.recordContactShown',
  body: CaseBody,
  decide({ ratings }, { caseId }) {
    const one = caseById(ratings, caseId);
    if (!one) return refuse('RECTIFICATION_NOT_FOUND');
    if (!one.contact) return refuse('CONTACT_GONE');
    return { events: [event(contactShown, { caseId })], reply: { done: true } };
  },
};

export const recordExport: CommandDefinition<Reads, typeof ExportQuery, DoneReply> = {
  type: 'ratings.recordExport',
  body: ExportQuery,
  decide: (_views, query) =>
    isRange(query.from, query.to)
      ? { events: [event(listExported, query)], reply: { done: true } }
      : refuseVisit('RANGE_INVALID'),
};

/** Real days, in order, at most a leap year. */
export function isRange(from: string, to: string): boolean {
  const days = daysBetween(from, to);
  return days >= 0 && days < MAX_RANGE_DAYS;
}

/** 遗忘: whoever left a phone with a rating and nothing else is in no list but this. */
export const forgetContactOf: CommandDefinition<Reads, typeof ForgetContactBody, DoneReply> = {
  type: 'ratings.forgetContact',
  body: ForgetContactBody,
  decide({ ratings }, { caseId, reason }) {
    const one = caseById(ratings, caseId);
    if (!one) return refuse('RECTIFICATION_NOT_FOUND');
    if (one.keyId === null) return refuse('CONTACT_GONE');
    const destroyed = event(contactsDestroyed, { keyIds: [one.keyId], reason });
    return { events: [destroyed], reply: { done: true } };
  },
};

/** Destroys the keys of phones whose case is closed long enough, or that are older than the notice promised. */
export const expireContacts: CommandDefinition<Reads, typeof EmptyBody, { keys: number }> = {
  type: 'ratings.expireContacts',
  body: EmptyBody,
  decide({ ratings, centre }, _body, context) {
    const { contactDays } = ratings.policy;
    const personalDays = centre.profile?.personalDays ?? Number.POSITIVE_INFINITY;
    const old = (ms: number, hallMs: number, days: number) =>
      hasAged({ ms, hallMs }, days, context);
    const keyIds = Object.values(ratings.cases)
      .filter(
        ({ closed, openedAtMs, openedAtHallMs }) =>
          (closed && old(closed.atMs, closed.hallMs, contactDays)) ||
          old(openedAtMs, openedAtHallMs, personalDays),
      )
      .flatMap(({ keyId }) => (keyId === null ? [] : [keyId]));
    const events = [];
    for (let at = 0; at < keyIds.length; at += KEYS_PER_EVENT) {
      const some = keyIds.slice(at, at + KEYS_PER_EVENT);
      events.push(event(contactsDestroyed, { keyIds: some, reason: null }));
    }
    return { events, reply: { keys: keyIds.length } };
  },
};
