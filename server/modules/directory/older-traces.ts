// Looks in the history for traces of a person that have left memory, so that forgetting them leaves none.
import { setImmediate } from 'node:timers/promises';
import type { Open, RecordedEvent } from '../../store/module.ts';
import type {
  AttendanceEvent,
  AttendanceView,
  VisitBackfilled,
  VisitStarted,
} from '../attendance/schema.ts';
import type { OlderTraces } from './commands.ts';
import type { DirectoryView } from './schema.ts';
import { keyOfTheirs, type Traveller, traceOf, visitIn, type Wanted } from './trace.ts';

interface Views {
  directory: DirectoryView;
  attendance: AttendanceView;
}
interface TraceStore {
  read<T>(select: (views: Views) => T): Promise<T>;
  history(from?: number): AsyncIterable<RecordedEvent | { gap: object }>;
  readonly open: Open;
}

const STEPS_PER_TURN = 200;

export async function findOlderTraces(store: TraceStore, wanted: Wanted): Promise<OlderTraces> {
  const { retained, span, inMemory } = await store.read(({ attendance }) => ({
    ...oldKeys(attendance),
    inMemory: visitIn(attendance, wanted.visitId),
  }));
  if (!span) return { visit: null, keyIds: [] };
  let older: Traveller | null = null;
  if (wanted.visitId !== undefined && !inMemory) {
    for await (const event of visitsWithKeys(store, span, retained)) {
      if (event.data.visitId === wanted.visitId) older = travellerOf(event);
    }
  }
  const visit = inMemory ?? older;
  // Reading has no index; the few who are forgotten are worth a walk through the directory.
  const trace = await store.read((views) =>
    traceOf(views, wanted, visit, store.open, (index, value) => {
      const field = index === 'directory.phone' ? 'phone' : 'idNumber';
      return Object.values(views.directory.people)
        .filter((person) => person[field] && store.open(person[field])?.value === value)
        .map(({ id }) => id);
    }),
  );
  const keyIds = new Set<string>();
  for await (const event of visitsWithKeys(store, span, retained)) {
    const keyId = keyOfTheirs(travellerOf(event), trace, store.open);
    if (keyId !== null) keyIds.add(keyId);
  }
  return { visit: older, keyIds: [...keyIds] };
}

/** Keys of visits that have left memory and are not destroyed yet, and where the history tells of those visits. */
function oldKeys({ keys, spans, prunedThrough }: AttendanceView) {
  const old = keys.filter(({ day }) => prunedThrough !== null && day <= prunedThrough);
  const places = old.flatMap(({ day }) => [spans[day]?.visits, spans[day]?.changes]);
  const known = places.filter((place) => place !== null && place !== undefined);
  const from = Math.min(...known.map((place) => place[0]));
  const to = Math.max(...known.map((place) => place[1]));
  return {
    retained: new Set(old.flatMap(({ keyIds }) => keyIds)),
    span: known.length === 0 ? null : { from, to },
  };
}

async function* visitsWithKeys(
  store: TraceStore,
  { from, to }: { from: number; to: number },
  retained: ReadonlySet<string>,
): AsyncGenerator<VisitStarted | VisitBackfilled> {
  let steps = 0;
  for await (const recorded of store.history(from)) {
    if ('gap' in recorded) continue;
    if (recorded.seq > to) return;
    const event = withVisitor(recorded);
    if (event?.data.keyId && retained.has(event.data.keyId)) yield event;
    steps += 1;
    if (steps % STEPS_PER_TURN === 0) await setImmediate();
  }
}

function withVisitor(recorded: RecordedEvent): VisitStarted | VisitBackfilled | null {
  const event = recorded as AttendanceEvent;
  switch (event.type) {
    case 'attendance.visitStarted':
    case 'attendance.visitBackfilled':
      return event;
    default:
      return null;
  }
}

function travellerOf({ data }: VisitStarted | VisitBackfilled): Traveller {
  return {
    personId: data.personId,
    keyId: data.keyId,
    phone: data.phone ?? null,
    idNumber: 'idNumber' in data ? (data.idNumber ?? null) : null,
  };
}
