// What happens on a session's shelf: what is put there, what is explained, what one item costs, and putting back what somebody
// did by mistake. Two people share a session: a command on one item is never refused because of what the other did to another.
import type { Static } from 'typebox';
import {
  type Accepted,
  type CommandDefinition,
  type DecideContext,
  event,
  type NewEvent,
  type Refused,
  seqOf,
} from '../../store/module.ts';
import { productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView } from '../goods/schema.ts';
import { sessionOf } from './commands.ts';
import {
  type ActReply,
  ChangeItemBody,
  ExplainBody,
  PinItemBody,
  PutShelfBody,
  type Undo,
  UndoBody,
} from './console-schema.ts';
import { isOffered, sameItem, shelfItem } from './reading.ts';
import {
  explained,
  type ItemRef,
  itemPut,
  itemRanked,
  type LiveSession,
  type LivestreamView,
  refuse,
  type ShelfEntry,
  type ShelfItem,
  shelfPut,
} from './schema.ts';
import { isOver, isRunning } from './session-life.ts';
import { changesOf } from './shelf-changes.ts';

interface Reads {
  livestream: LivestreamView;
  goods: GoodsView;
}
type Found = { session: LiveSession; entry: ShelfEntry };
const NOTHING_DONE: Accepted<ActReply> = { events: [], reply: { undo: null } };
const SECOND_MS = 1000;

export const putShelf: CommandDefinition<
  Reads,
  typeof PutShelfBody,
  { id: string; revision: number }
> = {
  type: 'livestream.putShelf',
  body: PutShelfBody,
  decide({ livestream, goods }, { sessionId, revision, items }, context) {
    const session = changeable(livestream, sessionId);
    if ('refused' in session) return session;
    if (session.shelfRevision !== revision) return refuse('SESSION_CHANGED');
    const keys = new Set(items.map(({ productId, variantId }) => `${productId}/${variantId}`));
    if (keys.size < items.length || !items.every((item) => isPossible(goods, item))) {
      return refuse('SHELF_WRONG');
    }
    const { explaining } = session;
    const stays = items.some((one) => explaining && sameItem(one, explaining) && !one.hidden);
    const closing = explaining && !stays ? [explainNothing(sessionId)] : [];
    return {
      events: [event(shelfPut, { sessionId, items }), ...closing],
      reply: { id: sessionId, revision: seqOf(context.id(0)) },
    };
  },
};

function isPossible(goods: GoodsView, { productId, variantId, flash }: ShelfItem): boolean {
  const product = productOf(goods, productId);
  const timed = flash === null || flash.fromMs < flash.toMs;
  return product !== undefined && variantOf(product, variantId) !== undefined && timed;
}

function explainNothing(sessionId: string): NewEvent {
  return event(explained, { sessionId, item: null, mediaTimeMs: null });
}

/** One at a time: the new one ends the one before. Two people may tap the same at once: the second changes nothing. */
export const explain: CommandDefinition<Reads, typeof ExplainBody, ActReply> = {
  type: 'livestream.explain',
  body: ExplainBody,
  decide({ livestream, goods }, { sessionId, item, mediaTimeMs = null }, context) {
    const session = onAir(livestream, sessionId);
    if ('refused' in session) return session;
    const before = refOf(session.explaining);
    if (item ? before && sameItem(before, item) : !before) return NOTHING_DONE;
    if (item) {
      const entry = shelfItem(session, item.productId, item.variantId);
      if (!entry || !isOffered(goods, entry)) return refuse('NOT_ON_SHELF');
    }
    const { revision } = next(context);
    return {
      events: [event(explained, { sessionId, item, mediaTimeMs })],
      reply: { undo: { what: 'explaining', revision, item: before } },
    };
  },
};

/**
 * Price, flash price, quota, sold out, hidden, note: of this shelf only, what is in stock at the counter stays for sale there.
 * What is explained stays explained when it is sold out, and says so; hidden, it leaves the screens.
 */
export const changeItem: CommandDefinition<Reads, typeof ChangeItemBody, ActReply> = {
  type: 'livestream.changeItem',
  body: ChangeItemBody,
  decide({ livestream, goods }, { sessionId, productId, variantId, change }, context) {
    const found = onShelf(livestream, sessionId, { productId, variantId });
    if ('refused' in found) return found;
    const before = itemOf(found.entry);
    const { flash, ...rest } = change;
    const item = {
      ...before,
      ...rest,
      ...(flash === undefined ? {} : { flash: timed(flash, context.wallMs) }),
    };
    if (changesOf(before, item).length === 0) return NOTHING_DONE;
    if (!isPossible(goods, item)) return refuse('SHELF_WRONG');
    return {
      events: putBack(found.session, item),
      reply: { undo: { what: 'item', item: before, ...next(context) } },
    };
  },
};

