// What managers do with the records of visits: correct, back-fill, export; and the retention that destroys names.
import { type CommandDefinition, type DecideContext, event } from '../../store/module.ts';
import { type CentreView, dayOf, daysBetween, refuse as refuseDay } from '../centre/schema.ts';
import { theOne } from '../directory/reading.ts';
import { refuse as refuseUnit } from '../directory/schema.ts';
import { CorrectVisitCommandBody, ExpirePersonalBody, ExportQuery } from './bodies.ts';
import { isUnit, type Reads } from './commands.ts';
import {
  BackfillVisitBody,
  type KeyBatch,
  listExported,
  personalExpired,
  refuse,
  type Visit,
  visitBackfilled,
  visitCorrected,
} from './schema.ts';
import { visitById } from './view.ts';

const DAY_MS = 86_400_000;
/** Longest range of one list or export. */
const MAX_RANGE_DAYS = 366;
/** Key ids in one event: a line of the journal stays short. */
const KEYS_PER_EVENT = 500;

/** A visit that had left memory, as the history told it, and `lateChanges` from before it was read. */
export interface OldVisit {
  readonly visit: Visit;
  readonly lateChanges: number;
}

/**
 * 更正. What the history says of an old visit is no part of the body: the client's second attempt must be the same
 * command although the first one changed the visit.
 */
export function correctVisit(
  old: OldVisit | null,
): CommandDefinition<Reads, typeof CorrectVisitCommandBody, { done: true }> {
  return {
    type: 'attendance.correctVisit',
    body: CorrectVisitCommandBody,
    decide({ attendance, directory, centre }, body, context) {
      const inMemory = visitById(attendance, body.visitId);
      const visit = inMemory ?? old?.visit;
      if (!visit) return refuse('VISIT_NOT_FOUND');
      if (!inMemory && attendance.lateChanges !== old?.lateChanges) return refuse('VISIT_CHANGED');
      if (typeof body.unitId === 'string' && !isUnit(directory, body.unitId)) {
        return refuseUnit('UNIT_NOT_FOUND');
      }
      const startedAtMs = body.startedAtMs ?? visit.startedAtMs;
      const endedAtMs = body.endedAtMs === undefined ? visit.endedAtMs : body.endedAtMs;
      const timesChange = body.startedAtMs !== undefined || body.endedAtMs !== undefined;
      if (timesChange && !areSane(visit.day, startedAtMs, endedAtMs, centre, context)) {
        return refuse('VISIT_TIMES_WRONG');
      }
      const { purpose, headcount, state } = visit;
      const was = { purpose, headcount, counted: state !== 'void' };
      const { visitId, reason, ...changes } = body;
      const dayOpen = visit.day === centre.day;
      const corrected = { visitId, day: visit.day, reason, was, dayOpen, ...changes };
      return { events: [event(visitCorrected, corrected)], reply: { done: true } };
    },
  };
}

/** 补登 */
export const backfillVisit: CommandDefinition<Reads, typeof BackfillVisitBody, { id: string }> = {
  type: 'attendance.backfillVisit',
  body: BackfillVisitBody,
  decide({ directory, centre }, body, context) {
    const { day, purpose, headcount, startedAtMs, reason } = body;
    const unitId = body.unitId ?? null;
    const endedAtMs = body.endedAtMs ?? null;
    if (Number.isNaN(daysBetween(day, day))) return refuseDay('DAY_INVALID');
    if (day > latestDay(centre, context)) return refuseDay('DAY_INVALID');
    if (!areSane(day, startedAtMs, endedAtMs, centre, context)) return refuse('VISIT_TIMES_WRONG');
    if (unitId !== null && !isUnit(directory, unitId)) return refuseUnit('UNIT_NOT_FOUND');

    const person =
      body.phone === undefined
        ? null
        : theOne(directory, context.find('directory.phone', body.phone));
    const { name, phone } = person ? {} : body;
    const personal = name !== undefined || phone !== undefined;
    const visitId = context.id(0);
    const backfilled = event(visitBackfilled, {
      visitId,
      day,
      purpose,
      headcount,
      unitId: unitId ?? person?.unitId ?? null,
      personId: person?.id ?? null,
      keyId: personal ? context.newKey() : null,
      ...(name !== undefined && { name: name.trim() }),
      ...(phone !== undefined && { phone }),
      startedAtMs,
      endedAtMs,
      dayOpen: day === centre.day,
      reason,
    });
    return { events: [backfilled], reply: { id: visitId } };
  },
};

/** The last day there can be a visit of. */
function latestDay(centre: CentreView, { clockTrusted, wallMs }: DecideContext): string {
  const today = clockTrusted && centre.profile ? dayOf(wallMs, centre.profile.zone) : '';
  const business = centre.day ?? centre.lastDay ?? '';
  return [today, business].sort().at(-1) ?? '';
}

/** It began on its day, lasted no longer than a day, and a trusted clock is past it. */
function areSane(
  day: string,
  startedAtMs: number,
  endedAtMs: number | null,
  { profile }: CentreView,
  { clockTrusted, wallMs }: DecideContext,
): boolean {
  if (!profile || Math.abs(startedAtMs) > 8e15) return false;
  if (dayOf(startedAtMs, profile.zone) !== day) return false;
  const last = endedAtMs ?? startedAtMs;
  if (clockTrusted && last > wallMs) return false;
  return last >= startedAtMs && last - startedAtMs <= DAY_MS;
}

export const recordExport: CommandDefinition<Reads, typeof ExportQuery, { done: true }> = {
  type: 'attendance.recordExport',
  body: ExportQuery,
  decide: (_views, range) =>
    isRange(range.from, range.to)
      ? { events: [event(listExported, range)], reply: { done: true } }
      : refuse('RANGE_INVALID'),
};

/** Real days, in order, at most a leap year. */
export function isRange(from: string, to: string): boolean {
  const days = daysBetween(from, to);
  return days >= 0 && days < MAX_RANGE_DAYS;
}

/** Destroys the data keys of visits that are older than the notice promised. */
export const expirePersonal: CommandDefinition<Reads, typeof ExpirePersonalBody, { keys: number }> =
  {
    type: 'attendance.expirePersonal',
    body: ExpirePersonalBody,
    decide({ attendance, centre }, _body, context) {
      const due = attendance.keys.filter((batch) => isDue(batch, centre, context));
      const keyIds = due.flatMap((batch) => batch.keyIds);
      const throughDay = due
        .map(({ day }) => day)
        .sort()
        .at(-1);
      if (throughDay === undefined) return { events: [], reply: { keys: 0 } };
      const events = [];
      for (let at = 0; at < keyIds.length; at += KEYS_PER_EVENT) {
        const some = keyIds.slice(at, at + KEYS_PER_EVENT);
        events.push(event(personalExpired, { throughDay, keyIds: some }));
      }
      return { events, reply: { keys: keyIds.length } };
    },
  };

/**
 * A destroyed key cannot be put right, so a wrong clock must not destroy one. Hall time never runs ahead of real time
 * except by what a trusted clock granted, so it must have run the whole term; where the clock is trusted the calendar
 * must agree, unless the batch bears a day of the future, which somebody confirmed by mistake.
 */
function isDue(
  { day, hallMs }: KeyBatch,
  { profile }: CentreView,
  context: DecideContext,
): boolean {
  if (!profile || context.hallMs - hallMs < profile.personalDays * DAY_MS) return false;
  if (!context.clockTrusted) return true;
  const age = daysBetween(day, dayOf(context.wallMs, profile.zone));
  return age < 0 || age >= profile.personalDays;
}
