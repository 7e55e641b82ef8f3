// On which days an order can be fetched.
import { dayName, dayWord, ordered } from '../../text/zh-workshop.ts';

const DAYS = 6;
const DAY_MS = 86_400_000;

export interface PickUpDay {
  readonly day: string;
  readonly word: string;
}

/** `明天（11月23日）来取` */
export function sayPickUp(day: string, today: string): string {
  const ahead = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  return ordered.when(dayWord(day, ahead), dayName(day));
}

/** The next six days; today only as long as the centre is open. */
export function pickUpDays(today: string, openNow: boolean): PickUpDay[] {
  const firstMs = Date.parse(`${today}T00:00:00Z`);
  const from = openNow ? 0 : 1;
  return Array.from({ length: DAYS }, (_, place) => {
    const ahead = from + place;
    const day = new Date(firstMs + ahead * DAY_MS).toISOString().slice(0, 10);
    return { day, word: dayWord(day, ahead) };
  });
}

/** @param closesAt `17:30` of the centre's zone */
export function isOpenStill(closesAt: string, zone: string, nowMs: number): boolean {
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return time.format(nowMs) < closesAt;
}
