// Sessions with their shelves and what is being explained.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  explained,
  type LiveSession,
  type LivestreamEvent,
  type LivestreamView,
  type StreamOriginsAdopted,
  sessionMoved,
  sessionPut,
  shelfPut,
  streamOriginsAdopted,
} from './schema.ts';

export const livestream: ModuleDefinition<LivestreamView> = {
  name: 'livestream',
  events: [sessionPut, sessionMoved, shelfPut, explained, streamOriginsAdopted],
  initial: () => ({ sessions: {}, streamOrigins: [] }),
  fold(view, recorded) {
    const event = recorded as LivestreamEvent | StreamOriginsAdopted;
    switch (event.type) {
      case 'livestream.sessionPut': {
        const { sessionId: id, ...fields } = event.data;
        const { state = 'planned', shelf = [], explaining = null } = view.sessions[id] ?? {};
        view.sessions[id] = { ...fields, id, state, shelf, explaining, ...stamp(event) };
        break;
      }
      case 'livestream.sessionMoved':
      case 'livestream.shelfPut':
      case 'livestream.explained': {
        const session = view.sessions[event.data.sessionId];
        if (session) change(session, event);
        break;
      }
      case 'livestream.streamOriginsAdopted':
        view.streamOrigins = event.data.origins;
        break;
    }
  },
};

function change(
  session: LiveSession,
  event: Exclude<LivestreamEvent, { readonly type: 'livestream.sessionPut' }>,
): void {
  switch (event.type) {
    case 'livestream.sessionMoved':
      session.state = event.data.state;
      if (event.data.state !== 'live' && event.data.state !== 'paused') session.explaining = null;
      break;
    case 'livestream.shelfPut':
      session.shelf = event.data.items;
      break;
    case 'livestream.explained': {
      const { item, mediaTimeMs } = event.data;
      session.explaining = item && { ...item, sinceMs: event.wallMs, mediaTimeMs };
      break;
    }
  }
  Object.assign(session, stamp(event));
}

function stamp({ seq, wallMs, actor }: LivestreamEvent): Pick<LiveSession, 'changed' | 'revision'> {
  const by = actor.kind === 'staff' ? actor.accountId : '';
  return { changed: { atMs: wallMs, by }, revision: seq };
}
