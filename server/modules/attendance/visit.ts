// One visit: how events begin, end and correct it. The view and the reader of the history share these rules,
// so that a list says the same whether it comes from memory or from an archive.
import type {
  DayCount,
  Departure,
  Purpose,
  Visit,
  VisitBackfilled,
  VisitCorrected,
  VisitStarted,
} from './schema.ts';

export function startedVisit({ data, wallMs }: VisitStarted): Visit {
  return {
    id: data.visitId,
    day: data.day,
    purpose: data.purpose,
    method: data.method,
    proof: data.proof,
    headcount: data.headcount,
    unitId: data.unitId,
    personId: data.personId,
    keyId: data.keyId,
    name: data.name ?? null,
    phone: data.phone ?? null,
    idNumber: data.idNumber ?? null,
    startedAtMs: wallMs,
    endedAtMs: null,
    endedBy: null,
    reason: null,
    state: 'recorded',
  };
}

export function backfilledVisit({ data }: VisitBackfilled): Visit {
  return {
    id: data.visitId,
    day: data.day,
    purpose: data.purpose,
    method: 'staff',
    proof: 'none',
    headcount: data.headcount,
    unitId: data.unitId,
    personId: data.personId,
    keyId: data.keyId,
    name: data.name ?? null,
    phone: data.phone ?? null,
    idNumber: null,
    startedAtMs: data.startedAtMs,
    ...ending(data.endedAtMs, data.dayOpen),
    reason: data.reason,
    state: 'backfilled',
  };
}

function ending(endedAtMs: number | null, dayOpen: boolean) {
  const unknown: Departure | null = dayOpen ? null : 'dayEnd';
  return { endedAtMs, endedBy: endedAtMs === null ? unknown : ('staff' as const) };
}

export function endVisit(visit: Visit, by: Departure, atMs: number): void {
  visit.endedBy = by;
  visit.endedAtMs = by === 'dayEnd' ? null : atMs;
}

export function correctVisit(visit: Visit, { data }: VisitCorrected): void {
  visit.purpose = data.purpose ?? visit.purpose;
  visit.headcount = data.headcount ?? visit.headcount;
  if (data.unitId !== undefined) visit.unitId = data.unitId;
  visit.startedAtMs = data.startedAtMs ?? visit.startedAtMs;
  if (data.endedAtMs !== undefined) Object.assign(visit, ending(data.endedAtMs, data.dayOpen));
  visit.reason = data.reason;
  const isVoid = data.void ?? visit.state === 'void';
  visit.state = isVoid ? 'void' : 'corrected';
}

export function isInside(visit: Visit, openDay: string | null): boolean {
  return visit.endedBy === null && visit.state !== 'void' && visit.day === openDay;
}

/** Their key is gone: what stays is an anonymous visit. */
export function forgetVisitor(visit: Visit): void {
  visit.name = null;
  visit.phone = null;
  visit.idNumber = null;
  visit.personId = null;
  visit.keyId = null;
}

export function addToCount(
  count: DayCount,
  { purpose, headcount }: { purpose: Purpose; headcount: number },
  sign: 1 | -1,
): void {
  count.visits += sign;
  count.people += sign * headcount;
  const people = (count.byPurpose[purpose] ?? 0) + sign * headcount;
  if (people > 0) count.byPurpose[purpose] = people;
  else delete count.byPurpose[purpose];
}

/** The order of lists: day, then arrival, then id. */
export function compareVisits(
  a: Pick<Visit, 'day' | 'startedAtMs' | 'id'>,
  b: Pick<Visit, 'day' | 'startedAtMs' | 'id'>,
): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.startedAtMs !== b.startedAtMs) return a.startedAtMs - b.startedAtMs;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
