// What the mock staff server has and answers of the shop's goods; changes are kept, as the real one keeps them.
import village from '../../config/demo/village.json' with { type: 'json' };
import type {
  GoodsHistory,
  GoodsRow,
  GoodsSlice,
  HistoryLine,
} from '../../server/modules/goods/page-schema.ts';
import type { ProductFields, ProductState } from '../../server/modules/goods/schema.ts';
import type { ImportReport } from '../../server/sheets/schema.ts';
import { ok, type Route, refused, type StaffMock } from './staff-mock.ts';

const AT_MS = Date.parse('2026-11-22T13:00:00+08:00');
/** What the mock calls every photo. */
export const PHOTO_ID = 'a'.repeat(64);
const PIXEL =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#a3201a"/></svg>';
const STATES: readonly ProductState[] = ['onSale', 'onSale', 'review', 'draft', 'paused', 'off'];

export function goodsSlice(): GoodsSlice {
  return { goods: village.workshop.products.map(rowOf) };
}

type DemoProduct = (typeof village.workshop.products)[number];

function rowOf(demo: DemoProduct, index: number): GoodsRow {
  const { id, title, spec, unit, description, unitId, variants, shares } = demo;
  const said = demo as Partial<Record<'coop' | 'household' | 'harvestDay' | 'certificate', string>>;
  const product: ProductFields = {
    title,
    spec,
    unit,
    description,
    origin: { unitId, coop: said.coop ?? '', household: said.household ?? '' },
    harvestDay: said.harvestDay ?? null,
    certificate: said.certificate ?? '',
    photoIds: index === 1 ? [PHOTO_ID] : [],
    shares,
    variants: variants.map((one) => ({
      id: one.id,
      name: 'name' in one ? one.name : '',
      priceFen: one.priceFen,
      listPriceFen: 'listPriceFen' in one ? one.listPriceFen : null,
      weighed: 'weighed' in one,
    })),
  };
  return {
    id,
    state: STATES[index % STATES.length] ?? 'onSale',
    revision: index + 1,
    changedAtMs: AT_MS,
    product,
    village: village.units.find((one) => one.id === unitId)?.name ?? '',
    stock: variants.map((one, place) => ({
      variantId: one.id,
      onHand: index === 3 ? 0 : one.stock,
      reserved: index === 0 && place === 1 ? 6 : 0,
    })),
  };
}

export function goods(mock: StaffMock): [string, Route][] {
  let seq = 100;
  const lines: HistoryLine[] = [
    {
      atMs: AT_MS,
      by: '主播',
      what: { kind: 'put', prices: [{ variantId: 'a', priceFen: 350 }] },
    },
    { atMs: AT_MS, by: '王主任', what: { kind: 'moved', state: 'onSale', reason: '' } },
  ];
  const rowOfId = (id: unknown) => mock.slices.goods.goods.find((row) => row.id === id);
  function changed(row: GoodsRow | undefined, change: Partial<GoodsRow>): GoodsRow {
    seq += 1;
    const base = row ?? { id: `g${seq}`, village: '', state: 'draft', stock: [] };
    const next = { ...base, changedAtMs: AT_MS, ...change, revision: seq } as GoodsRow;
    const rest = mock.slices.goods.goods;
    mock.push('goods', {
      goods: row ? rest.map((one) => (one === row ? next : one)) : [...rest, next],
    });
    return next;
  }
  const report: ImportReport = {
    importId: 'g1',
    lines: [
      { sheet: '商品', what: 'added', name: '白菜', details: ['库存：0 → 20，按盘点改，多 20 棵'] },
      { sheet: '商品', what: 'changed', name: '沙窝萝卜', details: ['规格a：19.90 元 → 18.00 元'] },
    ],
    unchanged: 11,
    faults: [],
    faultCount: 0,
  };
  return [
    [
      'POST /api/workshop/goods',
      ({ body }) => {
        const row = rowOfId(body['productId']);
        if (row && row.revision !== body['revision']) return refused(409, 'PRODUCT_CHANGED');
        const { id, revision } = changed(row, { product: body['product'] as ProductFields });
        return ok({ id, revision });
      },
    ],
    [
      'POST /api/workshop/goods/states',
      ({ body }) => {
        const row = rowOfId(body['productId']);
        if (row?.revision !== body['revision']) return refused(409, 'PRODUCT_CHANGED');
        const { id, revision } = changed(row, { state: body['state'] as ProductState });
        return ok({ id, revision });
      },
    ],
    [
      'POST /api/workshop/goods/stock-moves',
      ({ body }) => {
        const row = rowOfId(body['productId']);
        const stock = (row?.stock ?? []).map((one) =>
          one.variantId === body['variantId']
            ? { ...one, onHand: one.onHand + Number(body['quantity']) }
            : one,
        );
        changed(row, { stock });
        const now = stock.find(({ variantId }) => variantId === body['variantId']);
        return ok({ onHand: now?.onHand ?? 0, left: (now?.onHand ?? 0) - (now?.reserved ?? 0) });
      },
    ],
    [
      'GET /api/workshop/goods/:id/history',
      () => ok({ lines, more: false, damaged: false } satisfies GoodsHistory),
    ],
    ['POST /api/workshop/photos', () => ok({ id: PHOTO_ID })],
    [`GET /api/workshop/photos/${PHOTO_ID}`, () => ({ ...ok(PIXEL), type: 'image/svg+xml' })],
    ['POST /api/workshop/goods/import', () => ok(report)],
    ['POST /api/workshop/goods/import/:id/confirmation', () => ok({ done: true })],
  ];
}
