// A shop with goods on its shelf, in the data directory of a kiosk that has not started yet.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import type { Static, TSchema } from 'typebox';
import village from '../../../../config/demo/village.json' with { type: 'json' };
import { addPerson, adoptUnits } from '../../../../server/modules/directory/commands.ts';
import type { AdoptUnitsBody } from '../../../../server/modules/directory/schema.ts';
import { moveProduct, moveStock, putProduct } from '../../../../server/modules/goods/commands.ts';
import type { ProductFields } from '../../../../server/modules/goods/schema.ts';
import { registry, type Views } from '../../../../server/modules/registry.ts';
import { createPrivacy } from '../../../../server/privacy/keyring.ts';
import { createSystemClock } from '../../../../server/store/clock.ts';
import { createStore } from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { CommandDefinition } from '../../../../server/store/module.ts';

export type Run = <Body extends TSchema, Reply>(
  command: CommandDefinition<Views, Body, Reply>,
  body: Static<Body>,
) => Promise<Reply>;

export interface Stocked {
  /** Ids of the products. */
  readonly radish: string;
  readonly fennel: string;
  readonly print: string;
  /** A resident with a phone and a card, and the one who shares the phone. */
  readonly resident: string;
}
export const RESIDENT_PHONE = '13800138001';
export const RESIDENT_CARD = '120111198001011234';

const shares = { village: 6000, coop: 2000, host: 1000, committee: 1000 };

export function goods(title: string, more: Partial<ProductFields> = {}): ProductFields {
  return {
    title,
    spec: '',
    unit: '袋',
    description: '',
    origin: { unitId: 'xiaoshawo', coop: '沙窝萝卜合作社', household: '三组王家' },
    harvestDay: null,
    certificate: '',
    photoIds: [],
    variants: [{ id: 'a', name: '', priceFen: 1990, listPriceFen: null, weighed: false }],
    shares,
    ...more,
  };
}

/** @param more whatever else is to have happened */
export async function stockShop(
  { dataDir, keyFile, kiosk = 'LB01' }: { dataDir: string; keyFile: string; kiosk?: string },
  more: (run: Run, shop: Stocked) => Promise<void> = async () => {},
): Promise<Stocked> {
  const logger = pino({ level: 'silent' });
  await mkdir(dataDir, { recursive: true });
  const privacy = createPrivacy({ dataDir, keyFile, kiosk, poolSize: 8, logger });
  await privacy.start();
  const store = createStore<Views>({
    dataDir,
    kiosk,
    journal: createJournal({ directory: join(dataDir, 'journal'), kiosk }),
    privacy,
    registry,
    registryPath: new URL('../../../../server/modules/registry.ts', import.meta.url).href,
    systemClock: createSystemClock('system'),
    logger,
  });
  await store.start();
  let commands = 0;
  const run: Run = async (command, body) => {
    await privacy.ready();
    const actor = { kind: 'kiosk', part: 'stock' } as const;
    const outcome = await store.execute(command, { id: `stock-${++commands}`, actor, body });
    if (!outcome.ok) throw new Error(outcome.refusal.refused);
    return outcome.reply;
  };
  await run(adoptUnits, { units: village.units as Static<typeof AdoptUnitsBody>['units'] });
  const put = async (product: ProductFields, quantity: number): Promise<string> => {
    const { id } = await run(putProduct, { productId: null, revision: null, product });
    for (const state of ['review', 'onSale'] as const) {
      await run(moveProduct, { productId: id, state, reason: '' });
    }
    for (const { id: variantId } of product.variants) {
      const kind = 'receive' as const;
      await run(moveStock, { productId: id, variantId, kind, quantity, note: '' });
    }
    return id;
  };
  const radish = await put(goods('沙窝萝卜', { spec: '5斤装' }), 10);
  const loose = [{ id: 'jin', name: '散称', priceFen: 350, listPriceFen: null, weighed: true }];
  const fennel = await put(goods('六埠茴香', { unit: '斤', variants: loose }), 20_000);
  const print = await put(goods('杨柳青年画', { unit: '张' }), 1);
  const { id: resident } = await run(addPerson, {
    name: '王秀芳',
    phone: RESIDENT_PHONE,
    idNumber: RESIDENT_CARD,
    unitId: 'xiaoshawo',
    group: '三组',
    member: true,
  });
  const shop = { radish, fennel, print, resident };
  await more(run, shop);
  await store.stop();
  await privacy.stop();
  return shop;
}
