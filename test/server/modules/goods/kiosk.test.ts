// The goods of a whole kiosk: photos, prices, stock and spreadsheets over HTTP, kept in backups and over restarts.
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restore } from '../../../../server/backup/restore.ts';
import type {
  GoodsHistory,
  GoodsRow,
  GoodsSlice,
} from '../../../../server/modules/goods/page-schema.ts';
import { registry } from '../../../../server/modules/registry.ts';
import type { ImportReport } from '../../../../server/sheets/schema.ts';
import { createWorkbooks } from '../../../../server/sheets/workbook.ts';
import { pairScreen } from '../../hall/pair-screen.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { HTML, photo, SVG } from '../../photos/hostile-photos.ts';
import {
  askStaff,
  journalLines,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../../started-kiosk.ts';
import { uploadStaff } from '../../upload.ts';
import { product } from './shop.ts';

const each = kioskOfEachTest();
const workbooks = createWorkbooks();
/** For tests that leave nothing behind, or do not mind what others leave. */
let shared: StartedKiosk;
let editor: string;
beforeAll(async () => {
  shared = await startKiosk({ environment: { KIOSK_HALL_PORT: '0' } });
  editor = await signIn(shared.staff, '主播');
});
afterAll(() => shared.end());

const goodsUrl = ({ staff }: StartedKiosk) => `${staff}/api/workshop/goods`;
async function goodsOf(kiosk: StartedKiosk, cookie: string): Promise<GoodsRow[]> {
  const answer = await askStaff(goodsUrl(kiosk), { headers: { cookie } });
  return (answer.json() as GoodsSlice).goods;
}
async function rowOf(kiosk: StartedKiosk, cookie: string, id: string): Promise<GoodsRow> {
  const row = (await goodsOf(kiosk, cookie)).find((one) => one.id === id);
  if (!row) throw new Error(`no ${id}`);
  return row;
}
async function sendPhoto(
  { staff }: StartedKiosk,
  file: Buffer,
  cookie: string,
  type = 'image/jpeg',
) {
  const answer = await uploadStaff(`${staff}/api/workshop/photos`, file, cookie, type);
  return { status: answer.status, body: answer.json() as { id: string; code: string } };
}
function bytesOf(
  url: string,
  cookie: string,
): Promise<{ headers: Record<string, unknown>; bytes: Buffer; status: number }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { cookie }, rejectUnauthorized: false }, async (answer) => {
      const bytes = Buffer.concat(await answer.toArray());
      resolve({ headers: answer.headers, bytes, status: answer.statusCode ?? 0 });
    })
      .on('error', reject)
      .end();
  });
}

describe('the demo', () => {
  test('has twelve products of several villages on sale, with stock; the touchscreen sells them', async () => {
    const goods = await goodsOf(shared, editor);
    expect(goods.filter(({ state }) => state === 'onSale')).toHaveLength(12);
    expect(new Set(goods.map(({ village }) => village)).size).toBeGreaterThan(4);
    expect(goods[0]).toMatchObject({
      id: 'huixiang',
      product: {
        title: '六埠茴香',
        variants: [{}, { name: '5 斤装', priceFen: 1990 }, { weighed: true }],
      },
      stock: [{ onHand: 120 }, { onHand: 86 }, { onHand: 60_000 }],
    });
    const shown = await (await fetch(`${shared.touch}/api/workshop/products`)).json();
    expect((shown as { products: unknown[] }).products.length).toBeGreaterThan(20);
  });

  test('comes only once: what staff changed stays', async () => {
    const kiosk = await each.start();
    const cookie = await signIn(kiosk.staff);
    const { revision, product: was } = await rowOf(kiosk, cookie, 'luobo');
    const put = { productId: 'luobo', revision, product: { ...was, title: '萝卜' } };
    expect(await postStaff(goodsUrl(kiosk), put, cookie)).toMatchObject({ status: 200 });
    await kiosk.stop();
    const again = await each.start({ folder: kiosk.folder });
    const goods = await goodsOf(again, await signIn(again.staff));
    expect([goods.length, goods[1]?.product.title]).toEqual([12, '萝卜']);
  });
});

