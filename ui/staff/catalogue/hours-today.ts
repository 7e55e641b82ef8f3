// What opening hours mean on a day, in words; and whether they can be meant at all.
import type { OpeningHours } from '../../../server/modules/catalogue/schema.ts';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import type { Span } from './day-spans.tsx';

const text = zhCatalogue.hours;

export function spansOn(
  { week, exceptions }: OpeningHours,
  day: string,
): { spans: readonly Span[]; reason: string } {
  const exception = exceptions.find((one) => one.day === day);
  if (exception) return exception;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { spans: week[weekday] ?? [], reason: '' };
}

export function spanText({ from, to }: Span, lockMinutes: number): string {
  const lock = minutesOf(to) - lockMinutes;
  if (lock <= minutesOf(from)) return text.todayTooShort(from, to);
  return text.todaySpan(from, to, timeOf(lock));
}

/** The server's rule: told before the server refuses. */
export function hoursAreWrong({ week, exceptions }: OpeningHours): boolean {
  const days = exceptions.map(({ day }) => day);
  if (days.includes('') || new Set(days).size < days.length) return true;
  return [...week, ...exceptions.map(({ spans }) => spans)].some(spansAreWrong);
}

function spansAreWrong(spans: readonly Span[]): boolean {
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.some(({ from, to }, index) => {
    const next = sorted[index + 1];
    return from === '' || to === '' || from >= to || (next !== undefined && next.from < to);
  });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
