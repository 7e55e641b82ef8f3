// Durations as managers read them.
import type { Figures } from '../../../../server/modules/services/statistics-schema.ts';
import { zhStatistics as text } from '../../../text/zh-statistics.ts';

const MINUTE_MS = 60_000;

export function minutesOf(ms: number): number {
  return Math.round(ms / MINUTE_MS);
}
export function minutesText(ms: number): string {
  return minutesOf(ms) === 0 ? text.lessThanMinute : text.minutes(minutesOf(ms));
}

export function shareText(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 100)}%`;
}

/** What is to say of an item, a window or a class beside how many numbers there were. */
export function noteOf({ wait, service, missed }: Figures): string {
  const { note } = text;
  return [
    wait && note.wait(minutesText(wait.p50Ms), minutesText(wait.p90Ms)),
    service && note.service(minutesText(service.meanMs)),
    missed > 0 && note.missed(missed),
  ]
    .filter(Boolean)
    .join(note.join);
}
