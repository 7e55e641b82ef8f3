// Planning a session, and its way from planned to settled. What happens on its shelf: shelf-commands.ts.
import { type CommandDefinition, event, seqOf } from '../../store/module.ts';
import { daysBetween, refuse as refuseDay } from '../centre/schema.ts';
import { type DirectoryView, refuse as refuseUnit } from '../directory/schema.ts';
import { MoveSessionBody, PutSessionBody } from './console-schema.ts';
import { runningSession } from './reading.ts';
import {
  type LiveSession,
  type LivestreamView,
  refuse,
  type SessionFields,
  sessionMoved,
  sessionPut,
} from './schema.ts';
import { isOver, mayBecome } from './session-life.ts';
import { judgeStreamAddress } from './stream-origins.ts';

interface Reads {
  livestream: LivestreamView;
  directory: DirectoryView;
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
  douyin: ['v.douyin.com', 'www.douyin.com', 'live.douyin.com'],
  channels: ['channels.weixin.qq.com', 'weixin.qq.com'],
  other: ['v.kuaishou.com', 'live.kuaishou.com', 'www.xiaohongshu.com', 'xhslink.com'],
};

export const putSession: CommandDefinition<Reads, typeof PutSessionBody, Reply> = {
  type: 'livestream.putSession',
  body: PutSessionBody,
  decide({ livestream, directory }, { sessionId, revision, session }, context) {
    const before = sessionId === null ? null : sessionOf(livestream, sessionId);
    if (before === undefined) return refuse('SESSION_NOT_FOUND');
    if (before && before.revision !== revision) return refuse('SESSION_CHANGED');
    if (before && isOver(before.state))
      return refuse('SESSION_STATE_WRONG', { state: before.state });
    if (Number.isNaN(daysBetween(session.day, session.day))) return refuseDay('DAY_INVALID');
    if (!addressesFit(session)) return refuse('LIVE_ADDRESS_WRONG', faultOf(session));
    if (!originKnown(session, livestream)) return refuse('STREAM_ORIGIN_UNKNOWN');
    const known = directory.units.map(({ id }) => id);
    if (!session.unitIds.every((id) => known.includes(id))) return refuseUnit('UNIT_NOT_FOUND');
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

/** As it is written: no port, no name before the host, no blank, backslash or foreign letter that two readers take differently. */
const PLAIN_HTTPS = /^https:\/\/[a-z0-9.-]+([/?#][\x21-\x5b\x5d-\x7e]*)?$/i;

function isAppAddress(platform: string, text: string): boolean {
  const url = URL.parse(text);
  const hosts = APP_HOSTS[platform] ?? [];
  return url !== null && PLAIN_HTTPS.test(text) && hosts.includes(url.hostname);
}

/** For the form's sentence: what is wrong, and which hosts there are. */
function faultOf({ platform, appUrl }: SessionFields): Readonly<Record<string, string>> {
  if (platform === 'local') return { why: 'stream' };
  const written = appUrl !== null && PLAIN_HTTPS.test(appUrl);
  return { why: written ? 'host' : 'https', hosts: (APP_HOSTS[platform] ?? []).join('、') };
}

export const moveSession: CommandDefinition<Reads, typeof MoveSessionBody, Done> = {
  type: 'livestream.moveSession',
  body: MoveSessionBody,
  decide({ livestream }, { sessionId, state }) {
    const session = sessionOf(livestream, sessionId);
    if (!session) return refuse('SESSION_NOT_FOUND');
    if (!mayBecome(session.state, state)) {
      return refuse('SESSION_STATE_WRONG', { state: session.state });
    }
    const running = runningSession(livestream);
    if (state === 'live' && running && running.id !== sessionId) {
      return refuse('SESSION_RUNNING', { title: running.title });
    }
    return { events: [event(sessionMoved, { sessionId, state })], reply: DONE };
  },
};

/** Ids come from outside: `constructor` is no session. */
export function sessionOf({ sessions }: LivestreamView, id: string): LiveSession | undefined {
  return Object.hasOwn(sessions, id) ? sessions[id] : undefined;
}
