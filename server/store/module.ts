// What a module is to the store: events it may record, commands it decides, a view it folds.
// Types and three tiny constructors; every module imports from here, the store imports no module.
import type { Static, TObject, TSchema } from 'typebox';

/** A module's share of what the kiosk remembers. Only its own fold changes it. */
export type ViewState = object;

/**
 * How long an event matters. *standing*: stock, accounts, catalogue, hours: the state of today depends on it for ever.
 * *ageing*: visits, tickets, print jobs: once its month is archived nothing in memory depends on it.
 */
export type Lifetime = 'standing' | 'ageing';

export interface EventDefinition<Type extends string = string, Data extends TObject = TObject> {
  readonly type: Type;
  readonly version: number;
  readonly lifetime: Lifetime;
  /** Local events (printing) are never sent to the hub; it sees their seq and digest only. */
  readonly local: boolean;
  readonly data: Data;
}

/** Declares an event. Names are past tense, prefixed by the module: `services.ticketTaken`. */
export function defineEvent<const Type extends string, Data extends TObject>(definition: {
  type: Type;
  version?: number;
  lifetime: Lifetime;
  local?: boolean;
  data: Data;
}): EventDefinition<Type, Data> {
  return { version: 1, local: false, ...definition };
}

/** Who caused a command. Visitors are anonymous: the touchscreen is the actor, never the person. */
export type Actor =
  | {
      readonly kind: 'touchscreen';
      /** Absent: the kiosk's own. */
      readonly screenId?: string;
    }
  | { readonly kind: 'staff'; readonly accountId: string }
  | { readonly kind: 'kiosk'; readonly part: string };

/** An event as a command proposes it. Personal fields are still plain text here; `execute` seals them. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly version: number;
  readonly data: Data;
}

/** An event that has its place in the journal. Personal fields are sealed. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  /** `<kiosk code>-<epoch>-<seq in base 36>` */
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: Type;
  readonly version: number;
  readonly data: Data;
  readonly actor: Actor;
  readonly commandId: string;
  /** Wall clock, ms since 1970 UTC; may be wrong, see hallMs. */
  readonly wallMs: number;
  /** Hall time: ms, never goes back, also across boots; moved forward only by a trusted clock. */
  readonly hallMs: number;
  /** Whether the wall clock was trusted when this was recorded. */
  readonly trusted: boolean;
}

/** The recorded form of a definition: `type TicketTaken = Recorded<typeof ticketTaken>` */
export type Recorded<E> =
  E extends EventDefinition<infer T, infer D> ? RecordedEvent<T, Static<D>> : never;

/** Proposes an event. */
export function event<Type extends string, Data extends TObject>(
  definition: EventDefinition<Type, Data>,
  data: PlainOf<Static<Data>>,
): NewEvent<Type, unknown> {
  return { type: definition.type, version: definition.version, data };
}

/** Sealed personal fields are strings before sealing; everything else is as recorded. */
export type PlainOf<T> = T extends Sealed
  ? string
  : T extends readonly (infer U)[]
    ? PlainOf<U>[]
    : T extends object
      ? { [K in keyof T]: PlainOf<T[K]> }
      : T;

/** A personal value and its mask, encrypted together under the data key `keyId`. See privacy/sealed.ts. */
export interface Sealed {
  readonly sealed: string;
}

/** What a sealed field opens to. `mask` is the only form that screens and the hub may see. */
export interface Opened {
  readonly value: string;
  readonly mask: string;
}

/** Opens a sealed field; null when its key was destroyed (the person was forgotten). */
export type Open = (field: Sealed) => Opened | null;

/** What a command may know beside the views. Everything that is not a pure function of them comes from here. */
export interface DecideContext {
  readonly actor: Actor;
  readonly commandId: string;
  readonly wallMs: number;
  readonly hallMs: number;
  readonly clockTrusted: boolean;
  /** The id that the index-th event (from 0) of this command will get. */
  id(index: number): string;
  /** 128 random bits, base64url: for persons, who may never be recognised by a counter. */
  randomId(): string;
  /** Reserves a durable data key for a new person or visit. Throws `Refusal` KEYS_EXHAUSTED. */
  newKey(): string;
  open: Open;
  /** References of live records whose personal field equals `value`, e.g. `find('directory.phone', '138…')`. */
  find(index: string, value: string): readonly string[];
  /** Verifies one of our own codes (HMAC); null for a foreign or forged one. */
  readCode(text: string): { kind: string; id: string } | null;
}

/** Of an id `<kiosk code>-<epoch>-<seq in base 36>`: where `context.id` gives one, the seq that its event will have. */
export function seqOf(eventId: string): number {
  return Number.parseInt(eventId.slice(eventId.lastIndexOf('-') + 1), 36);
}

/** Why a command is refused. `code` has a sentence in ui/text/zh.ts; `params` fill its blanks. */
export interface Refused {
  readonly refused: string;
  readonly status: number;
  readonly params: Readonly<Record<string, string | number>>;
}
export interface Accepted<Reply> {
  readonly events: readonly NewEvent[];
  readonly reply: Reply;
}
export type Decision<Reply> = Accepted<Reply> | Refused;

/** Builds `refuse` for a module's own table of codes (code → HTTP status). */
export function refusals<const Table extends Readonly<Record<string, number>>>(table: Table) {
  return (
    code: keyof Table & string,
    params: Readonly<Record<string, string | number>> = {},
  ): Refused => ({ refused: code, status: table[code] as number, params });
}

export interface CommandDefinition<Reads, Body extends TSchema = TSchema, Reply = unknown> {
  /** Imperative: `services.takeTicket`. */
  readonly type: string;
  /** TypeBox schema of the body; routes validate with it, `execute` trusts it. */
  readonly body: Body;
  decide(views: Reads, body: Static<Body>, context: DecideContext): Decision<Reply>;
}

/** A field of live records that `DecideContext.find` can search. Kept in memory only, rebuilt from the view. */
export interface PersonalIndex<View> {
  /** `<module>.<field>` */
  readonly name: string;
  entries(view: View): Iterable<readonly [field: Sealed, reference: string]>;
}

export interface ModuleDefinition<View extends ViewState = ViewState> {
  readonly name: string;
  readonly events: readonly EventDefinition[];
  /** The view before the first event. */
  initial(): View;
  /** Applies one event of this or another module. Mutates; ignores what it does not know. */
  fold(view: View, event: RecordedEvent): void;
  readonly indexes?: readonly PersonalIndex<View>[];
  /** Data keys that forgetting destroyed for good, applied again at every start. */
  forgottenKeys?(view: View): readonly string[];
}
