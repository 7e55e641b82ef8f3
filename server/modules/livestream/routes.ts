// The shop's shelf and its session for visitors; planning, the host's console and the shelf's history for staff.
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import { attachment } from '../../sheets/attachment.ts';
import { wallClock } from '../../sheets/wall-clock.ts';
import type { Store } from '../../store/store.ts';
import { Id } from '../goods/schema.ts';
import { moveSession, putSession, sessionOf } from './commands.ts';
import {
  ActReply,
  CandidateList,
  ExplainingBody,
  HistoryQuery,
  type HistoryRow,
  ItemBody,
  PutSessionBody,
  SessionList,
  SessionReply,
  ShelfBody,
  ShelfHistory,
  StateBody,
  UndoRequest,
} from './console-schema.ts';
import { exportHistory } from './export.ts';
import { shelfHistory, titlesOf } from './history.ts';
import { LiveNow, ProductList } from './page-schema.ts';
import { type Shop, type ShopNow, selectLive, selectProducts } from './pages.ts';
import { ItemRef, type LiveSession, livestreamRefusals } from './schema.ts';
import { changeItem, explain, pinItem, putShelf, undo } from './shelf-commands.ts';
import { type Desk, selectCandidates, selectSessions } from './staff-pages.ts';

export interface ShopDeps<Reads extends Shop> {
  readonly store: Store<Reads>;
  readonly shopNow: (views: Reads) => ShopNow;
}
interface DeskDeps<Reads extends Shop> {
  readonly store: Store<Reads>;
  readonly desk: (views: Reads) => Desk;
}

export function touchRoutes<Reads extends Shop>(
  app: App,
  { store, shopNow }: ShopDeps<Reads>,
): void {
  app.get('/api/workshop/products', { schema: { response: { 200: ProductList } } }, () =>
    store.read((views) => selectProducts(views, shopNow(views))),
  );
  app.get('/api/workshop/live', { schema: { response: { 200: LiveNow } } }, () =>
    store.read((views) => selectLive(views, shopNow(views))),
  );
}

/** Who stands before the camera, who helps, and who answers for the shop. */
const hosts = { roles: ['host', 'editor', 'manager', 'admin'] } as const;
const Params = Type.Object({ id: Id });
const DoneReply = Type.Object({ done: Type.Literal(true) });
const SESSIONS = '/api/workshop/sessions';

export function staffRoutes<Reads extends Shop>(app: App, deps: DeskDeps<Reads>): void {
  const { store, desk } = deps;
  app.get(SESSIONS, { schema: { response: { 200: SessionList } }, config: hosts }, () =>
    store.read((views) => selectSessions(views, desk(views))),
  );
  app.get(
    '/api/workshop/shelf-candidates',
    { schema: { response: { 200: CandidateList } }, config: hosts },
    () => store.read(selectCandidates),
  );
  app.post(
    SESSIONS,
    { schema: { body: PutSessionBody, response: { 200: SessionReply } }, config: hosts },
    (request) => run(store, putSession, request, request.body),
  );
  app.post(
    `${SESSIONS}/:id/state`,
    { schema: { params: Params, body: StateBody, response: { 200: DoneReply } }, config: hosts },
    (request) =>
      run(store, moveSession, request, { sessionId: request.params.id, ...request.body }),
  );
  app.post(
    `${SESSIONS}/:id/shelf`,
    { schema: { params: Params, body: ShelfBody, response: { 200: SessionReply } }, config: hosts },
    (request) => run(store, putShelf, request, { sessionId: request.params.id, ...request.body }),
  );
  shelfRoutes(app, deps);
  historyRoutes(app, deps);
}

/** Each answers with what it replaced, for the console to put back. */
function shelfRoutes<Reads extends Shop>(app: App, { store }: DeskDeps<Reads>): void {
  const answers = { params: Params, response: { 200: ActReply } };
  app.post(
    `${SESSIONS}/:id/explaining`,
    { schema: { body: ExplainingBody, ...answers }, config: hosts },
    (request) => run(store, explain, request, { sessionId: request.params.id, ...request.body }),
  );
  app.post(
    `${SESSIONS}/:id/items`,
    { schema: { body: ItemBody, ...answers }, config: hosts },
    (request) => run(store, changeItem, request, { sessionId: request.params.id, ...request.body }),
  );
  app.post(
    `${SESSIONS}/:id/pins`,
    { schema: { body: ItemRef, ...answers }, config: hosts },
    (request) => run(store, pinItem, request, { sessionId: request.params.id, ...request.body }),
  );
  app.post(
    `${SESSIONS}/:id/undo`,
    { schema: { params: Params, body: UndoRequest, response: { 200: DoneReply } }, config: hosts },
    (request) => run(store, undo, request, { sessionId: request.params.id, ...request.body }),
  );
}

/** A page shows the last of them; an evening has hundreds. */
const MOST_ROWS = 1000;
const File = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

function historyRoutes<Reads extends Shop>(app: App, { store, desk }: DeskDeps<Reads>): void {
  async function open(sessionId: string) {
    const { session, names, zone } = await store.read((views) => ({
      session: structuredClone(sessionOf(views.livestream, sessionId)),
      names: { title: titlesOf(views.goods), account: desk(views).accountName },
      zone: views.centre.profile?.zone ?? 'UTC',
    }));
    if (!session) throw new ProblemError('SESSION_NOT_FOUND', livestreamRefusals.SESSION_NOT_FOUND);
    let damaged = false;
    const rows = shelfHistory(store, session, names, () => {
      damaged = true;
    });
    return { session, rows, zone, damaged: () => damaged };
  }

  app.get(
    `${SESSIONS}/:id/history`,
    { schema: { params: Params, response: { 200: ShelfHistory } }, config: hosts },
    async ({ params }): Promise<ShelfHistory> => {
      const { rows: all, damaged } = await open(params.id);
      const rows: HistoryRow[] = [];
      let cut = false;
      for await (const row of all) {
        rows.push(row);
        if (rows.length <= MOST_ROWS) continue;
        rows.shift();
        cut = true;
      }
      return { rows, cut, damaged: damaged() };
    },
  );
  app.get(
    `${SESSIONS}/:id/history/export`,
    {
      schema: { params: Params, querystring: HistoryQuery, response: { 200: File } },
      config: hosts,
    },
    async ({ params, query }, reply) => {
      const { session, rows, zone, damaged } = await open(params.id);
      const how = { format: query.format, wallClock: wallClock(zone), damaged };
      const file = exportHistory(rows, session, how);
      return reply
        .type(file.contentType)
        .header('content-disposition', attachment(file.fileName, plainName(session, query.format)))
        .header('cache-control', 'no-store')
        .send(file.body);
    },
  );
}

function plainName({ day }: LiveSession, format: string): string {
  return `shelf_${day}.${format}`;
}
