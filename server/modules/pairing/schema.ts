// Screens elsewhere in the hall. What proves a screen is a random token in its browser; the journal has its digest only.
import { type Static, Type } from 'typebox';
import { type PairedScreen, ScreenKind } from '../../auth/schema.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;
const ScreenId = Type.String({ minLength: 1, maxLength: 64 });
/** Where it stands, in the words of the house: 二楼触摸屏. */
export const ScreenName = Type.String({ pattern: '^\\S(.{0,18}\\S)?$' });
const TokenDigest = Type.String({ pattern: '^[\\w-]{43}$' });

/** Local all three: the screens of a hall are no business of the hub's. */
export const screenPaired = defineEvent({
  type: 'pairing.screenPaired',
  lifetime: 'standing',
  local: true,
  data: Type.Object(
    {
      screenId: ScreenId,
      name: ScreenName,
      kind: ScreenKind,
      prints: Type.Boolean(),
      tokenDigest: TokenDigest,
    },
    strict,
  ),
});
export const screenChanged = defineEvent({
  type: 'pairing.screenChanged',
  lifetime: 'standing',
  local: true,
  data: Type.Object({ screenId: ScreenId, name: ScreenName, prints: Type.Boolean() }, strict),
});
export const screenUnpaired = defineEvent({
  type: 'pairing.screenUnpaired',
  lifetime: 'standing',
  local: true,
  data: Type.Object({ screenId: ScreenId }, strict),
});
export type ScreenPaired = Recorded<typeof screenPaired>;
export type ScreenChanged = Recorded<typeof screenChanged>;
export type ScreenUnpaired = Recorded<typeof screenUnpaired>;
export type PairingEvent = ScreenPaired | ScreenChanged | ScreenUnpaired;

export interface RecordedScreen extends PairedScreen {
  readonly tokenDigest: string;
  readonly pairedAtMs: number;
}
export interface PairingView {
  screens: Record<string, RecordedScreen>;
}

export const pairingRefusals = {
  SCREEN_NOT_FOUND: 404,
  SCREEN_NAME_TAKEN: 409,
  SCREENS_FULL: 409,
  /** The settings open no Hall listener. */
  HALL_LISTENER_CLOSED: 409,
} as const;
export type PairingRefusal = keyof typeof pairingRefusals;
export const refuse = refusals(pairingRefusals);

/** Commands. */
export const PairScreenBody = Type.Object(
  { name: ScreenName, kind: ScreenKind, prints: Type.Boolean(), tokenDigest: TokenDigest },
  strict,
);
export const ChangeScreenBody = Type.Object(
  { screenId: ScreenId, name: ScreenName, prints: Type.Boolean() },
  strict,
);
export const UnpairScreenBody = Type.Object({ screenId: ScreenId }, strict);

/** Staff: POST /api/pairing/codes */
export const MakeCodeBody = Type.Object(
  { name: ScreenName, kind: ScreenKind, prints: Type.Boolean() },
  strict,
);
export type MakeCodeBody = Static<typeof MakeCodeBody>;
export const MakeCodeReply = Type.Object(
  { code: Type.String(), minutes: Type.Integer(), hallUrls: Type.Array(Type.String()) },
  strict,
);
export type MakeCodeReply = Static<typeof MakeCodeReply>;
/** Staff: POST /api/pairing/screens/:id/settings and …/:id/unpairing */
export const ScreenParams = Type.Object({ id: ScreenId }, strict);
export const ScreenSettingsBody = Type.Object({ name: ScreenName, prints: Type.Boolean() }, strict);
export const EmptyBody = Type.Object({}, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);

/** The screen itself: POST /api/pairing/screens, GET /api/pairing/screen */
export const EnterCodeBody = Type.Object({ code: Type.String({ maxLength: 16 }) }, strict);
export const OwnScreen = Type.Object(
  { name: ScreenName, kind: ScreenKind, prints: Type.Boolean() },
  strict,
);

/** Slice `screens`, for managers and administrators. */
export interface ScreensSlice {
  /** Where a new screen goes; null while the Hall listener is closed. */
  hallUrls: readonly string[] | null;
  screens: readonly {
    id: string;
    name: string;
    kind: ScreenKind;
    prints: boolean;
    pairedAtMs: number;
    connected: boolean;
    /** When it was heard of last, while it is not connected; null: not since the kiosk started. */
    lastSeenMs: number | null;
  }[];
}
