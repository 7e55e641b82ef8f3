// A platform's spreadsheet: what is wrong with it by row, and that confirming it twice records it once.
import { expect, test } from 'vitest';
import type { GoodsView } from '../../../../server/modules/goods/schema.ts';
import type { Takings } from '../../../../server/modules/orders/page-schema.ts';
import { planSales, salesTemplate } from '../../../../server/modules/orders/sales-import.ts';
import type { ImportReport } from '../../../../server/sheets/schema.ts';
import { createWorkbooks, XLSX } from '../../../../server/sheets/workbook.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { askStaff, clockAt } from '../../started-kiosk.ts';
import { openShop } from './shop-kiosk.ts';
import { goods } from './stocked-shop.ts';

const hall = kioskOfEachTest();
const DAY = '2026-11-28';
const HEAD = ['平台', '商品', '规格', '数量', '单价（元）'];
const base = {
  state: 'onSale',
  revision: 1,
  changedAtMs: 0,
  movedFrom: null,
  sinceSeq: 1,
} as const;
const weighed = [{ id: 'j', name: '散称', priceFen: 350, listPriceFen: null, weighed: true }];
const view: GoodsView = {
  products: {
    p1: { id: 'p1', ...goods('沙窝萝卜'), ...base },
    p2: { id: 'p2', ...goods('六埠茴香', { variants: weighed }), ...base },
  },
  stock: { 'p1/a': { onHand: 10, reserved: 4 }, 'p2/j': { onHand: 1000, reserved: 0 } },
};
const plan = (...rows: (string | number | null)[][]) =>
  planSales([{ name: '平台销售', rows: [HEAD, ...rows] }], view);

test('each row is a sale; what is weighed is in 斤', () => {
  const { sales, faults } = plan(
    ['抖音', '沙窝萝卜', null, 2, 18.8],
    ['快手', '六埠茴香', '散称', '1.5', '3.2'],
  );
  expect(faults).toEqual([]);
  expect(sales).toEqual([
    { platform: '抖音', lines: [{ productId: 'p1', variantId: 'a', quantity: 2, unitFen: 1880 }] },
    { platform: '快手', lines: [{ productId: 'p2', variantId: 'j', quantity: 750, unitFen: 320 }] },
  ]);
});

test.each([
  [[null, '沙窝萝卜', null, 1, 1], '平台'],
  [['抖音', '没有的', null, 1, 1], '商品'],
  [['抖音', '沙窝萝卜', '大袋', 1, 1], '规格'],
  [['抖音', '沙窝萝卜', null, 0, 1], '数量'],
  [['抖音', '沙窝萝卜', null, -1, 1], '数量'],
  [['抖音', '沙窝萝卜', null, 1.5, 1], '数量'],
  [['抖音', '沙窝萝卜', null, 2 ** 53, 1], '数量'],
  [['抖音', '沙窝萝卜', null, 7, 1], '数量'],
  [['抖音', '沙窝萝卜', null, 1, '=1+1'], '单价（元）'],
  [['抖音', '沙窝萝卜', null, 1, 18.888], '单价（元）'],
])('%j is wrong in its row', (row, column) => {
  const { faults } = plan(['抖音', '沙窝萝卜', null, 1, 18.8], row);
  expect(faults).toMatchObject([{ sheet: '平台销售', row: 3, column }]);
});

test('the empty sheet names no sale; a file without the sheet says so', () => {
  expect(planSales(salesTemplate(), view)).toMatchObject({ sales: [], faults: [] });
  expect(planSales([], view).faults).toHaveLength(1);
});

test('looked at first, recorded once, whatever is confirmed twice', async () => {
  const systemClock = clockAt({ iso: `${DAY}T10:00:00+08:00`, trusted: true });
  const at = await openShop(hall.start, { systemClock });
  const rows = [HEAD, ['抖音', '沙窝萝卜', null, 2, 18.8], ['抖音', '沙窝萝卜', null, 3, 18.8]];
  const file = await createWorkbooks().write([{ name: '平台销售', rows }]);
  const url = '/api/workshop/outside-sales/import';
  const looked = await fetchUpload(`${at.kiosk.staff}${url}`, at.cookie, Buffer.from(file));
  const { importId, lines } = looked.json() as ImportReport;
  expect(lines).toHaveLength(2);
  const takings = async () =>
    ((await at.get(`/api/workshop/takings?day=${DAY}`)).json() as Takings).figures;
  expect((await takings()).paid).toBe(0);
  const confirm = () => at.post(`${url}/${importId}/confirmation`, {});
  expect((await confirm()).json()).toEqual({ sales: 2, totalFen: 9400 });
  expect((await confirm()).json()).toEqual({ sales: 2, totalFen: 9400 });
  expect(await takings()).toMatchObject({ paid: 2, paidFen: 9400, bookedFen: 9400, cashFen: 0 });
  expect((await at.post(`${url}/none/confirmation`, {})).json()).toMatchObject({
    code: 'IMPORT_EXPIRED',
  });
});

function fetchUpload(url: string, cookie: string, file: Buffer) {
  return askStaff(url, {
    method: 'POST',
    headers: { 'content-type': XLSX, cookie },
    body: file as unknown as string,
  });
}
