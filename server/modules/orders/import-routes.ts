// What platforms sold, by spreadsheet: looked at first, then recorded as it was shown.
import { type Static, Type } from 'typebox';
import { type App, actorOf, ProblemError } from '../../http/app.ts';
import { uploadRoutes } from '../../http/uploads.ts';
import { attachment } from '../../sheets/attachment.ts';
import { reportOf } from '../../sheets/import-report.ts';
import { createPendingImports } from '../../sheets/pending-imports.ts';
import { type ImportRefusal, ImportReport, importRefusals } from '../../sheets/schema.ts';
import { createWorkbooks, XLSX } from '../../sheets/workbook.ts';
import type { Store } from '../../store/store.ts';
import type { Reads } from './commands.ts';
import { EmptyBody, type ImportSalesBody, ImportSalesReply, OrderParams } from './page-schema.ts';
import { desk as config } from './routes.ts';
import { importSales } from './sale-commands.ts';
import { planSales, SALES_SHEET, salesTemplate } from './sales-import.ts';

const FILE_LIMIT_BYTES = 1024 * 1024;
const File = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });
const Upload = Type.Unsafe<Buffer>({});

export function importRoutes(app: App, { store }: { readonly store: Store<Reads> }): void {
  const workbooks = createWorkbooks();
  const pending = createPendingImports<Static<typeof ImportSalesBody>>();
  app.get(
    '/api/workshop/outside-sales/template',
    { schema: { response: { 200: File } }, config },
    async (_request, reply) => {
      const file = await workbooks.write(salesTemplate());
      return reply
        .type(XLSX)
        .header('content-disposition', attachment('平台销售空表.xlsx', 'sales.xlsx'))
        .send(Buffer.from(file));
    },
  );
  app.post(
    '/api/workshop/outside-sales/import/:id/confirmation',
    {
      schema: { params: OrderParams, body: EmptyBody, response: { 200: ImportSalesReply } },
      config,
    },
    async (request) => {
      const { id } = request.params;
      const body = pending.find(id);
      if (!body) throw problem('IMPORT_EXPIRED');
      // Whatever key comes with it: sales that were recorded are not recorded again.
      const actor = actorOf(request);
      const outcome = await store.execute(importSales, { id: `sales-${id}`, actor, body });
      if (outcome.ok) return outcome.reply;
      const { refused, status, params } = outcome.refusal;
      throw new ProblemError(refused, status, params);
    },
  );

  async function look(file: Buffer): Promise<ImportReport> {
    const answer = await workbooks.read(file, [SALES_SHEET.name]);
    if (answer.kind !== 'sheets') {
      throw problem(answer.kind === 'refused' ? answer.code : 'FILE_DAMAGED');
    }
    const plan = await store.read(({ goods }) => planSales(answer.sheets, goods));
    return reportOf(plan, () => pending.add({ sales: plan.sales }));
  }
  uploadRoutes(app, { types: [XLSX], limitBytes: FILE_LIMIT_BYTES }, (uploads) =>
    uploads.post(
      '/api/workshop/outside-sales/import',
      {
        bodyLimit: FILE_LIMIT_BYTES,
        schema: { consumes: [XLSX], body: Upload, response: { 200: ImportReport } },
        config,
      },
      ({ body }) => look(Buffer.isBuffer(body) ? body : Buffer.alloc(0)),
    ),
  );
}

function problem(code: ImportRefusal): ProblemError {
  return new ProblemError(code, importRefusals[code]);
}
