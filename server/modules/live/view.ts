// Sessions with their shelves and what is being explained.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  explained,
  type LiveEvent,
  type LiveSession,
  type LiveView,
  sessionMoved,
  sessionPut,
  shelfPut,
} from './schema.ts';

export const live: ModuleDefinition<LiveView> = {
  name: 'live',
  events: [sessionPut, sessionMoved, shelfPut, explained],
  initial: () => ({ sessions: {} }),
  fold(view, recorded) {
    const event = recorded as LiveEvent;
    switch (event.type) {
      case 'live.sessionPut': {
        const { sessionId: id, ...fields } = event.data;
        const { state = 'planned', shelf = [], explaining = null } = view.sessions[id] ?? {};
        view.sessions[id] = { ...fields, id, state, shelf, explaining, ...stamp(event) };
        break;
      }
      case 'live.sessionMoved':
      case 'live.shelfPut':
      case 'live.explained': {
        const session = view.sessions[event.data.sessionId];
        if (session) change(session, event);
        break;
      }
    }
  },
};

function change(
  session: LiveSession,
  event: Exclude<LiveEvent, { readonly type: 'live.sessionPut' }>,
): void {
  switch (event.type) {
    case 'live.sessionMoved':
      session.state = event.data.state;
      if (event.data.state !== 'live' && event.data.state !== 'paused') session.explaining = null;
      break;
    case 'live.shelfPut':
      session.shelf = event.data.items;
      break;
    case 'live.explained': {
      const { item, mediaTimeMs } = event.data;
      session.explaining = item && { ...item, sinceMs: event.wallMs, mediaTimeMs };
      break;
    }
  }
  Object.assign(session, stamp(event));
}

function stamp({ seq, wallMs, actor }: LiveEvent): Pick<LiveSession, 'changed' | 'revision'> {
  const by = actor.kind === 'staff' ? actor.accountId : '';
  return { changed: { atMs: wallMs, by }, revision: seq };
}
