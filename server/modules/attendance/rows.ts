// Visits of any range of days, in the order of lists, as a stream: recent days from the view, older ones from the
// history (archives included) with their corrections and back-fills applied. Lists and exports read the same stream.
import { setImmediate } from 'node:timers/promises';
import type { Open, RecordedEvent } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import type { Reads } from './commands.ts';
import type { OldVisit } from './record-commands.ts';
import type {
  AttendanceEvent,
  AttendanceView,
  DaySpan,
  SeqSpan,
  Visit,
  VisitBackfilled,
  VisitCorrected,
  VisitEnded,
  VisitPage,
  VisitStarted,
} from './schema.ts';
import { isComplete, visitRows } from './view.ts';
import { backfilledVisit, compareVisits, correctVisit, endVisit, startedVisit } from './visit.ts';

const PAGE = 100;
/** Neither a long list nor a long scan may keep a tap waiting: after so many steps others get their turn. */
const STEPS_PER_TURN = 200;

/** The part of the store that lists need. */
export interface VisitStore {
  read<T>(select: (views: Reads) => T): Promise<T>;
  history(from?: number): AsyncIterable<RecordedEvent | Gap>;
  readonly open: Open;
}
export interface Range {
  readonly from: string;
  readonly to: string;
}
/** The place of a visit in a list. */
export type Place = Pick<Visit, 'day' | 'startedAtMs' | 'id'>;
interface Day {
  readonly day: string;
  readonly span: DaySpan;
  /** At least so many rows. */
  readonly visits: number;
}
type Change = VisitCorrected | VisitBackfilled;
type Primary = VisitStarted | VisitEnded | DayOpened | DayClosed;
type Gap = { readonly gap: { readonly from: number; readonly to: number } };

/**
 * @param options.after only what follows this place
 * @param options.wanted how many rows will be read: a page of an old year then scans a few days of it, not all
 * @param options.onGap called when a damaged stretch of the history may have held visits of the range
 */
export async function* visitsBetween(
  store: VisitStore,
  { from, to }: Range,
  options: { after?: Place | undefined; wanted?: number; onGap?: () => void } = {},
): AsyncGenerator<Visit> {
  const { after, wanted = Number.POSITIVE_INFINITY, onGap = () => {} } = options;
  const first = after && after.day > from ? after.day : from;
  const days = await store.read(({ attendance }) => daysBetween(attendance, first, to));
  let steps = 0;
  for (const batch of batches(days, wanted)) {
    for await (const visit of visitsOf(store, batch, onGap)) {
      if (after && compareVisits(visit, after) <= 0) continue;
      yield visit;
      steps += 1;
      if (steps % STEPS_PER_TURN === 0) await setImmediate();
    }
  }
}

function daysBetween(view: AttendanceView, from: string, to: string): Day[] {
  return Object.keys(view.spans)
    .filter((day) => day >= from && day <= to)
    .sort()
    .map((day) => dayIn(view, day));
}

function dayIn(view: AttendanceView, day: string): Day {
  const span = view.spans[day] ?? { visits: null, changes: null };
  return { day, span: { ...span }, visits: view.counts[day]?.visits ?? 0 };
}

/** Days in groups that hold `wanted` rows each; the first of them may have been listed in part already. */
function* batches(days: readonly Day[], wanted: number): Generator<Day[]> {
  let batch: Day[] = [];
  let rows = 0;
  for (const day of days) {
    batch.push(day);
    if (batch.length > 1) rows += day.visits;
    if (rows < wanted) continue;
    yield batch;
    batch = [];
    rows = 0;
  }
  yield batch;
}

