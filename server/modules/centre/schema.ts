// The centre itself: its name, its hours, its business day. Settings are the source of the profile.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;

/** A calendar day in the centre's zone, `2026-11-22`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const CentreProfile = Type.Object(
  {
    /** 第六埠村党群服务中心 */
    name: Type.String({ minLength: 2, maxLength: 40 }),
    /** 辛口镇 */
    town: Type.String({ maxLength: 40 }),
    slogan: Type.String({ maxLength: 40 }),
    /** IANA zone of the business day. */
    zone: Type.String(),
    /** Opening hours, local time `HH:MM`. */
    opensAt: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
    closesAt: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
    /** Letters that this kiosk's numbers begin with; kiosks in one building have different ones. */
    numberLetters: Type.String({ pattern: '^[A-Z]{1,26}$' }),
    /** Shown on every page when true: badge 演示. */
    demo: Type.Boolean(),
    notices: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 }),
    /** Who answers for personal data, as the notice names them, and how to reach them. */
    dataController: Type.String({ maxLength: 80 }),
    dataContact: Type.String({ maxLength: 80 }),
    /** Days that names, phones and ID numbers of visits are kept. */
    personalDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  },
  strict,
);
export type CentreProfile = Static<typeof CentreProfile>;

export const profileAdopted = defineEvent({
  type: 'centre.profileAdopted',
  lifetime: 'standing',
  data: CentreProfile,
});
export const dayOpened = defineEvent({
  type: 'centre.dayOpened',
  lifetime: 'standing',
  data: Type.Object(
    { day: Day, by: Type.Union([Type.Literal('clock'), Type.Literal('staff')]) },
    strict,
  ),
});
/** Closes what the day left open: tickets are void, forgotten check-outs end. `late`: done at a later start. */
export const dayClosed = defineEvent({
  type: 'centre.dayClosed',
  lifetime: 'standing',
  data: Type.Object({ day: Day, late: Type.Boolean() }, strict),
});
/** Staff looked at the open day and said that it is right. */
export const dayConfirmed = defineEvent({
  type: 'centre.dayConfirmed',
  lifetime: 'standing',
  data: Type.Object({ day: Day }, strict),
});
/** Somebody changed the settings file from the staff page. What they are now, the file says. */
export const settingsChanged = defineEvent({
  type: 'centre.settingsChanged',
  lifetime: 'ageing',
  local: true,
  data: Type.Object(
    {
      /** `devices.printer` */
      keys: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 100 }),
    },
    strict,
  ),
});

export type ProfileAdopted = Recorded<typeof profileAdopted>;
export type DayOpened = Recorded<typeof dayOpened>;
export type DayClosed = Recorded<typeof dayClosed>;
export type DayConfirmed = Recorded<typeof dayConfirmed>;
export type SettingsChanged = Recorded<typeof settingsChanged>;
export type CentreEvent = ProfileAdopted | DayOpened | DayClosed | DayConfirmed | SettingsChanged;

export interface CentreView {
  profile: CentreProfile | null;
  /** The open business day; null before the first and between closing and opening. */
  day: string | null;
  openedAtMs: number | null;
  lastDay: string | null;
}

export const centreRefusals = {
  /** No business day is open and the clock cannot be trusted: staff must confirm the day. */
  DAY_NOT_OPEN: 409,
  DAY_ALREADY_OPEN: 409,
  DAY_INVALID: 400,
} as const;
export type CentreRefusal = keyof typeof centreRefusals;
export const refuse = refusals(centreRefusals);

export const OpenDayBody = Type.Object({ day: Day }, strict);
export const CloseDayBody = Type.Object({ late: Type.Boolean() }, strict);

export const EmptyBody = Type.Object({}, strict);
export const DayReply = Type.Object({ day: Day }, strict);

/** Whole days from one calendar day to another; NaN when either is no real day. */
export function daysBetween(from: string, to: string): number {
  return (dayStart(to) - dayStart(from)) / 86_400_000;
}
function dayStart(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  // Date.parse rolls 02-30 over into March; a day that does not come back the same is none.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? ms : Number.NaN;
}

/** The calendar day of a moment in a zone. */
export function dayOf(wallMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(wallMs);
}

/**
 * Short fingerprint of what the privacy notice says: who, how to reach them, how long. It tells a changed notice
 * from the one a visitor read; it is no secret, so FNV-1a is enough and the pages need no crypto.
 */
export function noticeVersion(profile: CentreProfile): string {
  const { dataController, dataContact, personalDays } = profile;
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify([dataController, dataContact, personalDays])) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** Slice `centre` on every page. */
export interface CentreSlice {
  name: string;
  town: string;
  slogan: string;
  demo: boolean;
  notices: string[];
  opensAt: string;
  closesAt: string;
  zone: string;
  day: string | null;
  /** True when staff must confirm the day because the clock is not trusted. */
  dayNeedsConfirmation: boolean;
  notice: { version: string; controller: string; contact: string; keptDays: number };
}
