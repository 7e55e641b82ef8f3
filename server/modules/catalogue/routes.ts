// Staff look after the catalogue, by hand and by spreadsheet; visitors print a checklist.
import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type App, ProblemError, run } from '../../http/app.ts';
import { uploadRoutes } from '../../http/uploads.ts';
import { attachment } from '../../sheets/attachment.ts';
import { reportOf } from '../../sheets/import-report.ts';
import { createPendingImports } from '../../sheets/pending-imports.ts';
import { ImportReport } from '../../sheets/schema.ts';
import { createWorkbooks, XLSX } from '../../sheets/workbook.ts';
import type { Store } from '../../store/store.ts';
import type { PrintingView } from '../printing/schema.ts';
import { changeCatalogue, printChecklist, putHours, type Reads } from './commands.ts';
import { catalogueSheets, templateSheets } from './export.ts';
import { planImport } from './import.ts';
import { opposite } from './rules.ts';
import {
  type CatalogueRefusal,
  Changes,
  ChecklistBody,
  ChecklistReply,
  catalogueRefusals,
  DoneReply,
  HoursChange,
  ImportQuery,
  WholeCatalogue,
} from './schema.ts';
import { SHEETS } from './sheets.ts';

const editors = { roles: ['editor', 'manager', 'admin'] } as const;
const readers = { roles: ['window', 'editor', 'manager', 'admin'] } as const;
/** Packed; the largest catalogue takes a quarter of it. */
const FILE_LIMIT_BYTES = 2 * 1024 * 1024;

export function touchRoutes(
  app: App,
  {
    store,
    printerSetUp,
  }: {
    store: Store<Reads & { printing: PrintingView }>;
    printerSetUp: (request: FastifyRequest) => boolean;
  },
): void {
  app.post(
    '/api/catalogue/checklists',
    { schema: { body: ChecklistBody, response: { 201: ChecklistReply } } },
    async (request, reply) => {
      reply.code(201);
      return run(store, printChecklist, request, {
        of: request.body,
        print: printerSetUp(request),
      });
    },
  );
}

export function staffRoutes(app: App, { store }: { store: Store<Reads> }): void {
  app.get(
    '/api/catalogue',
    { schema: { response: { 200: WholeCatalogue } }, config: readers },
    () =>
      store.read(({ catalogue: { departments, items, packages, hours } }) => ({
        departments: Object.values(departments),
        items: Object.values(items),
        packages: Object.values(packages),
        hours,
      })),
  );
  app.post(
    '/api/catalogue/changes',
    { schema: { body: Changes, response: { 200: DoneReply } }, config: editors },
    (request) => run(store, changeCatalogue, request, request.body),
  );
  app.post(
    '/api/catalogue/hours',
    { schema: { body: HoursChange, response: { 200: DoneReply } }, config: editors },
    (request) => run(store, putHours, request, request.body),
  );
  spreadsheetRoutes(app, store);
}

const File = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });
const Upload = Type.Unsafe<Buffer>({});
const ImportParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const EmptyBody = Type.Object({}, { additionalProperties: false });

function spreadsheetRoutes(app: App, store: Store<Reads>): void {
  const workbooks = createWorkbooks();
  const pending = createPendingImports<Changes>();
  const download = { schema: { response: { 200: File } }, config: editors };
  app.get('/api/catalogue/export', download, async (_request, reply) => {
    const file = await workbooks.write(
      await store.read(({ catalogue }) => catalogueSheets(catalogue)),
    );
    return reply
      .type(XLSX)
      .header('content-disposition', attachment('办事事项.xlsx', 'catalogue.xlsx'))
      .send(Buffer.from(file));
  });
  app.get('/api/catalogue/template', download, async (_request, reply) => {
    const file = await workbooks.write(templateSheets());
    return reply
      .type(XLSX)
      .header('content-disposition', attachment('办事事项空表.xlsx', 'catalogue.xlsx'))
      .send(Buffer.from(file));
  });
  const decided = {
    schema: { params: ImportParams, body: EmptyBody, response: { 200: DoneReply } },
    config: editors,
  };
  function changesOf(importId: string): Changes {
    const changes = pending.find(importId);
    if (!changes) throw problem('IMPORT_EXPIRED');
    return changes;
  }
  app.post('/api/catalogue/import/:id/confirmation', decided, (request) =>
    run(store, changeCatalogue, request, changesOf(request.params.id)),
  );
  app.post('/api/catalogue/import/:id/withdrawal', decided, (request) =>
    run(store, changeCatalogue, request, opposite(changesOf(request.params.id))),
  );

  async function look(
    file: Buffer,
    { missing }: Static<typeof ImportQuery>,
  ): Promise<ImportReport> {
    const answer = await workbooks.read(
      file,
      Object.values(SHEETS).map(({ name }) => name),
    );
    if (answer.kind !== 'sheets')
      throw problem(answer.kind === 'refused' ? answer.code : 'FILE_DAMAGED');
    const newId = () => `n${randomBytes(6).toString('hex')}`;
    const plan = await store.read(({ catalogue }) =>
      planImport(answer.sheets, catalogue, { missing, newId }),
    );
    return reportOf(plan, () => pending.add(plan.changes));
  }
  uploadRoutes(app, { types: [XLSX], limitBytes: FILE_LIMIT_BYTES }, (uploads) =>
    uploads.post(
      '/api/catalogue/import',
      {
        bodyLimit: FILE_LIMIT_BYTES,
        schema: {
          consumes: [XLSX],
          body: Upload,
          querystring: ImportQuery,
          response: { 200: ImportReport },
        },
        config: editors,
      },
      ({ body, query }) => look(body, query),
    ),
  );
}

function problem(code: CatalogueRefusal): ProblemError {
  return new ProblemError(code, catalogueRefusals[code]);
}
