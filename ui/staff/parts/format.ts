// Days and times as staff read them, always in the centre's zone.
import type { zhStaff } from '../../text/zh-staff.ts';

const DAY_MS = 86_400_000;

/** 09:42 */
export function timeText(ms: number, zone: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** 2026-11-22 */
export function dayOf(ms: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(ms);
}

/** The day with its weekday, the year only when it is not this one. */
export function dayText(day: string, now = Date.now()): string {
  const sameYear = day.startsWith(String(new Date(now).getFullYear()));
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(startMs(day));
}

/** Day and time together, the day only when it is another one. */
export function momentText(ms: number, zone: string, now = Date.now()): string {
  const day = dayOf(ms, zone);
  const time = timeText(ms, zone);
  return day === dayOf(now, zone) ? time : `${dayText(day, now)} ${time}`;
}

function startMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
function addDays(day: string, days: number): string {
  return new Date(startMs(day) + days * DAY_MS).toISOString().slice(0, 10);
}
export function daysInRange(from: string, to: string): number {
  return (startMs(to) - startMs(from)) / DAY_MS + 1;
}

/** The moment when clocks in `zone` show `time` (`09:42`) on `day`. */
export function momentOf(day: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const shift = wallMs(asUtc, zone) - asUtc;
  const guess = asUtc - shift;
  // On a day when clocks are put forward or back the first guess may use the other side's shift.
  return guess + (asUtc - wallMs(guess, zone));
}
/** What clocks in `zone` show at `ms`, read as if it were UTC. */
function wallMs(ms: number, zone: string): number {
  const seconds = new Intl.DateTimeFormat('en-GB', { timeZone: zone, second: '2-digit' }).format(
    ms,
  );
  return Date.parse(`${dayOf(ms, zone)}T${timeText(ms, zone)}:${seconds.padStart(2, '0')}Z`);
}

export function bytesText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export type RangeName = keyof typeof zhStaff.visits.presets | 'lastSeven' | 'lastThirty';
export interface Range {
  from: string;
  to: string;
}
/** What a preset means on `today`; weeks begin on Monday. */
export function rangeOf(name: RangeName, today: string): Range {
  const monthStart = `${today.slice(0, 7)}-01`;
  const lastMonthEnd = addDays(monthStart, -1);
  const ranges = {
    today: () => today,
    week: () => addDays(today, -((new Date(startMs(today)).getUTCDay() + 6) % 7)),
    lastSeven: () => addDays(today, -6),
    lastThirty: () => addDays(today, -29),
    month: () => monthStart,
    lastMonth: () => `${lastMonthEnd.slice(0, 7)}-01`,
  };
  return { from: ranges[name](), to: name === 'lastMonth' ? lastMonthEnd : today };
}
