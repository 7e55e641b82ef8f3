// Signing in: roles, the bodies of its routes and the codes of its refusals.
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

/** host: live sessions · window: calls numbers · editor: products and activities · manager: attendance, people · admin: everything. */
export const Role = Type.Union([
  Type.Literal('host'),
  Type.Literal('window'),
  Type.Literal('editor'),
  Type.Literal('manager'),
  Type.Literal('admin'),
]);
export type Role = Static<typeof Role>;

/** POST /api/sign-in */
export const SignInBody = Type.Object(
  { name: Type.String({ maxLength: 40 }), pin: Type.String({ maxLength: 64 }) },
  strict,
);
/** GET /api/session */
export const Session = Type.Object(
  { accountId: Type.String(), name: Type.String(), roles: Type.Array(Role) },
  strict,
);
export type Session = Static<typeof Session>;

/** POST /api/accounts/first: the code is the one on the touchscreen. */
export const FirstAccountBody = Type.Object(
  {
    code: Type.String({ maxLength: 16 }),
    name: Type.String({ maxLength: 40 }),
    pin: Type.String({ maxLength: 64 }),
  },
  strict,
);
/** POST /api/accounts/recoveries → the touchscreen shows a code; …/complete then takes a FirstAccountBody. */
export const BeginRecoveryBody = Type.Object({ name: Type.String({ maxLength: 40 }) }, strict);

/** GET /api/setup on the staff listener, before anyone can sign in. */
export const Setup = Type.Object({ needed: Type.Boolean(), demo: Type.Boolean() }, strict);
export type Setup = Static<typeof Setup>;

export const authRefusals = {
  SIGN_IN_REQUIRED: 401,
  SIGN_IN_WRONG: 401,
  SIGN_IN_LOCKED: 429,
  ROLE_MISSING: 403,
  PIN_WEAK: 400,
  SETUP_CODE_WRONG: 403,
  /** Recovery starts only within ten minutes after the machine was switched on. */
  RECOVERY_WINDOW_CLOSED: 403,
  /** Wrong, used or too old: which of them is nobody's business. */
  PAIRING_CODE_WRONG: 403,
  SCREEN_NOT_PAIRED: 401,
  /** A board calls what only a touchscreen needs. */
  SCREEN_KIND_WRONG: 403,
} as const;
export type AuthRefusal = keyof typeof authRefusals;

export const ScreenKind = Type.Union([Type.Literal('touch'), Type.Literal('board')]);
export type ScreenKind = Static<typeof ScreenKind>;
/** A screen elsewhere in the hall that staff have paired. */
export interface PairedScreen {
  readonly id: string;
  readonly name: string;
  readonly kind: ScreenKind;
  /** Whether numbers taken there are printed, which the kiosk does. */
  readonly prints: boolean;
}

/** Slice `setup` on the touchscreen: a one-time code while the kiosk has no administrator, or during recovery. */
export interface SetupSlice {
  code: { purpose: 'firstAdmin' | 'recovery'; digits: string; account: string | null } | null;
  /** Where staff go with it: `https://192.168.1.20:8443` */
  staffUrls: string[];
}
