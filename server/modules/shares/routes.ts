// 共富账单 and settlements, for managers.
import type { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import { attachment } from '../../sheets/attachment.ts';
import type { Store } from '../../store/store.ts';
import { attendanceRefusals } from '../attendance/schema.ts';
import { type PrintingView, printingRefusals } from '../printing/schema.ts';
import { accountName } from './accounts.ts';
import { selectBill } from './bills.ts';
import { draftSettlement, moveSettlement, printBill, recordSharesExport } from './commands.ts';
import { bookingsBetween } from './entries.ts';
import { exportShares } from './export.ts';
import {
  Bill,
  DoneReply,
  EntriesPage,
  EntriesQuery,
  IdReply,
  RangeQuery,
  SettlementDetail,
  SettlementList,
} from './page-schema.ts';
import { type SettlementReads, selectSettlement, selectSettlements } from './pages.ts';
import {
  type DayRange,
  DraftSettlementBody,
  isDayRange,
  MoveRequest,
  PrintBillBody,
  SharesExportQuery,
  sharesRefusals,
} from './schema.ts';

interface Deps {
  store: Store<SettlementReads & { printing: PrintingView }>;
  printerSetUp: () => boolean;
}
const File = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });
const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const config = { roles: ['manager', 'admin'] } as const;
/** Bookings of one answer, and a few more: those of one payment stay together. */
const PAGE = 200;

export function staffRoutes(app: App, { store, printerSetUp }: Deps): void {
  app.get(
    '/api/workshop/shares',
    { schema: { querystring: RangeQuery, response: { 200: Bill } }, config },
    async ({ query }) => {
      needRange(query);
      return store.read((views) => selectBill(views, query));
    },
  );
  app.get(
    '/api/workshop/shares/entries',
    { schema: { querystring: EntriesQuery, response: { 200: EntriesPage } }, config },
    async ({ query }) => {
      needRange(query);
      return entriesPage(store, query);
    },
  );
  app.get(
    '/api/workshop/shares/export',
    { schema: { querystring: SharesExportQuery, response: { 200: File } }, config },
    async (request, reply) => {
      const { query } = request;
      await run(store, recordSharesExport, request, query);
      const file = await exportShares(store, query, Date.now());
      const plainName = `shares_${query.from}_${query.to}.${query.format}`;
      return reply
        .type(file.contentType)
        .header('content-disposition', attachment(file.fileName, plainName))
        .header('cache-control', 'no-store')
        .send(file.body);
    },
  );
  app.post(
    '/api/workshop/shares/slips',
    { schema: { body: PrintBillBody, response: { 201: IdReply } }, config },
    async (request, reply) => {
      if (!printerSetUp()) {
        throw new ProblemError('PRINTER_MISSING', printingRefusals.PRINTER_MISSING);
      }
      reply.code(201);
      return run(store, printBill, request, request.body);
    },
  );
  settlementRoutes(app, store);
}

function settlementRoutes(app: App, store: Deps['store']): void {
  app.get(
    '/api/workshop/shares/settlements',
    { schema: { response: { 200: SettlementList } }, config },
    () => store.read(selectSettlements),
  );
  app.get(
    '/api/workshop/shares/settlements/:id',
    { schema: { params: IdParams, response: { 200: SettlementDetail } }, config },
    async ({ params }) => {
      const found = await store.read((views) => selectSettlement(views, params.id));
      if (found) return found;
      throw new ProblemError('SETTLEMENT_NOT_FOUND', sharesRefusals.SETTLEMENT_NOT_FOUND);
    },
  );
  app.post(
    '/api/workshop/shares/settlements',
    { schema: { body: DraftSettlementBody, response: { 201: IdReply } }, config },
    (request, reply) => {
      reply.code(201);
      return run(store, draftSettlement, request, request.body);
    },
  );
  app.post(
    '/api/workshop/shares/settlements/:id/moves',
    { schema: { params: IdParams, body: MoveRequest, response: { 200: DoneReply } }, config },
    (request) =>
      run(store, moveSettlement, request, { settlementId: request.params.id, ...request.body }),
  );
}

function needRange(range: DayRange): void {
  if (isDayRange(range)) return;
  throw new ProblemError('RANGE_INVALID', attendanceRefusals.RANGE_INVALID);
}

async function entriesPage(
  store: Deps['store'],
  { account, after = '0', ...range }: Static<typeof EntriesQuery>,
): Promise<EntriesPage> {
  const name = await store.read(({ directory }) => accountName(directory, account));
  const page: EntriesPage = { name, entries: [], next: null, damaged: false };
  const onDamage = () => {
    page.damaged = true;
  };
  for await (const booking of bookingsBetween(store, range, {
    after: Number(after),
    onDamage,
  })) {
    const { seq, day, atMs } = booking;
    // One beyond a full page is looked for: whether there is more is known, not guessed.
    const mine = booking.entries.filter((entry) => entry.account === account);
    if (mine.length === 0) continue;
    if (page.entries.length >= PAGE) return page;
    for (const { orderId, title, fen } of mine)
      page.entries.push({ day, atMs, orderId, title, fen });
    page.next = String(seq);
  }
  return { ...page, next: null };
}
