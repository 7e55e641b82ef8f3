// A shop of two villages with goods on sale, and a session: for tests of what happens on its shelf.

import { openDay } from '../../../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../../../server/modules/directory/commands.ts';
import { productMoved, productPut, stockMoved } from '../../../../server/modules/goods/schema.ts';
import { putSession } from '../../../../server/modules/livestream/commands.ts';
import type { SessionFields, ShelfItem } from '../../../../server/modules/livestream/schema.ts';
import { putShelf } from '../../../../server/modules/livestream/shelf-commands.ts';
import { event, type NewEvent } from '../../../../server/store/module.ts';
import { type Bench, createBench } from '../decide.ts';

export const DAY = '2026-11-23';
export const HOST = { kind: 'staff', accountId: 'host' } as const;
export const HELPER = { kind: 'staff', accountId: 'helper' } as const;

/** Product `id` on sale, with one variant `a` and so many of it. */
export function goodsEvents(id: string, title: string, priceFen: number, left: number): NewEvent[] {
  const variants = [{ id: 'a', name: '', priceFen, listPriceFen: null, weighed: false }];
  const product = {
    title,
    spec: '',
    unit: '袋',
    description: '',
    origin: { unitId: 'liubu', coop: '', household: '' },
    harvestDay: null,
    certificate: '',
    photoIds: [],
    variants,
    shares: { village: 10_000, coop: 0, host: 0, committee: 0 },
  };
  const stock = { productId: id, variantId: 'a', kind: 'receive', quantity: left } as const;
  return [
    event(productPut, { productId: id, ...product }),
    event(productMoved, { productId: id, state: 'onSale', reason: '' }),
    event(stockMoved, { ...stock, reference: '', note: '' }),
  ];
}

export const GOODS: readonly (readonly [
  id: string,
  title: string,
  priceFen: number,
  left: number,
])[] = [
  ['huixiang', '六埠茴香', 1990, 86],
  ['luobo', '沙窝萝卜', 2980, 64],
  ['nianhua', '杨柳青年画', 8800, 40],
  ['jiucai', '当城青韭', 600, 3],
];

export function sessionFields(like: Partial<SessionFields> = {}): SessionFields {
  return {
    title: '茴香专场',
    day: DAY,
    startsAt: '19:30',
    platform: 'local',
    playUrl: null,
    appUrl: null,
    hosts: ['郭大姐'],
    unitIds: ['liubu'],
    script: '',
    ...like,
  };
}

export function shelfItem(productId: string, like: Partial<ShelfItem> = {}): ShelfItem {
  const terms = { livePriceFen: null, flash: null, quota: null, perPerson: null };
  return { productId, variantId: 'a', ...terms, hidden: false, soldOut: false, ...like };
}

export interface Shop {
  readonly bench: Bench;
  readonly sessionId: string;
}

/** Planned, with everything on its shelf. */
export function openShop(items = GOODS.map(([id]) => shelfItem(id))): Shop {
  const bench = createBench();
  bench.actor = HOST;
  bench.accept(adoptUnits, { units: [{ id: 'liubu', name: '第六埠村', kind: 'village' }] });
  bench.accept(openDay, { day: DAY });
  for (const one of GOODS) for (const event of goodsEvents(...one)) bench.fold(event);
  const put = { sessionId: null, revision: null, session: sessionFields() };
  const { id: sessionId, revision } = bench.accept(putSession, put);
  bench.accept(putShelf, { sessionId, revision, items });
  return { bench, sessionId };
}
