// Live sessions of the shop: what is on the shelf, at what price, and which product is being explained (讲解中).
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Price = Type.Integer({ minimum: 1, maximum: 10_000_000 });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
/** ms since 1970, of this century: anything else is no time of a session. */
const Moment = Type.Integer({ minimum: 0, maximum: 4_102_444_800_000 });
const VariantId = Type.String({ minLength: 1, maxLength: 16 });

/** local: an HLS stream of the house, played here. The others only open in their own apps: a QR code leads there. */
export const Platform = Type.Union([
  Type.Literal('local'),
  Type.Literal('douyin'),
  Type.Literal('channels'),
  Type.Literal('other'),
]);
export type Platform = Static<typeof Platform>;
/** planned → live ⇄ paused → ended → settled; planned → cancelled */
export const SessionState = Type.Union([
  Type.Literal('planned'),
  Type.Literal('live'),
  Type.Literal('paused'),
  Type.Literal('ended'),
  Type.Literal('settled'),
  Type.Literal('cancelled'),
]);
export type SessionState = Static<typeof SessionState>;

const sessionFields = {
  title: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  day: Day,
  /** `19:30`, local time. */
  startsAt: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  platform: Platform,
  /** local: where the pages play it, of this house; null until OBS is set up. Never fetched by the server. */
  playUrl: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
  /** The others: what their QR code says; https and of a known host. */
  appUrl: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
  hosts: Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 5 }),
  /** Villages whose goods are shown. */
  unitIds: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 30 }),
  /** For the host's eyes. */
  script: Type.String({ maxLength: 2000 }),
};
export const SessionFields = Type.Object(sessionFields, strict);
export type SessionFields = Static<typeof SessionFields>;

/** A place on the shelf: each variant stands there once. */
export const ItemRef = Type.Object({ productId: Id, variantId: VariantId }, strict);
export type ItemRef = Static<typeof ItemRef>;
/** What the host sets about an item. */
export const itemTerms = {
  livePriceFen: Type.Union([Price, Type.Null()]),
  /** By the clock of the kiosk, never of a page. `toMs` is over. */
  flash: Type.Union([
    Type.Object({ priceFen: Price, fromMs: Moment, toMs: Moment }, strict),
    Type.Null(),
  ]),
  /** So many at the live price in this session. */
  quota: Type.Union([Count, Type.Null()]),
  /** So many for one buyer, who then has to say who that is. */
  perPerson: Type.Union([Count, Type.Null()]),
  hidden: Type.Boolean(),
  soldOut: Type.Boolean(),
  /** What to say about it; for the host's eyes. */
  note: Type.Optional(Type.String({ maxLength: 200 })),
};
export const ShelfItem = Type.Object({ ...ItemRef.properties, ...itemTerms }, strict);
export type ShelfItem = Static<typeof ShelfItem>;

