// Planning a session, its shelf, and saying what is being explained.
import { type CommandDefinition, event, type Refused } from '../../store/module.ts';
import { daysBetween } from '../centre/schema.ts';
import { productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView } from '../goods/schema.ts';
import {
  ExplainBody,
  MoveSessionBody,
  PutSessionBody,
  PutShelfBody,
  SoldOutBody,
} from './page-schema.ts';
import { runningSession, shelfItem } from './reading.ts';
import {
  explained,
  type LiveSession,
  type LivestreamView,
  refuse,
  type SessionFields,
  type SessionState,
  sessionMoved,
  sessionPut,
  shelfPut,
} from './schema.ts';
import { judgeStreamAddress } from './stream-origins.ts';

interface Reads {
  livestream: LivestreamView;
  goods: GoodsView;
}
interface Reply {
  id: string;
  revision: number;
}
interface Done {
  done: true;
}
const DONE: Done = { done: true };
/** A QR code leads a visitor's phone there: nowhere else. */
const APP_HOSTS: Readonly<Record<string, readonly string[]>> = {
  douyin: ['v.douyin.com', 'www.douyin.com', 'livestream.douyin.com'],
  channels: ['channels.weixin.qq.com', 'weixin.qq.com'],
  other: ['v.kuaishou.com', 'livestream.kuaishou.com', 'www.xiaohongshu.com', 'xhslink.com'],
};

export const putSession: CommandDefinition<Reads, typeof PutSessionBody, Reply> = {
  type: 'livestream.putSession',
  body: PutSessionBody,
  decide({ livestream }, { sessionId, revision, session }, context) {
    const before = sessionId === null ? null : sessionOf(livestream, sessionId);
    if (before === undefined) return refuse('SESSION_NOT_FOUND');
    if (before && before.revision !== revision) return refuse('SESSION_CHANGED');
    if (before && isOver(before.state))
      return refuse('SESSION_STATE_WRONG', { state: before.state });
    if (!addressesFit(session) || Number.isNaN(daysBetween(session.day, session.day))) {
      return refuse('LIVE_ADDRESS_WRONG');
    }
    if (!originKnown(session, livestream)) return refuse('STREAM_ORIGIN_UNKNOWN');
    const id = sessionId ?? context.id(0);
    return {
      events: [event(sessionPut, { sessionId: id, ...session })],
      reply: { id, revision: seqOf(context.id(0)) },
    };
  },
};

function addressesFit({ platform, playUrl, appUrl }: SessionFields): boolean {
  if (platform === 'local') return appUrl === null && (playUrl === null || isPlayable(playUrl));
  return playUrl === null && (appUrl === null || isAppAddress(platform, appUrl));
}

function isPlayable(text: string): boolean {
  return judgeStreamAddress(text, []) !== 'unreadable';
}

function originKnown({ playUrl }: SessionFields, { streamOrigins }: LivestreamView): boolean {
  return playUrl === null || judgeStreamAddress(playUrl, streamOrigins) === 'fits';
}

function isAppAddress(platform: string, text: string): boolean {
  const url = URL.parse(text);
  const hosts = APP_HOSTS[platform] ?? [];
  return url !== null && url.protocol === 'https:' && hosts.includes(url.hostname) && !url.username;
}

function isOver(state: SessionState): boolean {
  return state === 'ended' || state === 'settled' || state === 'cancelled';
}

const NEXT: Readonly<Record<SessionState, readonly SessionState[]>> = {
  planned: ['live', 'cancelled'],
  live: ['paused', 'ended'],
  paused: ['live', 'ended'],
  ended: ['settled'],
  settled: [],
  cancelled: [],
};

export const moveSession: CommandDefinition<Reads, typeof MoveSessionBody, Done> = {
  type: 'livestream.moveSession',
  body: MoveSessionBody,
  decide({ livestream }, { sessionId, state }) {
    const session = sessionOf(livestream, sessionId);
    if (!session) return refuse('SESSION_NOT_FOUND');
    if (!NEXT[session.state].includes(state)) {
      return refuse('SESSION_STATE_WRONG', { state: session.state });
    }
    const running = runningSession(livestream);
    if (state === 'live' && running && running.id !== sessionId) {
      return refuse('SESSION_RUNNING', { title: running.title });
    }
    return { events: [event(sessionMoved, { sessionId, state })], reply: DONE };
  },
};

export const putShelf: CommandDefinition<Reads, typeof PutShelfBody, Reply> = {
  type: 'livestream.putShelf',
  body: PutShelfBody,
  decide({ livestream, goods }, { sessionId, revision, items }, context) {
    const session = sessionOf(livestream, sessionId);
    if (!session) return refuse('SESSION_NOT_FOUND');
    if (session.revision !== revision) return refuse('SESSION_CHANGED');
    if (isOver(session.state)) return refuse('SESSION_STATE_WRONG', { state: session.state });
    const keys = new Set(items.map(({ productId, variantId }) => `${productId}/${variantId}`));
    const known = items.every(({ productId, variantId, flash }) => {
      const product = productOf(goods, productId);
      const timed = flash === null || flash.fromMs < flash.toMs;
      return product !== undefined && variantOf(product, variantId) !== undefined && timed;
    });
    if (!known || keys.size < items.length) return refuse('SHELF_WRONG');
    return {
      events: [event(shelfPut, { sessionId, items })],
      reply: { id: sessionId, revision: seqOf(context.id(0)) },
    };
  },
};

/** One at a time: the new one ends the one before. */
export const explain: CommandDefinition<Reads, typeof ExplainBody, Done> = {
  type: 'livestream.explain',
  body: ExplainBody,
  decide({ livestream }, { sessionId, item, mediaTimeMs = null }) {
    const session = onAir(livestream, sessionId);
    if ('refused' in session) return session;
    if (item) {
      const found = shelfItem(session, item.productId, item.variantId);
      if (!found || found.hidden || found.soldOut) return refuse('NOT_ON_SHELF');
    }
    return { events: [event(explained, { sessionId, item, mediaTimeMs })], reply: DONE };
  },
};

/** Of this shelf only: what is in stock at the counter stays for sale there. */
export const markSoldOut: CommandDefinition<Reads, typeof SoldOutBody, Done> = {
  type: 'livestream.markSoldOut',
  body: SoldOutBody,
  decide({ livestream }, { sessionId, productId, variantId, soldOut }) {
    const session = onAir(livestream, sessionId);
    if ('refused' in session) return session;
    if (!shelfItem(session, productId, variantId)) return refuse('NOT_ON_SHELF');
    const items = session.shelf.map((item) =>
      item.productId === productId && item.variantId === variantId ? { ...item, soldOut } : item,
    );
    return { events: [event(shelfPut, { sessionId, items })], reply: DONE };
  },
};

function onAir(livestream: LivestreamView, sessionId: string): LiveSession | Refused {
  const session = sessionOf(livestream, sessionId);
  if (!session) return refuse('SESSION_NOT_FOUND');
  const on = session.state === 'live' || session.state === 'paused';
  return on ? session : refuse('SESSION_STATE_WRONG', { state: session.state });
}

function sessionOf({ sessions }: LivestreamView, id: string): LiveSession | undefined {
  return Object.hasOwn(sessions, id) ? sessions[id] : undefined;
}

/** `<kiosk code>-<epoch>-<seq in base 36>` */
function seqOf(eventId: string): number {
  return Number.parseInt(eventId.slice(eventId.lastIndexOf('-') + 1), 36);
}
