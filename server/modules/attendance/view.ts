// Visits of the last business days, counts of every day, and where older visits lie in the history.
import type { ModuleDefinition, Open, RecordedEvent, Sealed } from '../../store/module.ts';
import { type DayClosed, type DayOpened, daysBetween } from '../centre/schema.ts';
import type { DirectoryView, PersonForgotten } from '../directory/schema.ts';
import {
  type AttendanceEvent,
  type AttendanceSlice,
  type AttendanceView,
  type DayCount,
  listExported,
  optionsAdopted,
  personalExpired,
  type SeqSpan,
  type Visit,
  type VisitCorrected,
  type VisitRow,
  type VisitsSlice,
  visitBackfilled,
  visitCorrected,
  visitEnded,
  visitStarted,
} from './schema.ts';
import {
  addToCount,
  backfilledVisit,
  correctVisit,
  endVisit,
  forgetVisitor,
  isInside,
  startedVisit,
} from './visit.ts';

/** Business days whose visits stay in memory. */
export const KEPT_DAYS = 35;
/** Backups of the keyring live a week, and every command looks through these keys. */
const EXPIRED_KEPT_DAYS = 14;
/** Rows of slice `visits`. */
const SHOWN_VISITS = 200;

export const attendance: ModuleDefinition<AttendanceView> = {
  name: 'attendance',
  events: [
    optionsAdopted,
    visitStarted,
    visitEnded,
    visitCorrected,
    visitBackfilled,
    listExported,
    personalExpired,
  ],
  initial: () => ({
    purposes: [],
    day: null,
    visits: {},
    days: {},
    prunedThrough: null,
    open: {},
    inside: 0,
    counts: {},
    spans: {},
    lateChanges: 0,
    keys: [],
    expired: [],
  }),
  fold,
  indexes: [
    { name: 'attendance.openPhone', entries: (view) => openFields(view, 'phone') },
    { name: 'attendance.openIdNumber', entries: (view) => openFields(view, 'idNumber') },
  ],
  forgottenKeys: (view) => view.expired.flatMap(({ keyIds }) => keyIds),
};

function fold(view: AttendanceView, recorded: RecordedEvent): void {
  const event = recorded as AttendanceEvent | DayOpened | DayClosed | PersonForgotten;
  switch (event.type) {
    case 'attendance.optionsAdopted':
      view.purposes = event.data.purposes;
      break;
    case 'attendance.visitStarted':
      remember(view, startedVisit(event));
      addKey(view, event.data.day, event.hallMs, event.data.keyId);
      widen(view, event.data.day, 'visits', event.seq);
      break;
    case 'attendance.visitBackfilled':
      remember(view, backfilledVisit(event));
      addKey(view, event.data.day, event.hallMs, event.data.keyId);
      widen(view, event.data.day, 'changes', event.seq);
      break;
    case 'attendance.visitEnded': {
      const visit = visitById(view, event.data.visitId);
      if (!visit) break;
      leave(view, visit);
      endVisit(visit, event.data.by, event.wallMs);
      widen(view, visit.day, 'visits', event.seq);
      break;
    }
    case 'attendance.visitCorrected':
      correct(view, event);
      widen(view, event.data.day, 'changes', event.seq);
      break;
    case 'attendance.personalExpired':
      expire(view, event.data.throughDay, event.data.keyIds);
      break;
    case 'directory.personForgotten':
      dropPersonal(view, event.data.keyIds, event.data.personId);
      break;
    case 'centre.dayOpened':
      openDay(view, event.data.day);
      break;
    case 'centre.dayClosed':
      closeDay(view, event);
      break;
  }
}

/** Ids come from outside: `__proto__` is not a visit. */
export function visitById(view: AttendanceView, id: string): Visit | null {
  return (Object.hasOwn(view.visits, id) && view.visits[id]) || null;
}

/** Whether every visit of the day is in memory. */
export function isComplete(view: AttendanceView, day: string): boolean {
  return view.prunedThrough === null || day > view.prunedThrough;
}

function remember(view: AttendanceView, visit: Visit): void {
  addToCount(countOf(view, visit.day), visit, 1);
  if (!isComplete(view, visit.day) && visit.day !== view.day) return;
  view.visits[visit.id] = visit;
  idsOf(view, visit.day).push(visit.id);
  enter(view, visit);
}

function idsOf(view: AttendanceView, day: string): string[] {
  view.days[day] ??= [];
  return view.days[day];
}

function countOf(view: AttendanceView, day: string): DayCount {
  view.counts[day] ??= { visits: 0, people: 0, byPurpose: {} };
  return view.counts[day];
}

function enter(view: AttendanceView, visit: Visit): void {
  if (!isInside(visit, view.day)) return;
  view.open[visit.id] = true;
  view.inside += visit.headcount;
}

function leave(view: AttendanceView, visit: Visit): void {
  if (view.open[visit.id] !== true) return;
  delete view.open[visit.id];
  view.inside -= visit.headcount;
}

function widen(view: AttendanceView, day: string, what: 'visits' | 'changes', seq: number): void {
  view.spans[day] ??= { visits: null, changes: null };
  const span: SeqSpan = [view.spans[day][what]?.[0] ?? seq, seq];
  view.spans[day][what] = span;
}

