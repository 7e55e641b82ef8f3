// 大屏和广播: how the boards sound, and what staff have them say beside the calls.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });
const HourMinute = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

const Volume = Type.Integer({ minimum: 0, maximum: 100 });
const Repeat = Type.Integer({ minimum: 1, maximum: 3 });

export const Sound = Type.Object(
  {
    /** Per cent; 0: text only. */
    volume: Volume,
    /** Text only between these times of the centre's day, also across midnight; null: never. */
    quiet: Type.Union([Type.Object({ from: HourMinute, to: HourMinute }, strict), Type.Null()]),
    /** Two tones before the words. */
    chime: Type.Boolean(),
    /** How often each is said. Twice: whoever looked up at the first hears the second. */
    repeat: Repeat,
    /** Whether a board that plays the shop's live stream lets it be heard. Absent as false: a hall is for calls. */
    shopSound: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type Sound = Static<typeof Sound>;
export const FIRST_SOUND: Sound = { volume: 80, quiet: null, chime: true, repeat: 2 };

/** Longer is not listened to, and does not fit the board. */
export const MAX_ANNOUNCEMENT = 60;
const AnnouncementText = Type.String({
  minLength: 1,
  maxLength: MAX_ANNOUNCEMENT,
  // No control characters: what nobody can say.
  pattern: '^[^\\u0000-\\u001f\\u007f]*$',
});
/** How long an announcement stays on the boards. */
export const ANNOUNCEMENT_SHOWN_MS = 10 * 60_000;

export const soundPut = defineEvent({ type: 'voice.soundPut', lifetime: 'standing', data: Sound });
export const announced = defineEvent({
  type: 'voice.announced',
  lifetime: 'ageing',
  data: Type.Object({ announcementId: Id, text: AnnouncementText }, strict),
});
/** Taken from the boards before its time. */
export const withdrawn = defineEvent({
  type: 'voice.withdrawn',
  lifetime: 'ageing',
  data: Type.Object({ announcementId: Id }, strict),
});
export type SoundPut = Recorded<typeof soundPut>;
export type Announced = Recorded<typeof announced>;
export type Withdrawn = Recorded<typeof withdrawn>;
export type VoiceEvent = SoundPut | Announced | Withdrawn;

export interface Announcement {
  id: string;
  text: string;
  atMs: number;
  withdrawn: boolean;
}
export interface VoiceView {
  sound: Sound;
  /** Of the open day, oldest first. */
  announcements: Announcement[];
}

export const voiceRefusals = {
  /** Quiet from and to the same minute: all day or never? */
  QUIET_HOURS_EMPTY: 400,
  ANNOUNCEMENT_EMPTY: 400,
  ANNOUNCEMENT_NOT_FOUND: 404,
  CLIP_NOT_FOUND: 404,
  /** espeak-ng is missing, hangs or fails. */
  SPEECH_UNAVAILABLE: 503,
} as const;
export type VoiceRefusal = keyof typeof voiceRefusals;
export const refuse = refusals(voiceRefusals);

/** POST /api/voice/announcements */
export const AnnounceBody = Type.Object({ text: AnnouncementText }, strict);
export const AnnounceReply = Type.Object({ id: Id }, strict);
export type AnnounceReply = Static<typeof AnnounceReply>;
export const WithdrawBody = Type.Object({ announcementId: Id }, strict);
export const EmptyBody = Type.Object({}, strict);
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
/** POST /api/voice/tests: how it would sound, before it is saved. */
export const TestCallBody = Type.Object(
  { volume: Volume, chime: Type.Boolean(), repeat: Repeat },
  strict,
);
/** Moment `testCall` on the boards. */
export type TestCallMoment = Static<typeof TestCallBody>;
/** How many boards heard of it. */
export const TestCallReply = Type.Object({ boards: Type.Integer() }, strict);
export type TestCallReply = Static<typeof TestCallReply>;

/** GET /api/voice/clips */
export const ClipList = Type.Object(
  {
    clips: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          text: Type.String(),
          source: Type.Union([
            Type.Literal('recorded'),
            Type.Literal('synthesised'),
            Type.Literal('missing'),
          ]),
          /** A recording is there and cannot be used. */
          damaged: Type.Boolean(),
          hash: Type.Union([Type.String(), Type.Null()]),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ClipList = Static<typeof ClipList>;
export const ClipParams = Type.Object({ name: Type.String({ maxLength: 32 }) });
export const AnnouncementParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
/** GET /api/voice/calls: a whole call in one piece, for a board that lacks a clip. */
export const CallQuery = Type.Object(
  {
    number: Type.String({ pattern: '^[A-Z]{1,3}\\d{1,6}$' }),
    window: Type.String({ pattern: '^[1-9]\\d?$' }),
  },
  strict,
);

/** Slice `sound` on the boards and the staff page. */
export type SoundSlice = Sound;
/** Slice `announcement` on the boards: what is to be shown and said, newest first. */
export interface AnnouncementSlice {
  shown: { id: string; text: string; atMs: number; untilMs: number }[];
}
/** Slice `announcements` on the staff page: today's, newest first. */
export interface AnnouncementsSlice {
  today: { id: string; text: string; atMs: number; untilMs: number; withdrawn: boolean }[];
}
