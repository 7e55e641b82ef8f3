// When the nightly backup is due, in the centre's zone. Pure.

export interface LocalTime {
  /** `2026-11-22` */
  readonly day: string;
  /** `02:30` */
  readonly time: string;
}

export function localTime(ms: number, zone: string): LocalTime {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(ms);
  const [day = '', time = ''] = text.split(' ');
  return { day, time };
}

/** The moment at which clocks in the zone show this. */
export function momentOf({ day, time }: LocalTime, zone: string): number {
  const guess = Date.parse(`${day}T${time}:00Z`);
  const shown = localTime(guess, zone);
  return guess - (Date.parse(`${shown.day}T${shown.time}:00Z`) - guess);
}

export interface Plan {
  /** Local time of the nightly run. */
  readonly at: string;
  readonly zone: string;
  readonly now: number;
  /** Day of the last run that went well. */
  readonly lastGoodDay: string | null;
  /** When a run last failed; null when none has since the last good one. */
  readonly failedMs: number | null;
}

const RETRY_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

/** A kiosk that is switched off at night makes up for it when it is on again; a failed run is tried again every hour. */
export function nextRun({ at, zone, now, lastGoodDay, failedMs }: Plan): number {
  const { day } = localTime(now, zone);
  const today = momentOf({ day, time: at }, zone);
  if (lastGoodDay === day) {
    const tomorrow = localTime(momentOf({ day, time: '12:00' }, zone) + DAY_MS, zone).day;
    return momentOf({ day: tomorrow, time: at }, zone);
  }
  // A failure in the future is one under a clock that has been set back since.
  const failedLately = failedMs !== null && failedMs <= now;
  return failedLately ? Math.max(today, failedMs + RETRY_MS) : today;
}