function correct(view: AttendanceView, event: VisitCorrected): void {
  const { visitId, day, was, purpose, headcount } = event.data;
  const count = countOf(view, day);
  if (was.counted) addToCount(count, was, -1);
  const counted = event.data.void === undefined ? was.counted : !event.data.void;
  const now = { purpose: purpose ?? was.purpose, headcount: headcount ?? was.headcount };
  if (counted) addToCount(count, now, 1);

  const visit = visitById(view, visitId);
  if (!visit) {
    view.lateChanges += 1;
    return;
  }
  leave(view, visit);
  correctVisit(visit, event);
  enter(view, visit);
}

function addKey(view: AttendanceView, day: string, hallMs: number, keyId: string | null): void {
  if (keyId === null) return;
  const last = view.keys.at(-1);
  if (last?.day !== day) view.keys.push({ day, hallMs, keyIds: [keyId] });
  else {
    last.keyIds.push(keyId);
    last.hallMs = hallMs;
  }
}

function expire(view: AttendanceView, throughDay: string, keyIds: readonly string[]): void {
  dropPersonal(view, keyIds, null);
  view.expired.push({ throughDay, keyIds: [...keyIds] });
  view.expired = view.expired.filter(
    (batch) => !(daysBetween(batch.throughDay, throughDay) > EXPIRED_KEPT_DAYS),
  );
}

function dropPersonal(
  view: AttendanceView,
  keyIds: readonly string[],
  personId: string | null,
): void {
  const gone = new Set(keyIds);
  for (const batch of view.keys) batch.keyIds = batch.keyIds.filter((keyId) => !gone.has(keyId));
  view.keys = view.keys.filter(({ keyIds }) => keyIds.length > 0);
  for (const visit of Object.values(view.visits)) {
    const theirs = personId !== null && visit.personId === personId;
    if (theirs || (visit.keyId !== null && gone.has(visit.keyId))) forgetVisitor(visit);
  }
}

function openDay(view: AttendanceView, day: string): void {
  view.day = day;
  idsOf(view, day);
  // By date, not by order of opening: a day confirmed wrongly as 1999 leaves first, one of 2099 takes a single place.
  const dropped = Object.keys(view.days).sort().slice(0, -KEPT_DAYS);
  for (const old of dropped) {
    for (const id of view.days[old] ?? []) delete view.visits[id];
    delete view.days[old];
    if (isComplete(view, old)) view.prunedThrough = old;
  }
}

function closeDay(view: AttendanceView, { data, seq, wallMs }: DayClosed): void {
  view.day = null;
  view.open = {};
  view.inside = 0;
  const ids = view.days[data.day] ?? [];
  for (const id of ids) {
    const visit = view.visits[id];
    if (visit?.endedBy === null) endVisit(visit, 'dayEnd', wallMs);
  }
  if (ids.length > 0) widen(view, data.day, 'visits', seq);
}

export function* openVisits(view: AttendanceView): Generator<Visit> {
  for (const id of Object.keys(view.open)) {
    const visit = view.visits[id];
    if (visit) yield visit;
  }
}

function* openFields(
  view: AttendanceView,
  field: 'phone' | 'idNumber',
): Generator<readonly [Sealed, string]> {
  for (const visit of openVisits(view)) if (visit[field]) yield [visit[field], visit.id];
}

/** Slice `attendance`; `day`: the centre's open business day. */
export function selectAttendance(view: AttendanceView, day: string | null): AttendanceSlice {
  const count = day === null ? undefined : view.counts[day];
  return {
    purposes: view.purposes,
    today: {
      visits: count?.visits ?? 0,
      people: count?.people ?? 0,
      inside: view.inside,
      byPurpose: { ...count?.byPurpose },
    },
  };
}

/** Slice `visits`: of the open day, newest first. */
export function selectVisits(
  view: AttendanceView,
  directory: DirectoryView,
  day: string | null,
  open: Open,
): VisitsSlice {
  const ids = day === null ? [] : (view.days[day] ?? []);
  const toRow = visitRows(directory, open);
  const visits = ids
    .slice(-SHOWN_VISITS)
    .reverse()
    .map((id) => view.visits[id])
    .filter((visit) => visit !== undefined)
    .map(toRow);
  return { day, visits };
}

/** What lists say of a visitor: the directory's word for residents, the visit's own for everybody else. */
export function visitorOf(visit: Visit, directory: DirectoryView) {
  const { personId } = visit;
  if (personId === null) return visit;
  return (Object.hasOwn(directory.people, personId) && directory.people[personId]) || visit;
}

/** Rows with masks only. */
export function visitRows(directory: DirectoryView, open: Open): (visit: Visit) => VisitRow {
  const units = new Map(directory.units.map(({ id, name }) => [id, name]));
  const maskOf = (field: Sealed | null) => (field ? (open(field)?.mask ?? null) : null);
  return (visit) => {
    const { name, phone } = visitorOf(visit, directory);
    return {
      id: visit.id,
      day: visit.day,
      purpose: visit.purpose,
      method: visit.method,
      proof: visit.proof,
      headcount: visit.headcount,
      unit: visit.unitId === null ? null : (units.get(visit.unitId) ?? visit.unitId),
      name: maskOf(name),
      phone: maskOf(phone),
      startedAtMs: visit.startedAtMs,
      endedAtMs: visit.endedAtMs,
      endedBy: visit.endedBy,
      reason: visit.reason,
      state: visit.state,
    };
  };
}
