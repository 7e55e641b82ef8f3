// Working days as the hall's hours have them: a due date must not fall into the Spring Festival.
import type { OpeningHours } from '../catalogue/schema.ts';

const DAY_MS = 86_400_000;
/** Hours without a single open day would be searched for ever. */
const FARTHEST_DAYS = 400;

/** The `count`th working day after `day`. Without hours Monday to Friday are working days. */
export function addWorkingDays(day: string, count: number, hours: OpeningHours | null): string {
  const start = Date.parse(`${day}T00:00:00Z`);
  let left = count;
  for (let ahead = 1; ahead <= FARTHEST_DAYS; ahead++) {
    const date = new Date(start + ahead * DAY_MS);
    if (isWorkingDay(date, hours)) left -= 1;
    if (left === 0) return dayOf(date);
  }
  return dayOf(new Date(start + count * DAY_MS));
}

function isWorkingDay(date: Date, hours: OpeningHours | null): boolean {
  const weekday = (date.getUTCDay() + 6) % 7;
  if (!hours) return weekday < 5;
  const exception = hours.exceptions.find(({ day }) => day === dayOf(date));
  return (exception?.spans ?? hours.week[weekday] ?? []).length > 0;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
