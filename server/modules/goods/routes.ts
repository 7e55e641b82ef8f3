// Staff look after the goods; whoever looks at a page sees their photos.
import { randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { holds } from '../../auth/roles.ts';
import { type App, ProblemError, run } from '../../http/app.ts';
import { uploadRoutes } from '../../http/uploads.ts';
import type { Photos } from '../../photos/photos.ts';
import { attachment } from '../../sheets/attachment.ts';
import { reportOf } from '../../sheets/import-report.ts';
import { createPendingImports } from '../../sheets/pending-imports.ts';
import { ImportReport } from '../../sheets/schema.ts';
import { createWorkbooks, XLSX } from '../../sheets/workbook.ts';
import type { Store } from '../../store/store.ts';
import type { AccountsView } from '../accounts/schema.ts';
import { accountById } from '../accounts/view.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { importGoods, moveProduct, moveStock, putProduct } from './commands.ts';
import { goodsSheets, goodsTemplate } from './export.ts';
import { historyOf } from './history.ts';
import { planImport } from './import.ts';
import {
  DoneReply,
  GoodsHistory,
  GoodsList,
  type ImportGoodsBody,
  MoveProductRequest,
  MoveStockBody,
  ProductReply,
  PutProductBody,
  StockReply,
} from './page-schema.ts';
import { selectGoods } from './pages.ts';
import { type GoodsRefusal, type GoodsView, goodsRefusals, Id, PhotoId } from './schema.ts';
import { GOODS_SHEET } from './sheets.ts';

interface Views {
  goods: GoodsView;
  directory: DirectoryView;
  accounts: AccountsView;
}
interface Deps {
  store: Store<Views>;
  photos: Photos;
}
const keepers = { roles: ['host', 'editor', 'manager', 'admin'] } as const;
/** Whoever wrote a price does not let it before the visitors: somebody who answers for it looks at price, origin and shares first. */
const publishers = ['manager', 'admin'] as const;
const anyStaff = { roles: 'anyStaff' } as const;

/** A phone's own photo; pages make it smaller before. */
const PHOTO_LIMIT_BYTES = 12 * 1024 * 1024;
/** What the file is says its content: the name that a browser gives it is not believed. */
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'];
/** Packed; 500 products take a tenth of it. */
const SHEET_LIMIT_BYTES = 2 * 1024 * 1024;

const strict = { additionalProperties: false } as const;
const PhotoParams = Type.Object({ id: PhotoId }, strict);
const PhotoQuery = Type.Object(
  { size: Type.Union([Type.Literal('small'), Type.Literal('large')]) },
  strict,
);
const PhotoReply = Type.Object({ id: PhotoId }, strict);
const ProductParams = Type.Object({ id: Id }, strict);
const ImportParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict);
const EmptyBody = Type.Object({}, strict);
const File = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });
const Upload = Type.Unsafe<Buffer>({});

export function touchRoutes(app: App, { photos }: Pick<Deps, 'photos'>): void {
  photoRoute(app, photos, { boards: true });
}

/** A photo's id is what it shows: it never changes. */
function photoRoute(app: App, photos: Photos, config: { boards: true } | typeof anyStaff): void {
  app.get(
    '/api/workshop/photos/:id',
    { schema: { params: PhotoParams, querystring: PhotoQuery }, config },
    async (request, reply) => {
      const photo = await photos.read(request.params.id, request.query.size);
      if (!photo) throw problem('PHOTO_NOT_FOUND');
      return reply
        .type('image/webp')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(photo);
    },
  );
}

