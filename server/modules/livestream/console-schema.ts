// What hosts and their assistants send about a session, and what their pages see of it.
import { type Static, Type } from 'typebox';
import { Id, ProductState } from '../goods/schema.ts';
import { ItemRef, itemTerms, Platform, SessionFields, SessionState, ShelfItem } from './schema.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) =>
  Type.Union([one, Type.Null()]);
const Session = { sessionId: Id };
const Revision = Type.Integer({ minimum: 0 });

/** `sessionId` null: a new one. */
export const PutSessionBody = Type.Object(
  { sessionId: orNull(Id), revision: orNull(Revision), session: SessionFields },
  strict,
);
export const SessionReply = Type.Object({ id: Id, revision: Type.Integer() }, strict);
export const StateBody = Type.Object({ state: SessionState }, strict);
export const MoveSessionBody = Type.Object({ ...Session, ...StateBody.properties }, strict);
/** The whole of it, in the order of its ranks, as it was at `revision`. */
export const ShelfBody = Type.Object(
  { revision: Revision, items: Type.Array(ShelfItem, { maxItems: 200 }) },
  strict,
);
export const PutShelfBody = Type.Object({ ...Session, ...ShelfBody.properties }, strict);
/** `item` null: nothing more. `mediaTimeMs`: of the stream, where the console plays it itself. */
export const ExplainingBody = Type.Object(
  { item: orNull(ItemRef), mediaTimeMs: Type.Optional(orNull(Type.Integer())) },
  strict,
);
export const ExplainBody = Type.Object({ ...Session, ...ExplainingBody.properties }, strict);
/** From now on, for so many seconds of the kiosk's clock: a phone's own may be wrong. */
const FlashNow = Type.Object(
  {
    priceFen: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    lastsS: Type.Integer({ minimum: 10, maximum: 86_400 }),
  },
  strict,
);
/** Only what is named changes. */
export const ItemBody = Type.Object(
  {
    ...ItemRef.properties,
    change: Type.Object(
      Type.Partial(Type.Object({ ...itemTerms, flash: Type.Union([itemTerms.flash, FlashNow]) }))
        .properties,
      { ...strict, minProperties: 1 },
    ),
  },
  strict,
);
export const ChangeItemBody = Type.Object({ ...Session, ...ItemBody.properties }, strict);
export const PinItemBody = Type.Object({ ...Session, ...ItemRef.properties }, strict);

/** What an action replaced, and the revision that it made: put back as it is, unless somebody changed the same thing since. */
export const Undo = Type.Union([
  Type.Object(
    { what: Type.Literal('explaining'), revision: Revision, item: orNull(ItemRef) },
    strict,
  ),
  Type.Object({ what: Type.Literal('item'), revision: Revision, item: ShelfItem }, strict),
  Type.Object(
    {
      what: Type.Literal('rank'),
      revision: Revision,
      item: ItemRef,
      rank: Type.Integer({ minimum: 0, maximum: 199 }),
    },
    strict,
  ),
]);
export type Undo = Static<typeof Undo>;
export const UndoRequest = Type.Object({ undo: Undo }, strict);
export const UndoBody = Type.Object({ ...Session, ...UndoRequest.properties }, strict);
/** `undo` null: nothing changed, nothing to put back. */
export const ActReply = Type.Object({ undo: orNull(Undo) }, strict);
export type ActReply = Static<typeof ActReply>;