describe('photos', () => {
  test('go up as a phone sends them and come down at every door, for good', async () => {
    const { status, body } = await sendPhoto(shared, await photo(1000, 700), editor);
    expect(status).toBe(200);
    const path = `/api/workshop/photos/${body.id}`;
    const touch = await fetch(`${shared.touch}${path}?size=small`);
    expect(Object.fromEntries(touch.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("img-src 'self'"),
    });
    expect((await sharp(Buffer.from(await touch.arrayBuffer())).metadata()).width).toBe(480);
    const atHall = await bytesOf(`${shared.hall}${path}?size=large`, await pairScreen(shared));
    expect((await sharp(atHall.bytes).metadata()).width).toBe(1000);
    const clerk = await signIn(shared.staff, '窗口一');
    expect((await bytesOf(`${shared.staff}${path}?size=large`, clerk)).status).toBe(200);
    expect((await bytesOf(`${shared.staff}${path}?size=large`, '')).status).toBe(401);
    expect((await bytesOf(`${shared.hall}${path}?size=large`, '')).status).toBe(401);
    const none = await fetch(`${shared.touch}/api/workshop/photos/${'0'.repeat(64)}?size=small`);
    expect([none.status, await none.json()]).toMatchObject([404, { code: 'PHOTO_NOT_FOUND' }]);
    expect(
      (await fetch(`${shared.touch}/api/workshop/photos/..%2f..%2fkiosk.key?size=small`)).status,
    ).toBe(400);
  });

  test('that are none, whatever they are called, and too large bodies are refused; so is who may not', async () => {
    const codes = [];
    for (const file of [HTML, SVG, Buffer.alloc(0)]) {
      for (const type of ['image/jpeg', 'application/octet-stream']) {
        codes.push((await sendPhoto(shared, file, editor, type)).body.code);
      }
    }
    expect(new Set(codes)).toEqual(new Set(['PHOTO_UNREADABLE']));
    expect((await sendPhoto(shared, SVG, editor, 'image/svg+xml')).body.code).toBe(
      'CONTENT_TYPE_WRONG',
    );
    const large = await sendPhoto(shared, Buffer.alloc(13 * 1024 * 1024), editor);
    expect(large.body.code).toBe('BODY_TOO_LARGE');
    const clerk = await signIn(shared.staff, '窗口一');
    expect((await sendPhoto(shared, await photo(), clerk)).status).toBe(403);
  });

  test('that nobody uploaded are no product’s; a product’s own stay over a restart', async () => {
    const kiosk = await each.start();
    const cookie = await signIn(kiosk.staff);
    const unknown = {
      productId: null,
      revision: null,
      product: product({ photoIds: ['b'.repeat(64)] }),
    };
    const refused = await postStaff(goodsUrl(kiosk), unknown, cookie);
    expect(refused.json()).toMatchObject({ code: 'PHOTO_UNKNOWN' });
    const { body } = await sendPhoto(kiosk, await photo(), cookie);
    const known = { ...unknown, product: product({ photoIds: [body.id] }) };
    expect(await postStaff(goodsUrl(kiosk), known, cookie)).toMatchObject({ status: 200 });
    await kiosk.stop();
    expect(await readdir(join(kiosk.folder, 'data/uploads/photos'))).toHaveLength(2);
    const again = await each.start({ folder: kiosk.folder });
    expect((await fetch(`${again.touch}/api/workshop/photos/${body.id}?size=small`)).status).toBe(
      200,
    );
  });
});

