// Statistics of the hall for managers: for the charts, and as files.
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import { httpRefusals } from '../../http/schema.ts';
import { attachment } from '../../sheets/attachment.ts';
import type { Store } from '../../store/store.ts';
import { attendanceRefusals } from '../attendance/schema.ts';
import { exportStatistics } from './export.ts';
import { isDayRange, recordStatisticsExport } from './statistics-commands.ts';
import { createStatisticsDesk, type DeskReads } from './statistics-desk.ts';
import {
  Statistics,
  StatisticsExportQuery,
  StatisticsProgress,
  StatisticsQuery,
} from './statistics-schema.ts';

const File = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });
const managers = { roles: ['manager', 'admin'] } as const;

export function staffRoutes(app: App, { store }: { store: Store<DeskReads> }): void {
  const desk = createStatisticsDesk(store);
  app.addHook('onClose', async () => desk.stop());
  app.get(
    '/api/services/statistics',
    {
      schema: {
        querystring: StatisticsQuery,
        response: { 200: Statistics, 202: StatisticsProgress },
      },
      config: managers,
    },
    async (request, reply) => {
      if (!isDayRange(request.query)) throw rangeInvalid();
      const answer = await desk.ask(request.query);
      switch (answer.state) {
        case 'busy':
          throw new ProblemError('TOO_MANY_REQUESTS', httpRefusals.TOO_MANY_REQUESTS);
        case 'working':
          reply.code(202);
          return { daysRead: answer.daysRead, days: answer.days };
        case 'done':
          return answer.statistics;
      }
    },
  );
  app.get(
    '/api/services/export',
    {
      schema: { querystring: StatisticsExportQuery, response: { 200: File } },
      config: managers,
    },
    async (request, reply) => {
      const { from, to, format } = request.query;
      // On record before the first byte, as every list that leaves the house.
      await run(store, recordStatisticsExport, request, request.query);
      const file = await exportStatistics(store, request.query, Date.now());
      return reply
        .type(file.contentType)
        .header(
          'content-disposition',
          attachment(file.fileName, `statistics_${from}_${to}.${format}`),
        )
        .header('cache-control', 'no-store')
        .send(file.body);
    },
  );
}

function rangeInvalid(): ProblemError {
  return new ProblemError('RANGE_INVALID', attendanceRefusals.RANGE_INVALID);
}
