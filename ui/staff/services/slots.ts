// Times that appointments can begin at: every half hour while the hall is open.
import type { OpeningHours } from '../../../server/modules/catalogue/schema.ts';

const EVERY_MINUTES = 30;
interface Span {
  readonly from: string;
  readonly to: string;
}

/** @param usual when no opening hours are set */
export function slotsOf(hours: OpeningHours | null, day: string, usual: Span): string[] {
  const spans = hours ? spansOf(hours, day) : [usual];
  const slots = spans.flatMap(({ from, to }) => {
    const first = Math.ceil(minutesOf(from) / EVERY_MINUTES) * EVERY_MINUTES;
    const count = Math.max(0, Math.ceil((minutesOf(to) - first) / EVERY_MINUTES));
    return Array.from({ length: count }, (_, index) => timeOf(first + index * EVERY_MINUTES));
  });
  return [...new Set(slots)].sort();
}

function spansOf({ week, exceptions }: OpeningHours, day: string): readonly Span[] {
  const exception = exceptions.find((one) => one.day === day);
  if (exception) return exception.spans;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return week[weekday] ?? [];
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