test('photos are in the backup, and back on another machine', async () => {
  const target = await mkdtemp(join(tmpdir(), 'stick-'));
  const machine = await mkdtemp(join(tmpdir(), 'kiosk-'));
  const kiosk = await startKiosk({
    change: (settings) => ({ ...settings, backup: { ...settings.backup, target } }),
  });
  try {
    const cookie = await signIn(kiosk.staff);
    const { body } = await sendPhoto(kiosk, await photo(), cookie);
    const put = { productId: null, revision: null, product: product({ photoIds: [body.id] }) };
    expect(await postStaff(goodsUrl(kiosk), put, cookie)).toMatchObject({ status: 200 });
    const run = await postStaff(`${kiosk.staff}/api/backup/runs`, {}, cookie);
    const { file } = run.json() as { file: string };
    await kiosk.stop();
    const keyFile = join(machine, 'kiosk.key');
    await copyFile(join(kiosk.folder, 'kiosk.key'), keyFile);
    const from = join(target, file);
    await restore({
      from,
      keyring: from.replace('.backup', '.keyring'),
      dataDir: join(machine, 'data'),
      keyFile,
      events: registry.flatMap(({ events }) => [...events]),
    });
    const again = await each.start({ folder: machine });
    const back = await fetch(`${again.touch}/api/workshop/photos/${body.id}?size=large`);
    const bytes = Buffer.from(await back.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(body.id);
  } finally {
    await kiosk.end();
    await rm(target, { recursive: true, force: true });
  }
});

describe('states and stock', () => {
  test('an editor sends for review, a manager publishes; the history tells who, what and why', async () => {
    const kiosk = await each.start();
    const [cookie, manager] = [
      await signIn(kiosk.staff, '主播'),
      await signIn(kiosk.staff, '主任'),
    ];
    const put = { productId: null, revision: null, product: product() };
    const made = (await postStaff(goodsUrl(kiosk), put, cookie)).json() as { id: string };
    const states = `${goodsUrl(kiosk)}/states`;
    const move = (state: string, who: string, reason = '') =>
      postStaff(states, { productId: made.id, state, reason }, who);
    expect((await move('review', cookie)).status).toBe(200);
    expect((await move('onSale', cookie)).json()).toMatchObject({ code: 'PUBLISHING_RESERVED' });
    expect((await move('draft', manager, '照片太暗')).status).toBe(200);
    await move('review', cookie);
    expect((await move('onSale', manager)).status).toBe(200);
    const stock = {
      productId: made.id,
      variantId: 'a',
      kind: 'receive',
      quantity: 30,
      note: '早上',
    };
    await postStaff(`${goodsUrl(kiosk)}/stock-moves`, stock, cookie);
    const order = {
      lines: [{ productId: made.id, variantId: 'a', quantity: 2, unitFen: 1990 }],
      pickUpDay: new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10),
    };
    const reserved = await fetch(`${kiosk.touch}/api/workshop/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    const { id: orderId } = (await reserved.json()) as { id: string };
    const url = `${goodsUrl(kiosk)}/${encodeURIComponent(made.id)}/history`;
    const history = (await askStaff(url, { headers: { cookie } })).json() as GoodsHistory;
    expect(history.lines.map(({ by, what }) => [by, what])).toMatchObject([
      ['', { kind: 'allocate', quantity: 2, onHand: 30, reserved: 2, reference: orderId }],
      ['主播', { kind: 'receive', quantity: 30, onHand: 30, reserved: 0, note: '早上' }],
      ['主任', { kind: 'moved', state: 'onSale' }],
      ['主播', { kind: 'moved', state: 'review' }],
      ['主任', { kind: 'moved', state: 'draft', reason: '照片太暗' }],
      ['主播', { kind: 'moved', state: 'review' }],
      ['主播', { kind: 'put' }],
    ]);
    expect(history).toMatchObject({ more: false, damaged: false });
  });

  test.each([0, -1, 1.5, 2 ** 53, 1e308, '3', null])(
    '%s of something never come in',
    async (quantity) => {
      const stock = { productId: 'dami', variantId: 'a', kind: 'receive', quantity, note: '' };
      const answer = await postStaff(`${goodsUrl(shared)}/stock-moves`, stock, editor);
      expect([400, 409]).toContain(answer.status);
      expect((await rowOf(shared, editor, 'dami')).stock[0]?.onHand).toBe(70);
    },
  );

  test('of ten who change it at once one does; of ten who count it, too', async () => {
    const row = await rowOf(shared, editor, 'caobian');
    const { id: productId, revision, product: was } = row;
    const puts = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const is = { ...was, spec: `第 ${index} 个` };
        return postStaff(goodsUrl(shared), { productId, revision, product: is }, editor);
      }),
    );
    expect(puts.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    const count = {
      productId,
      variantId: 'a',
      kind: 'adjust',
      quantity: -2,
      note: '',
      seenOnHand: 22,
    };
    const counts = await Promise.all(
      Array.from({ length: 10 }, () => postStaff(`${goodsUrl(shared)}/stock-moves`, count, editor)),
    );
    expect(counts.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await rowOf(shared, editor, productId)).stock[0]?.onHand).toBe(20);
  });

  test('a change is on the staff page of who keeps goods, and on no clerk’s', async () => {
    const url = `${shared.staff}/api/events?page=staff`;
    const seenBy = async (name: string) => {
      const reader = await each.watch(url, { cookie: await signIn(shared.staff, name) });
      for (;;) {
        const { frame } = await reader.next();
        if (frame.type === 'snapshot') return Object.keys(frame.slices);
      }
    };
    expect(await seenBy('主播')).toContain('goods');
    expect(await seenBy('窗口二')).not.toContain('goods');
    const clerk = await signIn(shared.staff, '窗口二');
    expect((await askStaff(goodsUrl(shared), { headers: { cookie: clerk } })).status).toBe(403);
  });
});

describe('as a spreadsheet', () => {
  const HEAD = ['编号', '名称', '单位', '村', '规格编号', '规格', '售价（元）', '库存', '村分成'];
  const file = (...rows: (string | number | null)[][]) =>
    workbooks.write([{ name: '商品', rows: [HEAD, ...rows] }]);

  async function started(kiosk: StartedKiosk, name = '主播') {
    const cookie = await signIn(kiosk.staff, name);
    const url = goodsUrl(kiosk);
    const look = async (bytes: Uint8Array) =>
      (await uploadStaff(`${url}/import`, bytes, cookie)).json() as ImportReport & { code: string };
    const confirm = (id: string | null) =>
      postStaff(`${url}/import/${id}/confirmation`, {}, cookie);
    return { cookie, url, look, confirm };
  }

  test('the demo goes out and comes back unchanged; names that look like formulas are text', async () => {
    const kiosk = await each.start();
    const { cookie, url, look } = await started(kiosk);
    const title = '=HYPERLINK("http://evil.example","萝卜")';
    await postStaff(url, { productId: null, revision: null, product: product({ title }) }, cookie);
    const answer = await uploadStaff(`${url}/export`, null, cookie);
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent('商品'));
    const report = await look(answer.bytes);
    expect(report).toEqual({ importId: null, lines: [], unchanged: 13, faults: [], faultCount: 0 });
    const read = await workbooks.read(answer.bytes, ['商品']);
    if (read.kind !== 'sheets') throw new Error(read.kind);
    expect(read.sheets[0]?.rows.flat()).toContain(title);
    expect(answer.bytes.includes('<f>')).toBe(false);
    const template = await uploadStaff(`${url}/template`, null, cookie);
    expect(await look(template.bytes)).toMatchObject({ importId: null, faults: [], unchanged: 0 });
  });

  test('shown first, then confirmed as one batch, once', async () => {
    const kiosk = await each.start();
    const { cookie, look, confirm } = await started(kiosk);
    const before = await goodsOf(kiosk, cookie);
    const good = await look(
      await file(
        ['jidan', '散养鸡蛋', '盒', '第六埠村', 'a', null, 38, 40, 90],
        [null, '白菜', '棵', '当城村', null, null, 2.5, 100, 100],
      ),
    );
    expect(good.lines.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'changed 散养鸡蛋',
      'added 白菜',
    ]);
    expect(await goodsOf(kiosk, cookie)).toEqual(before);
    expect(await confirm(good.importId)).toMatchObject({ status: 200 });
    const after = await goodsOf(kiosk, cookie);
    expect(after.at(-1)).toMatchObject({
      state: 'draft',
      product: { title: '白菜' },
      stock: [{ onHand: 100 }],
    });
    expect(await rowOf(kiosk, cookie, 'jidan')).toMatchObject({
      state: 'onSale',
      product: { variants: [{ priceFen: 3800, listPriceFen: 4200 }], certificate: '' },
      stock: [{ onHand: 40 }],
    });
    expect((await confirm(good.importId)).json()).toMatchObject({ code: 'PRODUCT_CHANGED' });
    await kiosk.stop();
    const lines = (await journalLines(kiosk.folder)) as unknown as { t: string; b: number }[];
    const batch = lines.slice(-4);
    expect(batch.map(({ t }) => t)).toEqual([
      'goods.productPut',
      'goods.productPut',
      'goods.stockMoved',
      'goods.stockMoved',
    ]);
    expect(new Set(batch.map(({ b }) => b)).size).toBe(1);
  });

  test('one wrong row, or something sold since it was shown, and nothing is imported', async () => {
    const kiosk = await each.start();
    const { cookie, url, look, confirm } = await started(kiosk);
    const rows = [
      [null, '白菜', '棵', '当城村', null, null, 2.5, 100, 100],
      ['dami', '小站稻米', '袋', '当城村', 'a', '5 斤装', 35, 60, 90],
      ['dami', null, null, null, 'b', '20 斤装', 128, null, null],
    ];
    const wrong = await look(
      await file(...rows, [null, '葱', '捆', '没有村', null, null, 1, 1, 100]),
    );
    expect([wrong.importId, wrong.lines, wrong.faultCount]).toEqual([null, [], 1]);
    const report = await look(await file(...rows));
    const sold = { productId: 'dami', variantId: 'a', kind: 'adjust', quantity: -1, note: '' };
    await postStaff(`${url}/stock-moves`, sold, cookie);
    const before = await goodsOf(kiosk, cookie);
    expect((await confirm(report.importId)).json()).toMatchObject({ code: 'STOCK_CHANGED' });
    expect(await goodsOf(kiosk, cookie)).toEqual(before);
  });

  test('files that are none, and clerks, are refused', async () => {
    const { url, look, confirm } = await started(shared);
    const codes = [];
    for (const bytes of [
      Buffer.from('<html>'),
      Buffer.alloc(0),
      Buffer.from('PK\u0003\u0004....'),
    ]) {
      codes.push((await look(bytes)).code);
    }
    expect(codes).toEqual(['FILE_NOT_XLSX', 'FILE_EMPTY', 'FILE_DAMAGED']);
    expect((await confirm('x')).json()).toMatchObject({ code: 'IMPORT_EXPIRED' });
    const clerk = await signIn(shared.staff, '窗口一');
    expect((await uploadStaff(`${url}/import`, await file(), clerk)).status).toBe(403);
  });
});
