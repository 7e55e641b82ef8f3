// The centre's view: its profile and the business day.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  type CentreEvent,
  type CentreSlice,
  type CentreView,
  dayClosed,
  dayConfirmed,
  dayOpened,
  noticeVersion,
  profileAdopted,
  settingsChanged,
} from './schema.ts';

export const centre: ModuleDefinition<CentreView> = {
  name: 'centre',
  events: [profileAdopted, dayOpened, dayClosed, dayConfirmed, settingsChanged],
  initial: () => ({ profile: null, day: null, openedAtMs: null, lastDay: null }),
  fold(view, recorded) {
    const event = recorded as CentreEvent;
    switch (event.type) {
      case 'centre.profileAdopted':
        view.profile = event.data;
        break;
      case 'centre.dayOpened':
        view.day = event.data.day;
        view.lastDay = event.data.day;
        view.openedAtMs = event.wallMs;
        break;
      case 'centre.dayClosed':
        view.day = null;
        break;
      case 'centre.settingsChanged':
        // Kept for whoever asks who it was; nothing depends on it.
        break;
    }
  },
};

/** Slice `centre`. `dayNeedsConfirmation` is the day keeper's: only it knows the clock. */
export function selectCentre(view: CentreView, dayNeedsConfirmation: boolean): CentreSlice | null {
  const { profile } = view;
  if (!profile) return null;
  const { name, town, slogan, demo, notices, opensAt, closesAt, zone } = profile;
  return {
    name,
    town,
    slogan,
    demo,
    notices,
    opensAt,
    closesAt,
    zone,
    day: view.day,
    dayNeedsConfirmation,
    notice: {
      version: noticeVersion(profile),
      controller: profile.dataController,
      contact: profile.dataContact,
      keptDays: profile.personalDays,
    },
  };
}