async function* visitsOf(
  store: VisitStore,
  days: readonly Day[],
  onGap: () => void,
): AsyncGenerator<Visit> {
  const old = await store.read(({ attendance }) =>
    days.filter(({ day }) => !isComplete(attendance, day)),
  );
  yield* oldVisits(store, old, onGap);
  for (const { day } of days.slice(old.length)) {
    const found = await store.read(({ attendance }) =>
      isComplete(attendance, day)
        ? (attendance.days[day] ?? []).map((id) => attendance.visits[id])
        : dayIn(attendance, day),
    );
    // A day may leave memory while an export is under way.
    if (!Array.isArray(found)) yield* oldVisits(store, [found], onGap);
    else {
      const visits = found.filter((visit) => visit !== undefined).map((visit) => ({ ...visit }));
      yield* visits.sort(compareVisits);
    }
  }
}

/** One pass over the history for all days together; each is handed over as soon as it is complete. */
async function* oldVisits(
  store: VisitStore,
  days: readonly Day[],
  onGap: () => void,
): AsyncGenerator<Visit> {
  const changes = await changesOf(store, days, onGap);
  const pages = new Map(days.map(({ day }) => [day, new DayPage(changes.get(day) ?? [])]));
  const span = around(days.map((day) => day.span.visits));
  let next = 0;
  const complete = (seq: number) => {
    const done: DayPage[] = [];
    for (let day = days[next]; day && (day.span.visits?.[1] ?? 0) <= seq; day = days[next]) {
      const page = pages.get(day.day);
      pages.delete(day.day);
      if (page) done.push(page);
      next += 1;
    }
    return done;
  };
  if (span) {
    let openThen = days.find((day) => day.span.visits?.[0] === span[0])?.day ?? null;
    for await (const event of events(store, span, onGap)) {
      if (event.type === 'attendance.visitStarted') openThen = event.data.day;
      if (event.type === 'centre.dayOpened') openThen = event.data.day;
      // Only a visit of the open day can end.
      const day = event.type === 'attendance.visitEnded' ? openThen : event.data.day;
      pages.get(day ?? '')?.apply(event);
      if (event.type === 'centre.dayClosed') openThen = null;
      for (const page of complete(event.seq)) yield* page.finish();
    }
  }
  for (const page of complete(Number.POSITIVE_INFINITY)) yield* page.finish();
}

/** One day while it is put together. */
class DayPage {
  readonly #visits = new Map<string, Visit>();
  /** Oldest first. */
  readonly #changes: Change[];

  constructor(changes: Change[]) {
    this.#changes = changes;
  }

  apply(event: Primary): void {
    this.#change(event.seq);
    switch (event.type) {
      case 'attendance.visitStarted':
        this.#visits.set(event.data.visitId, startedVisit(event));
        break;
      case 'attendance.visitEnded': {
        const visit = this.#visits.get(event.data.visitId);
        if (visit) endVisit(visit, event.data.by, event.wallMs);
        break;
      }
      case 'centre.dayClosed':
        for (const visit of this.#visits.values()) {
          if (visit.endedBy === null) endVisit(visit, 'dayEnd', event.wallMs);
        }
        break;
    }
  }

  #change(beforeSeq: number): void {
    while (this.#changes[0] && this.#changes[0].seq < beforeSeq) {
      const change = this.#changes.shift() as Change;
      const visit = this.#visits.get(change.data.visitId);
      if (change.type === 'attendance.visitBackfilled') {
        this.#visits.set(change.data.visitId, backfilledVisit(change));
      } else if (visit) correctVisit(visit, change);
    }
  }

  finish(): Visit[] {
    this.#change(Number.POSITIVE_INFINITY);
    return [...this.#visits.values()].sort(compareVisits);
  }
}

/** Corrections and back-fills of some days, by day: they may have been made much later. */
async function changesOf(
  store: VisitStore,
  days: readonly Day[],
  onGap: () => void,
): Promise<Map<string, Change[]>> {
  const changes = new Map<string, Change[]>(days.map(({ day }) => [day, []]));
  const span = around(days.map((day) => day.span.changes));
  if (!span) return changes;
  for await (const recorded of scan(store, span, onGap)) {
    const event = recorded as AttendanceEvent;
    switch (event.type) {
      case 'attendance.visitCorrected':
      case 'attendance.visitBackfilled':
        changes.get(event.data.day)?.push(event);
    }
  }
  return changes;
}