const Act = Type.String();
const Changed = Type.Object(
  {
    atMs: Type.Integer(),
    /** Account; empty: the kiosk itself. */
    by: Type.String(),
    name: orNull(Type.String()),
  },
  strict,
);
const ShelfRow = Type.Object(
  {
    ...ShelfItem.properties,
    title: Type.String(),
    spec: Type.String(),
    unit: Type.String(),
    weighed: Type.Boolean(),
    photoId: orNull(Type.String()),
    productState: ProductState,
    /** Without a session. */
    ordinaryFen: Type.Integer(),
    /** Now, by the clock of the kiosk. */
    priceFen: Type.Integer(),
    flashRuns: Type.Boolean(),
    left: Type.Integer(),
    /** At the session's prices. */
    sold: Type.Integer(),
    /** Somebody could reserve it now, so it may be explained. */
    offered: Type.Boolean(),
    explainedAtMs: orNull(Type.Integer()),
    changed: Changed,
  },
  strict,
);
export type ShelfRow = Static<typeof ShelfRow>;
const IncomingOrder = Type.Object(
  {
    id: Id,
    atMs: Type.Integer(),
    /** Reserved, paid, handed over; or over: expired, cancelled, refunded. */
    open: Type.Boolean(),
    lines: Type.Array(
      Type.Object(
        {
          title: Type.String(),
          unit: Type.String(),
          quantity: Type.Integer(),
          weighed: Type.Boolean(),
        },
        strict,
      ),
    ),
    totalFen: Type.Integer(),
  },
  strict,
);
export type IncomingOrder = Static<typeof IncomingOrder>;
/** Orders at a session's prices: how many, for how much, and the last few. Nothing of who bought. */
const OrdersIn = Type.Object(
  { count: Type.Integer(), totalFen: Type.Integer(), last: Type.Array(IncomingOrder) },
  strict,
);
export type OrdersIn = Static<typeof OrdersIn>;
const SessionCard = Type.Object(
  {
    id: Id,
    ...SessionFields.properties,
    platform: Platform,
    state: SessionState,
    revision: Type.Integer(),
    shelfRevision: Type.Integer(),
    changed: Type.Object({ ...Changed.properties, act: Act, item: orNull(ItemRef) }, strict),
    /** How many stand on it; the shelf itself only while it may still change. */
    shelfCount: Type.Integer(),
    shelf: Type.Array(ShelfRow),
    explaining: orNull(Type.Object({ ...ItemRef.properties, sinceMs: Type.Integer() }, strict)),
    next: orNull(ItemRef),
    orders: OrdersIn,
  },
  strict,
);
export type SessionCard = Static<typeof SessionCard>;
/** Slice `sessions`, GET /api/workshop/sessions: what runs, what is planned, what was last. */
export const SessionList = Type.Object({ sessions: Type.Array(SessionCard) }, strict);
export type SessionsSlice = Static<typeof SessionList>;

/** GET /api/workshop/shelf-candidates: what could be put on a shelf. */
export const CandidateList = Type.Object(
  {
    candidates: Type.Array(
      Type.Object(
        {
          ...ItemRef.properties,
          title: Type.String(),
          spec: Type.String(),
          unit: Type.String(),
          village: Type.String(),
          state: ProductState,
          priceFen: Type.Integer(),
          left: Type.Integer(),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type CandidateList = Static<typeof CandidateList>;

const HistoryRow = Type.Object(
  {
    atMs: Type.Integer(),
    /** Of what was explained: until when; null: it still is, or the row is of something else. */
    untilMs: orNull(Type.Integer()),
    by: Type.String(),
    act: Act,
    state: orNull(SessionState),
    title: Type.String(),
    fromFen: orNull(Type.Integer()),
    toFen: orNull(Type.Integer()),
    from: orNull(Type.Integer()),
    to: orNull(Type.Integer()),
    flashFromMs: orNull(Type.Integer()),
    flashToMs: orNull(Type.Integer()),
    note: Type.String(),
    count: orNull(Type.Integer()),
  },
  strict,
);
export type HistoryRow = Static<typeof HistoryRow>;
/** GET /api/workshop/sessions/:id/history; `cut`: there are more, the file has them all. */
export const ShelfHistory = Type.Object(
  { rows: Type.Array(HistoryRow), cut: Type.Boolean(), damaged: Type.Boolean() },
  strict,
);
export type ShelfHistory = Static<typeof ShelfHistory>;
export const HistoryQuery = Type.Object(
  { format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) },
  strict,
);
