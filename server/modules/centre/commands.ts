// Adopting the profile from settings; opening and closing the business day.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  CentreProfile,
  type CentreView,
  CloseDayBody,
  dayClosed,
  dayConfirmed,
  dayOpened,
  daysBetween,
  OpenDayBody,
  profileAdopted,
  refuse,
  settingsChanged,
} from './schema.ts';

interface Reads {
  centre: CentreView;
}

/** A clock that leaps further than this on its own is not believed: staff decide. */
const PLAUSIBLE_LEAP_DAYS = 31;

export const adoptProfile: CommandDefinition<Reads, typeof CentreProfile, { adopted: true }> = {
  type: 'centre.adoptProfile',
  body: CentreProfile,
  decide: (_views, body) => ({ events: [event(profileAdopted, body)], reply: { adopted: true } }),
};

/**
 * Opens a business day and closes the one still open. The clock may only go forward, by a plausible leap;
 * staff may set any real day, also an earlier one: its numbers go on where they stopped. Staff who name the day that is open
 * confirm it.
 */
export const openDay: CommandDefinition<Reads, typeof OpenDayBody, { day: string }> = {
  type: 'centre.openDay',
  body: OpenDayBody,
  decide({ centre }, { day }, { actor }) {
    const byStaff = actor.kind === 'staff';
    if (centre.day === day) {
      return byStaff
        ? { events: [event(dayConfirmed, { day })], reply: { day } }
        : refuse('DAY_ALREADY_OPEN');
    }
    if (Number.isNaN(daysBetween(day, day))) return refuse('DAY_INVALID');
    if (!byStaff && centre.lastDay) {
      const leap = daysBetween(centre.lastDay, day);
      if (leap <= 0 || leap > PLAUSIBLE_LEAP_DAYS) return refuse('DAY_INVALID');
    }
    const opened = event(dayOpened, { day, by: byStaff ? 'staff' : 'clock' });
    const late = centre.day !== null && daysBetween(centre.day, day) !== 1;
    return {
      events: centre.day ? [event(dayClosed, { day: centre.day, late }), opened] : [opened],
      reply: { day },
    };
  },
};

export const closeDay: CommandDefinition<Reads, typeof CloseDayBody, { day: string }> = {
  type: 'centre.closeDay',
  body: CloseDayBody,
  decide({ centre }, { late }) {
    if (!centre.day) return refuse('DAY_NOT_OPEN');
    return {
      events: [event(dayClosed, { day: centre.day, late })],
      reply: { day: centre.day },
    };
  },
};

/** After the file was saved: who, and which keys. */
export const recordSettings: CommandDefinition<
  Reads,
  typeof settingsChanged.data,
  { recorded: true }
> = {
  type: 'centre.recordSettings',
  body: settingsChanged.data,
  decide: (_views, body) => ({ events: [event(settingsChanged, body)], reply: { recorded: true } }),
};
