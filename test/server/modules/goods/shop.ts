// A product as tests want it, and a shop that has one.
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { putProduct } from '../../../../server/modules/goods/commands.ts';
import type { ProductFields } from '../../../../server/modules/goods/schema.ts';
import { type Bench, createBench } from '../decide.ts';

export function product(change: Partial<ProductFields> = {}): ProductFields {
  return {
    title: '沙窝萝卜',
    spec: '带缨',
    unit: '袋',
    description: '',
    origin: { unitId: 'xiaoshawo', coop: '沙窝萝卜合作社', household: '' },
    harvestDay: '2026-11-20',
    certificate: '',
    photoIds: [],
    variants: [
      { id: 'a', name: '5 斤装', priceFen: 1990, listPriceFen: 2500, weighed: false },
      { id: 'b', name: '散称', priceFen: 450, listPriceFen: null, weighed: true },
    ],
    shares: { village: 7000, coop: 2000, host: 500, committee: 500 },
    ...change,
  };
}

export interface Shop {
  readonly bench: Bench;
  readonly id: string;
  readonly revision: number;
}

export function shop(): Shop {
  const bench = createBench();
  bench.accept(adoptUnits, {
    units: [
      { id: 'xiaoshawo', name: '小沙窝村', kind: 'village' },
      { id: 'liubu', name: '第六埠村', kind: 'village' },
    ],
  });
  const put = { productId: null, revision: null, product: product() };
  return { bench, ...bench.accept(putProduct, put) };
}
