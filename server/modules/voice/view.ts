// How the boards sound now, and the open day's announcements.
import type { ModuleDefinition } from '../../store/module.ts';
import type { DayClosed, DayOpened } from '../centre/schema.ts';
import {
  ANNOUNCEMENT_SHOWN_MS,
  type AnnouncementSlice,
  type AnnouncementsSlice,
  announced,
  FIRST_SOUND,
  type SoundSlice,
  soundPut,
  type VoiceEvent,
  type VoiceView,
  withdrawn,
} from './schema.ts';

/** More than a day needs; the oldest leave first. */
const KEPT = 50;
/** On a board: the newest is shown, a burst of them is said one after another. */
const ON_BOARD = 5;

export const voice: ModuleDefinition<VoiceView> = {
  name: 'voice',
  events: [soundPut, announced, withdrawn],
  initial: () => ({ sound: FIRST_SOUND, announcements: [] }),
  fold(view, recorded) {
    const event = recorded as VoiceEvent | DayClosed | DayOpened;
    switch (event.type) {
      case 'voice.soundPut':
        view.sound = event.data;
        break;
      case 'voice.announced': {
        const { announcementId: id, text } = event.data;
        const one = { id, text, atMs: event.wallMs, withdrawn: false };
        view.announcements = [...view.announcements.slice(1 - KEPT), one];
        break;
      }
      case 'voice.withdrawn':
        view.announcements = view.announcements.map((one) =>
          one.id === event.data.announcementId ? { ...one, withdrawn: true } : one,
        );
        break;
      case 'centre.dayClosed':
        view.announcements = [];
        break;
    }
  },
};

export function selectSound(view: VoiceView): SoundSlice {
  return view.sound;
}

/** Slice `announcement`. The board itself drops what is over: nothing is committed at that moment. */
export function selectAnnouncement(view: VoiceView): AnnouncementSlice {
  const standing = view.announcements.filter((one) => !one.withdrawn).slice(-ON_BOARD);
  return {
    shown: standing.reverse().map(({ id, text, atMs }) => {
      return { id, text, atMs, untilMs: atMs + ANNOUNCEMENT_SHOWN_MS };
    }),
  };
}

/** Slice `announcements`. */
export function selectAnnouncements(view: VoiceView): AnnouncementsSlice {
  return {
    today: [...view.announcements].reverse().map((one) => {
      return { ...one, untilMs: one.atMs + ANNOUNCEMENT_SHOWN_MS };
    }),
  };
}

/** Null when it is not known or was taken back. */
export function announcementText(view: VoiceView, id: string): string | null {
  const found = view.announcements.find((one) => one.id === id);
  return found && !found.withdrawn ? found.text : null;
}