export function staffRoutes(app: App, { store, photos }: Deps): void {
  let lastScan: Promise<unknown> = Promise.resolve();
  app.get(
    '/api/workshop/goods',
    { schema: { response: { 200: GoodsList } }, config: keepers },
    () => store.read(selectGoods),
  );
  app.post(
    '/api/workshop/goods',
    { schema: { body: PutProductBody, response: { 200: ProductReply } }, config: keepers },
    (request) => {
      const { photoIds } = request.body.product;
      if (!photoIds.every((id) => photos.has(id))) throw problem('PHOTO_UNKNOWN');
      return run(store, putProduct, request, request.body);
    },
  );
  app.post(
    '/api/workshop/goods/states',
    { schema: { body: MoveProductRequest, response: { 200: ProductReply } }, config: keepers },
    (request) => {
      const mayPublish = holds(request.session?.roles ?? [], publishers);
      return run(store, moveProduct, request, { ...request.body, mayPublish });
    },
  );
  app.post(
    '/api/workshop/goods/stock-moves',
    { schema: { body: MoveStockBody, response: { 200: StockReply } }, config: keepers },
    (request) => run(store, moveStock, request, request.body),
  );
  app.get(
    '/api/workshop/goods/:id/history',
    { schema: { params: ProductParams, response: { 200: GoodsHistory } }, config: keepers },
    async (request) => {
      const accountName = (id: string) =>
        store.read(({ accounts }) => accountById(accounts, id)?.name ?? id);
      // One at a time: each reads the records since the product is there.
      const scan = lastScan.then(() => historyOf(store, request.params.id, accountName));
      lastScan = scan.catch(() => {});
      const history = await scan;
      if (!history) throw problem('PRODUCT_NOT_FOUND');
      return history;
    },
  );
  photoRoute(app, photos, anyStaff);
  photoUpload(app, photos);
  spreadsheetRoutes(app, store);
}

function photoUpload(app: App, photos: Photos): void {
  uploadRoutes(app, { types: PHOTO_TYPES, limitBytes: PHOTO_LIMIT_BYTES }, (uploads) =>
    uploads.post(
      '/api/workshop/photos',
      {
        bodyLimit: PHOTO_LIMIT_BYTES,
        schema: { consumes: PHOTO_TYPES, body: Upload, response: { 200: PhotoReply } },
        config: keepers,
      },
      async ({ body }) => {
        // An empty body comes without one.
        const added = await photos.add(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
        if ('refused' in added) throw problem(added.refused);
        return added;
      },
    ),
  );
}

function spreadsheetRoutes(app: App, store: Store<Views>): void {
  const workbooks = createWorkbooks();
  const pending = createPendingImports<ImportGoodsBody>();
  const sheets = {
    export: { title: '商品', make: () => store.read(goodsSheets) },
    template: { title: '商品空表', make: async () => goodsTemplate() },
  };
  for (const [name, { title, make }] of Object.entries(sheets)) {
    app.get(
      `/api/workshop/goods/${name}`,
      { schema: { response: { 200: File } }, config: keepers },
      async (_request, reply) => {
        const file = await workbooks.write(await make());
        return reply
          .type(XLSX)
          .header('content-disposition', attachment(`${title}.xlsx`, 'goods.xlsx'))
          .send(Buffer.from(file));
      },
    );
  }
  app.post(
    '/api/workshop/goods/import/:id/confirmation',
    {
      schema: { params: ImportParams, body: EmptyBody, response: { 200: DoneReply } },
      config: keepers,
    },
    (request) => {
      const body = pending.find(request.params.id);
      if (!body) throw problem('IMPORT_EXPIRED');
      return run(store, importGoods, request, body);
    },
  );

  async function look(file: Buffer): Promise<Static<typeof ImportReport>> {
    const answer = await workbooks.read(file, [GOODS_SHEET.name]);
    if (answer.kind !== 'sheets')
      throw problem(answer.kind === 'refused' ? answer.code : 'FILE_DAMAGED');
    const newId = () => `n${randomBytes(6).toString('hex')}`;
    const plan = await store.read((views) => planImport(answer.sheets, views, newId));
    return reportOf(plan, () => pending.add(plan.body));
  }
  uploadRoutes(app, { types: [XLSX], limitBytes: SHEET_LIMIT_BYTES }, (uploads) =>
    uploads.post(
      '/api/workshop/goods/import',
      {
        bodyLimit: SHEET_LIMIT_BYTES,
        schema: { consumes: [XLSX], body: Upload, response: { 200: ImportReport } },
        config: keepers,
      },
      ({ body }) => look(Buffer.isBuffer(body) ? body : Buffer.alloc(0)),
    ),
  );
}

function problem(code: GoodsRefusal): ProblemError {
  return new ProblemError(code, goodsRefusals[code]);
}
