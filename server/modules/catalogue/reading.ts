// What other modules may ask of the catalogue.
import type { CatalogueView, OpeningHours, ServiceItem, ServicePackage } from './schema.ts';

/** Null when it is unknown or retired. */
export function itemOnOffer(view: CatalogueView, id: string): ServiceItem | null {
  const item = Object.hasOwn(view.items, id) ? view.items[id] : undefined;
  return item && !item.retired ? item : null;
}

/** Null when it is unknown or retired. */
export function packageOnOffer(view: CatalogueView, id: string): ServicePackage | null {
  const one = Object.hasOwn(view.packages, id) ? view.packages[id] : undefined;
  return one && !one.retired ? one : null;
}

/** What the reference of a checklist's print job names; null for any other. */
export function checklistName(view: CatalogueView, reference: string): string | null {
  const [kind, id = ''] = reference.split(':');
  if (kind === 'item') return itemName(view, id) || null;
  if (kind !== 'package' || !Object.hasOwn(view.packages, id)) return null;
  return view.packages[id]?.name ?? null;
}

/** Also of retired ones: old tickets name them. */
export function itemName(view: CatalogueView, id: string): string {
  return Object.hasOwn(view.items, id) ? (view.items[id]?.name ?? '') : '';
}

export type HallHours =
  | { readonly open: true; readonly locksAt: string | null }
  /** `opensAt`: later the same day; null: not today any more. */
  | { readonly open: false; readonly opensAt: string | null; readonly reason: string };

/** @param clock local time of the centre, `HH:MM` on `day` */
export function hallHours(
  hours: OpeningHours | null,
  clock: { readonly day: string; readonly time: string },
): HallHours {
  if (!hours) return { open: true, locksAt: null };
  const exception = hours.exceptions.find(({ day }) => day === clock.day);
  const spans = exception?.spans ?? hours.week[weekdayOf(clock.day)] ?? [];
  const reason = exception?.reason ?? '';
  const now = minutesOf(clock.time);
  for (const { from, to } of [...spans].sort((a, b) => a.from.localeCompare(b.from))) {
    if (now < minutesOf(from)) return { open: false, opensAt: from, reason };
    const lock = minutesOf(to) - hours.lockMinutes;
    if (now < lock) return { open: true, locksAt: timeOf(lock) };
  }
  return { open: false, opensAt: null, reason };
}

/** 0 is Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What the wall says in the centre's zone. */
export function clockIn(wallMs: number, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(wallMs);
  const [day = '', time = ''] = parts.split(', ');
  return { day, time };
}