async function* events(
  store: VisitStore,
  span: SeqSpan,
  onGap: () => void,
): AsyncGenerator<Primary> {
  for await (const recorded of scan(store, span, onGap)) {
    const event = recorded as AttendanceEvent | DayOpened | DayClosed;
    switch (event.type) {
      case 'attendance.visitStarted':
      case 'attendance.visitEnded':
      case 'centre.dayOpened':
      case 'centre.dayClosed':
        yield event;
    }
  }
}

async function* scan(
  store: VisitStore,
  [from, to]: SeqSpan,
  onGap: () => void,
): AsyncGenerator<RecordedEvent> {
  let steps = 0;
  for await (const item of store.history(from)) {
    if (isGap(item)) {
      if (item.gap.from <= to) onGap();
      continue;
    }
    if (item.seq > to) return;
    yield item;
    steps += 1;
    if (steps % STEPS_PER_TURN === 0) await setImmediate();
  }
}

function isGap(item: RecordedEvent | Gap): item is Gap {
  return 'gap' in item;
}

function around(spans: readonly (SeqSpan | null)[]): SeqSpan | null {
  const known = spans.filter((span) => span !== null);
  if (known.length === 0) return null;
  const from = known.reduce((least, span) => Math.min(least, span[0]), Number.POSITIVE_INFINITY);
  return [from, known.reduce((most, span) => Math.max(most, span[1]), 0)];
}

/** A visit that has left memory, by its id; null when the history knows no such visit. */
export async function readOldVisit(store: VisitStore, id: string): Promise<OldVisit | null> {
  const lateChanges = await store.read(({ attendance }) => attendance.lateChanges);
  const day = await dayOfVisit(store, id);
  if (day === null) return null;
  const found = await store.read(({ attendance }) => dayIn(attendance, day));
  for await (const visit of oldVisits(store, [found], () => {})) {
    if (visit.id === id) return { visit, lateChanges };
  }
  return null;
}

/** A visit bears the id of the event that recorded it, and that id ends in its seq. */
async function dayOfVisit(store: VisitStore, id: string): Promise<string | null> {
  const digits = /-([0-9a-z]{1,10})$/.exec(id)?.[1];
  if (digits === undefined) return null;
  const seq = Number.parseInt(digits, 36);
  for await (const recorded of scan(store, [seq, seq], () => {})) {
    const event = recorded as AttendanceEvent;
    switch (event.type) {
      case 'attendance.visitStarted':
      case 'attendance.visitBackfilled':
        return event.data.day;
    }
  }
  return null;
}

/** GET /api/attendance/visits */
export async function visitPage(
  store: VisitStore,
  range: Range,
  after: Place | undefined,
): Promise<VisitPage> {
  const visits: Visit[] = [];
  for await (const visit of visitsBetween(store, range, { after, wanted: PAGE + 1 })) {
    visits.push(visit);
    if (visits.length > PAGE) break;
  }
  const last = visits.length > PAGE ? visits[PAGE - 1] : undefined;
  const rows = await store.read(({ directory }) =>
    visits.slice(0, PAGE).map(visitRows(directory, store.open)),
  );
  return { visits: rows, after: last ? `${last.day}_${last.startedAtMs}_${last.id}` : null };
}

/** The place that `after` names; null when it is none of ours. */
export function placeOf(after: string): Place | null {
  const [, day, startedAtMs, id] = /^(\d{4}-\d\d-\d\d)_(-?\d{1,16})_(.{1,64})$/.exec(after) ?? [];
  return day && startedAtMs && id ? { day, startedAtMs: Number(startedAtMs), id } : null;
}
