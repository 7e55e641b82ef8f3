// Who took the hall's numbers home.
import { type CommandDefinition, event } from '../../store/module.ts';
import { refuse } from '../attendance/schema.ts';
import { daysBetween } from '../centre/schema.ts';
import type { DoneReply } from './page-schema.ts';
import { StatisticsExportQuery, statisticsExported } from './statistics-schema.ts';

/** Longest range of one answer or file. */
const MAX_RANGE_DAYS = 366;

export const recordStatisticsExport: CommandDefinition<
  object,
  typeof StatisticsExportQuery,
  DoneReply
> = {
  type: 'services.recordStatisticsExport',
  body: StatisticsExportQuery,
  decide: (_views, query) =>
    isDayRange(query)
      ? { events: [event(statisticsExported, query)], reply: { done: true } }
      : refuse('RANGE_INVALID'),
};

/** Real days, in order, at most a leap year. */
export function isDayRange({ from, to }: { from: string; to: string }): boolean {
  const days = daysBetween(from, to);
  return days >= 0 && days < MAX_RANGE_DAYS;
}