type FlashWish = Static<typeof ChangeItemBody>['change']['flash'];

function timed(flash: NonNullable<FlashWish> | null, nowMs: number): ShelfItem['flash'] {
  if (flash === null || 'fromMs' in flash) return flash;
  const { priceFen, lastsS } = flash;
  return { priceFen, fromMs: nowMs, toMs: nowMs + lastsS * SECOND_MS };
}

function putBack({ id: sessionId, explaining }: LiveSession, item: ShelfItem): NewEvent[] {
  const leaves = item.hidden && explaining && sameItem(explaining, item);
  return [event(itemPut, { sessionId, item }), ...(leaves ? [explainNothing(sessionId)] : [])];
}

/** To the top of what comes next: right behind what is explained, or first of all. */
export const pinItem: CommandDefinition<Reads, typeof PinItemBody, ActReply> = {
  type: 'livestream.pinItem',
  body: PinItemBody,
  decide({ livestream, goods }, { sessionId, productId, variantId }, context) {
    const item = { productId, variantId };
    const found = onShelf(livestream, sessionId, item);
    if ('refused' in found) return found;
    const { session, entry } = found;
    if (!isOffered(goods, entry)) return refuse('NOT_ON_SHELF');
    const { shelf, explaining } = session;
    if (explaining && sameItem(explaining, item)) return NOTHING_DONE;
    const before = shelf.findIndex((one) => sameItem(one, item));
    const rest = shelf.filter((one) => !sameItem(one, item));
    const rank = explaining ? rest.findIndex((one) => sameItem(one, explaining)) + 1 : 0;
    if (rank === before) return NOTHING_DONE;
    return {
      events: [event(itemRanked, { sessionId, ...item, rank })],
      reply: { undo: { what: 'rank', item, rank: before, ...next(context) } },
    };
  },
};

/** Puts back what an action replaced; whoever changed the same thing since keeps what they did. */
export const undo: CommandDefinition<Reads, typeof UndoBody, { done: true }> = {
  type: 'livestream.undo',
  body: UndoBody,
  decide({ livestream, goods }, body) {
    const session = changeable(livestream, body.sessionId);
    if ('refused' in session) return session;
    const events = undone(session, goods, body.undo);
    return 'refused' in events ? events : { events, reply: { done: true } };
  },
};

function undone(session: LiveSession, goods: GoodsView, wish: Undo): NewEvent[] | Refused {
  const { id: sessionId } = session;
  const entry = wish.item && shelfItem(session, wish.item.productId, wish.item.variantId);
  switch (wish.what) {
    case 'explaining': {
      if (session.explainRevision !== wish.revision) return refuse('UNDO_OVERTAKEN');
      // It may have been sold out meanwhile: then it is explained again, and says so.
      if (wish.item && (!entry || entry.hidden)) return refuse('NOT_ON_SHELF');
      return [event(explained, { sessionId, item: wish.item, mediaTimeMs: null })];
    }
    case 'item':
      if (entry?.revision !== wish.revision) return refuse('UNDO_OVERTAKEN');
      return isPossible(goods, wish.item) ? putBack(session, wish.item) : refuse('SHELF_WRONG');
    case 'rank':
      if (!entry || session.orderRevision !== wish.revision) return refuse('UNDO_OVERTAKEN');
      return [event(itemRanked, { sessionId, ...wish.item, rank: wish.rank })];
  }
}

function next(context: DecideContext): { revision: number } {
  return { revision: seqOf(context.id(0)) };
}

function changeable(livestream: LivestreamView, sessionId: string): LiveSession | Refused {
  const session = sessionOf(livestream, sessionId);
  if (!session) return refuse('SESSION_NOT_FOUND');
  const { state } = session;
  return isOver(state) ? refuse('SESSION_STATE_WRONG', { state }) : session;
}

function onAir(livestream: LivestreamView, sessionId: string): LiveSession | Refused {
  const session = changeable(livestream, sessionId);
  if ('refused' in session || isRunning(session.state)) return session;
  return refuse('SESSION_STATE_WRONG', { state: session.state });
}

/** Also before the session begins: prices are set while it is planned. */
function onShelf(livestream: LivestreamView, sessionId: string, item: ItemRef): Found | Refused {
  const session = changeable(livestream, sessionId);
  if ('refused' in session) return session;
  const entry = shelfItem(session, item.productId, item.variantId);
  return entry ? { session, entry } : refuse('NOT_ON_SHELF');
}

function refOf(item: ItemRef | null): ItemRef | null {
  return item && { productId: item.productId, variantId: item.variantId };
}

/** Without what the view remembers of it. */
function itemOf({ changed: _, revision: __, explainedAtMs: ___, ...item }: ShelfEntry): ShelfItem {
  return item;
}
