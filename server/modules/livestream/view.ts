// Sessions with their shelves and what is being explained, and who changed each of them last.
import type { ModuleDefinition } from '../../store/module.ts';
import { type DayOpened, daysBetween } from '../centre/schema.ts';
import { sameItem } from './reading.ts';
import {
  type Act,
  type Changed,
  type Explained,
  explained,
  type ItemPut,
  type ItemRanked,
  type ItemRef,
  itemPut,
  itemRanked,
  type LiveSession,
  type LivestreamEvent,
  type LivestreamView,
  type SessionMoved,
  type SessionPut,
  type ShelfEntry,
  type ShelfItem,
  type ShelfPut,
  type StreamOriginsAdopted,
  sessionMoved,
  sessionPut,
  shelfPut,
  streamOriginsAdopted,
} from './schema.ts';
import { isOver } from './session-life.ts';
import { changesOf } from './shelf-changes.ts';

/** Days that a session which is over stays in sight: somebody compares with last year's market. The journal keeps it. */
const KEPT_DAYS = 400;

export const livestream: ModuleDefinition<LivestreamView> = {
  name: 'livestream',
  events: [
    sessionPut,
    sessionMoved,
    shelfPut,
    itemPut,
    itemRanked,
    explained,
    streamOriginsAdopted,
  ],
  initial: () => ({ sessions: {}, streamOrigins: [] }),
  fold(view, recorded) {
    const event = recorded as LivestreamEvent | StreamOriginsAdopted | DayOpened;
    switch (event.type) {
      case 'livestream.sessionPut':
        put(view, event);
        break;
      case 'livestream.sessionMoved':
      case 'livestream.shelfPut':
      case 'livestream.itemPut':
      case 'livestream.itemRanked':
      case 'livestream.explained': {
        const session = view.sessions[event.data.sessionId];
        if (!session) break;
        session.changed = { ...stamp(event), ...change(session, event) };
        session.seqs.last = event.seq;
        break;
      }
      case 'livestream.streamOriginsAdopted':
        view.streamOrigins = event.data.origins;
        break;
      case 'centre.dayOpened':
        forgetOld(view, event.data.day);
        break;
    }
  },
};

function put(view: LivestreamView, event: SessionPut): void {
  const { sessionId: id, ...fields } = event.data;
  const { seq } = event;
  const before = view.sessions[id];
  view.sessions[id] = {
    state: 'planned',
    shelf: [],
    explaining: null,
    shelfRevision: seq,
    orderRevision: seq,
    explainRevision: seq,
    ...before,
    ...fields,
    id,
    changed: { ...stamp(event), act: 'planned', item: null },
    revision: seq,
    seqs: { first: before?.seqs.first ?? seq, last: seq },
  };
}

/** Returns what was done, to be told with who did it. */
function change(
  session: LiveSession,
  event: SessionMoved | ShelfPut | ItemPut | ItemRanked | Explained,
): { act: Act; item: ItemRef | null } {
  switch (event.type) {
    case 'livestream.sessionMoved':
      session.state = event.data.state;
      if (event.data.state !== 'live' && event.data.state !== 'paused') {
        session.explaining = null;
        session.explainRevision = event.seq;
      }
      return { act: 'moved', item: null };
    case 'livestream.shelfPut':
      session.shelf = event.data.items.map((item) => entryOf(session, item, event));
      session.shelfRevision = event.seq;
      session.orderRevision = event.seq;
      return { act: 'shelf', item: null };
    case 'livestream.itemPut':
      return putItem(session, event);
    case 'livestream.itemRanked':
      return rank(session, event);
    case 'livestream.explained':
      explain(session, event);
      return { act: 'explained', item: event.data.item };
  }
}

/** What is put again unchanged keeps who changed it last. */
function entryOf({ shelf }: LiveSession, item: ShelfItem, event: ShelfPut | ItemPut): ShelfEntry {
  const before = shelf.find((one) => sameItem(one, item));
  const explainedAtMs = before?.explainedAtMs ?? null;
  if (before && changesOf(before, item).length === 0) return before;
  return { ...item, changed: stamp(event), revision: event.seq, explainedAtMs };
}

function putItem(session: LiveSession, event: ItemPut): { act: Act; item: ItemRef } {
  const { item } = event.data;
  const before = session.shelf.find((one) => sameItem(one, item));
  const entry = entryOf(session, item, event);
  session.shelf = session.shelf.map((one) => (sameItem(one, item) ? entry : one));
  session.shelfRevision = event.seq;
  const [first] = before ? changesOf(before, item) : [];
  const { productId, variantId } = item;
  return { act: first?.act ?? 'shelf', item: { productId, variantId } };
}

function rank(session: LiveSession, event: ItemRanked): { act: Act; item: ItemRef } {
  const { productId, variantId, rank: to } = event.data;
  const item = { productId, variantId };
  const moved = session.shelf.filter((one) => sameItem(one, item));
  const rest = session.shelf.filter((one) => !sameItem(one, item));
  session.shelf = [...rest.slice(0, to), ...moved, ...rest.slice(to)];
  session.shelfRevision = event.seq;
  session.orderRevision = event.seq;
  return { act: 'pinned', item };
}

function explain(session: LiveSession, { data, seq, wallMs }: Explained): void {
  const { item, mediaTimeMs } = data;
  session.explaining = item && { ...item, sinceMs: wallMs, mediaTimeMs };
  session.explainRevision = seq;
  if (!item) return;
  session.shelf = session.shelf.map((one) =>
    sameItem(one, item) ? { ...one, explainedAtMs: wallMs } : one,
  );
}

function stamp({ wallMs, actor }: LivestreamEvent): Changed {
  return { atMs: wallMs, by: actor.kind === 'staff' ? actor.accountId : '' };
}

function forgetOld({ sessions }: LivestreamView, today: string): void {
  for (const { id, state, day } of Object.values(sessions)) {
    if (isOver(state) && daysBetween(day, today) > KEPT_DAYS) delete sessions[id];
  }
}