export const sessionPut = defineEvent({
  type: 'livestream.sessionPut',
  lifetime: 'standing',
  data: Type.Object({ sessionId: Id, ...sessionFields }, strict),
});
export const sessionMoved = defineEvent({
  type: 'livestream.sessionMoved',
  lifetime: 'standing',
  data: Type.Object({ sessionId: Id, state: SessionState }, strict),
});
/** The whole shelf, in the order of its ranks. */
export const shelfPut = defineEvent({
  type: 'livestream.shelfPut',
  lifetime: 'standing',
  data: Type.Object({ sessionId: Id, items: Type.Array(ShelfItem, { maxItems: 200 }) }, strict),
});
/** One item as it is from now on; its place stays. */
export const itemPut = defineEvent({
  type: 'livestream.itemPut',
  lifetime: 'standing',
  data: Type.Object({ sessionId: Id, item: ShelfItem }, strict),
});
/** `rank`: its place from now on, the others close up; 0 is the first. */
export const itemRanked = defineEvent({
  type: 'livestream.itemRanked',
  lifetime: 'standing',
  data: Type.Object(
    { sessionId: Id, ...ItemRef.properties, rank: Type.Integer({ minimum: 0, maximum: 199 }) },
    strict,
  ),
});
/** Null: nothing is being explained. `mediaTimeMs`: where the host's stream was, by PROGRAM-DATE-TIME. */
export const explained = defineEvent({
  type: 'livestream.explained',
  lifetime: 'ageing',
  data: Type.Object(
    {
      sessionId: Id,
      item: Type.Union([ItemRef, Type.Null()]),
      mediaTimeMs: Type.Union([Type.Integer(), Type.Null()]),
    },
    strict,
  ),
});
export type SessionPut = Recorded<typeof sessionPut>;
export type SessionMoved = Recorded<typeof sessionMoved>;
export type ShelfPut = Recorded<typeof shelfPut>;
export type ItemPut = Recorded<typeof itemPut>;
export type ItemRanked = Recorded<typeof itemRanked>;
export type Explained = Recorded<typeof explained>;
export type LivestreamEvent =
  | SessionPut
  | SessionMoved
  | ShelfPut
  | ItemPut
  | ItemRanked
  | Explained;

/** Two people share a session: who changed something last, and when. `by`: an account's id; empty: the kiosk itself. */
export interface Changed {
  atMs: number;
  by: string;
}
/** What a console can do to a session, told with who did it. */
export type Act =
  | 'planned'
  | 'moved'
  | 'shelf'
  | 'pinned'
  | 'explained'
  | 'price'
  | 'flash'
  | 'quota'
  | 'perPerson'
  | 'hidden'
  | 'shown'
  | 'soldOut'
  | 'restocked'
  | 'note';
export interface ShelfEntry extends ShelfItem {
  changed: Changed;
  /** Seq of its last change. */
  revision: number;
  /** When explaining it began last; null: not yet in this session. */
  explainedAtMs: number | null;
}
export interface LiveSession extends SessionFields {
  id: string;
  state: SessionState;
  shelf: ShelfEntry[];
  /** One at a time. */
  explaining:
    | (ItemRef & {
        sinceMs: number;
        mediaTimeMs: number | null;
      })
    | null;
  /** The last change of all. */
  changed: Changed & { act: Act; item: ItemRef | null };
  /** Seqs of the last changes: of its fields, of anything on the shelf, of the shelf's order, of what is explained. */
  revision: number;
  shelfRevision: number;
  orderRevision: number;
  explainRevision: number;
  /** Where its history begins and ends. */
  seqs: { first: number; last: number };
}
export interface LivestreamView {
  sessions: Record<string, LiveSession>;
  /** From which pages play a local stream, beside the kiosk itself. */
  streamOrigins: string[];
}

export const livestreamRefusals = {
  SESSION_NOT_FOUND: 404,
  SESSION_STATE_WRONG: 409,
  SESSION_CHANGED: 409,
  /** Another session is live: one shelf at a time. */
  SESSION_RUNNING: 409,
  /** Not on this session's shelf, hidden, sold out or not for sale. */
  NOT_ON_SHELF: 409,
  SHELF_WRONG: 400,
  LIVE_ADDRESS_WRONG: 400,
  /** Readable, but of no origin that the settings name. */
  STREAM_ORIGIN_UNKNOWN: 409,
  /** Somebody else changed the same thing since: what they did stays. */
  UNDO_OVERTAKEN: 409,
} as const;
export type LivestreamRefusal = keyof typeof livestreamRefusals;
export const refuse = refusals(livestreamRefusals);

/** Where the settings let a local stream come from; of no session. */
export const streamOriginsAdopted = defineEvent({
  type: 'livestream.streamOriginsAdopted',
  lifetime: 'standing',
  data: Type.Object(
    { origins: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 10 }) },
    strict,
  ),
});
export type StreamOriginsAdopted = Recorded<typeof streamOriginsAdopted>;
