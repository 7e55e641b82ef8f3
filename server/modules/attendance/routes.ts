// Checking in and out at the touchscreen; lists, corrections and exports for managers.

import type { Readable } from 'node:stream';
import type {} from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import { attachment } from '../../sheets/attachment.ts';
import type { Store } from '../../store/store.ts';
import {
  type Card,
  type CheckInCommandBody,
  type CheckOutCommandBody,
  DoneReply,
  ExportQuery,
  IdReply,
  VisitParams,
  VisitQuery,
} from './bodies.ts';
import { checkIn, checkOut, type Reads } from './commands.ts';
import { exportVisits } from './export.ts';
import { backfillVisit, correctVisit, isRange, recordExport } from './record-commands.ts';
import { placeOf, readOldVisit, visitPage } from './rows.ts';
import {
  attendanceRefusals,
  BackfillVisitBody,
  CheckInBody,
  CheckInReply,
  CheckOutBody,
  CorrectVisitBody,
  VisitPage,
} from './schema.ts';
import { visitById } from './view.ts';

/** Cards as the reader holds them for a minute. The same id gives the same card until then: a request may come twice. */
export interface Cards {
  take(readId: string): Card | null;
}
interface Deps {
  store: Store<Reads>;
}

const PHONES_PER_MINUTE = 20;
/** Phones: enough for a crowd at the door, too slow to go through a phone book. Nothing else can be guessed. */
const limited = {
  rateLimit: {
    timeWindow: '1 minute',
    // The body is known only then.
    hook: 'preHandler',
    max: PHONES_PER_MINUTE,
    allowList: ({ body }: FastifyRequest) => (body as Partial<CheckInBody>).method !== 'phone',
  },
} as const;
const managers = { roles: ['manager', 'admin'] } as const;

export function touchRoutes(app: App, { store, cards }: Deps & { cards: Cards }): void {
  const read = <Body extends { readId: string }>({ readId, ...rest }: Body) => {
    const found = cards.take(readId);
    if (!found) throw problem('CARD_READ_EXPIRED');
    const { name, idNumber, birthDate } = found;
    return { ...rest, card: { name, idNumber, birthDate } };
  };
  app.post(
    '/api/attendance/visits',
    { schema: { body: CheckInBody, response: { 201: CheckInReply } }, config: limited },
    async (request, reply) => {
      const { body } = request;
      const command: CheckInCommandBody = body.method === 'idCard' ? read(body) : body;
      reply.code(201);
      return run(store, checkIn, request, command);
    },
  );
  app.post(
    '/api/attendance/departures',
    { schema: { body: CheckOutBody, response: { 200: DoneReply } }, config: limited },
    async (request) => {
      const { body } = request;
      const command: CheckOutCommandBody = body.method === 'idCard' ? read(body) : body;
      return run(store, checkOut, request, command);
    },
  );
}

export function staffRoutes(app: App, { store }: Deps): void {
  app.get(
    '/api/attendance/visits',
    { schema: { querystring: VisitQuery, response: { 200: VisitPage } }, config: managers },
    async (request) => {
      const { from, to, after } = request.query;
      const place = after === undefined ? undefined : placeOf(after);
      if (!isRange(from, to) || place === null) throw problem('RANGE_INVALID');
      return visitPage(store, { from, to }, place);
    },
  );
  app.post(
    '/api/attendance/visits/:id/corrections',
    {
      schema: { params: VisitParams, body: CorrectVisitBody, response: { 200: DoneReply } },
      config: managers,
    },
    async (request) => {
      const visitId = request.params.id;
      const inMemory = await store.read(
        ({ attendance }) => visitById(attendance, visitId) !== null,
      );
      const old = inMemory ? null : await readOldVisit(store, visitId);
      return run(store, correctVisit(old), request, { visitId, ...request.body });
    },
  );
  app.post(
    '/api/attendance/backfills',
    { schema: { body: BackfillVisitBody, response: { 201: IdReply } }, config: managers },
    async (request, reply) => {
      reply.code(201);
      return run(store, backfillVisit, request, request.body);
    },
  );
  app.get(
    '/api/attendance/export',
    { schema: { querystring: ExportQuery, response: { 200: File } }, config: managers },
    async (request, reply) => {
      // On record before the first byte: a list that left the house without a trace is what an audit is about.
      await run(store, recordExport, request, request.query);
      const file = await exportVisits(store, request.query, Date.now());
      return reply
        .type(file.contentType)
        .header('content-disposition', attachment(file.fileName, plainName(request.query)))
        .header('cache-control', 'no-store')
        .send(file.body);
    },
  );
}

const File = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

function plainName({ from, to, format }: ExportQuery): string {
  return `visits_${from}_${to}.${format}`;
}

function problem(code: keyof typeof attendanceRefusals): ProblemError {
  return new ProblemError(code, attendanceRefusals[code]);
}
