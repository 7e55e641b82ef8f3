// kill -9 while visitors reserve and a clerk sells: after the last start every tap has happened once, stock and ledger agree.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../server/modules/centre/schema.ts';
import { moveStock } from '../../server/modules/goods/commands.ts';
import type { ProductList } from '../../server/modules/livestream/page-schema.ts';
import type { Takings } from '../../server/modules/orders/page-schema.ts';
import { type Stocked, stockShop } from '../server/modules/orders/stocked-shop.ts';
import { askStaff, signIn } from '../server/started-kiosk.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const KILLS = process.env['KIOSK_LONG_TESTS'] ? 50 : 6;
const STOCK = 5000;
const PRICE = 1990;

interface Tap {
  readonly door: 'touch' | 'staff';
  readonly path: string;
  readonly key: string;
  readonly body: object;
  /** Null: the power went before the answer. */
  answer: string | null;
}

let kiosk: KioskProcess;
let shop: Stocked;
let cookie = '';
const taps: Tap[] = [];

beforeAll(async () => {
  kiosk = await createKioskProcess();
  const keyFile = join(kiosk.dataDir, '../kiosk.key');
  shop = await stockShop({ dataDir: kiosk.dataDir, keyFile }, async (run, { radish }) => {
    const kind = 'receive' as const;
    const more = { productId: radish, variantId: 'a', kind, quantity: STOCK - 10, note: '' };
    await run(moveStock, more);
  });
});
afterAll(() => kiosk.remove());

async function send({ door, path, key, body }: Tap): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  if (door === 'touch') {
    const answer = await fetch(kiosk.touchUrl + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    expect(answer.status, text).toBe(201);
    return text;
  }
  const answer = await askStaff(kiosk.staffUrl + path, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify(body),
  });
  expect(answer.status, answer.text).toBe(201);
  return answer.text;
}

async function untilTheCut(door: Tap['door'], day: string): Promise<void> {
  const lines = [{ productId: shop.radish, variantId: 'a', quantity: 1, unitFen: PRICE }];
  for (;;) {
    const tap: Tap =
      door === 'touch'
        ? {
            door,
            path: '/api/workshop/orders',
            key: randomUUID(),
            body: { lines, pickUpDay: day },
            answer: null,
          }
        : {
            door,
            path: '/api/workshop/sales',
            key: randomUUID(),
            body: { lines, method: 'cash', receipt: false },
            answer: null,
          };
    taps.push(tap);
    try {
      tap.answer = await send(tap);
    } catch (error) {
      const cut = error instanceof TypeError || (error as { code?: string }).code !== undefined;
      if (cut) return;
      throw error;
    }
  }
}

test(`${KILLS} kills: nothing is sold twice, nothing confirmed is lost`, async () => {
  const day = dayOf(Date.now(), 'Asia/Shanghai');
  for (let cut = 0; cut < KILLS; cut++) {
    await kiosk.start();
    cookie = await signIn(kiosk.staffUrl, '窗口一');
    const load = Promise.all([
      ...Array.from({ length: 4 }, () => untilTheCut('touch', day)),
      untilTheCut('staff', day),
      untilTheCut('staff', day),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 100 + ((cut * 61) % 200)));
    await kiosk.kill();
    await load;
  }
  await kiosk.start();
  cookie = await signIn(kiosk.staffUrl, '窗口一');
  expect(taps.filter(({ answer }) => answer !== null).length).toBeGreaterThan(KILLS);
  // Whoever got no answer tries again with the same key; whoever got one is told the same.
  for (const tap of taps) {
    const again = await send(tap);
    if (tap.answer !== null) expect(again).toBe(tap.answer);
  }
  const { products } = (await (
    await fetch(`${kiosk.touchUrl}/api/workshop/products`)
  ).json()) as ProductList;
  const left = products.find(({ productId }) => productId === shop.radish)?.left;
  expect(left).toBe(STOCK - taps.length);
  const answer = await askStaff(`${kiosk.staffUrl}/api/workshop/takings?day=${day}`, {
    headers: { cookie },
  });
  const { figures } = answer.json() as Takings;
  const sold = taps.filter(({ door }) => door === 'staff').length;
  expect(figures).toMatchObject({
    made: taps.length,
    paid: sold,
    paidFen: sold * PRICE,
    bookedFen: sold * PRICE,
    cashFen: sold * PRICE,
  });
}, 300_000);
