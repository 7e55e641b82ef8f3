// kill -9 while people reserve, pay, fetch, give back, and days turn and promises expire: afterwards stock was never negative nor
// promised twice, every answer still stands and was carried out once, and the ledger is what was paid less what was given back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAfter } from '../server/modules/attendance/memory-kiosk.ts';
import { fennel, radish, units } from '../server/modules/shares/shop-goods.ts';
import { seeded } from '../server/store/random.ts';
import { type Answer, type Facts, type ShopProcess, startShop } from './shop-kill-lines.ts';

const KILLS = process.env['KIOSK_LONG_TESTS'] ? 150 : 15;
const CLIENTS = 12;
const FIRST = '2026-11-01';
const DAY_MS = 86_400_000;
const startMs = Date.parse(`${FIRST}T01:00:00Z`);
/** What an accepted command leaves in the history, once. */
const LEAVES: Readonly<Record<string, string>> = {
  'orders.reserve': 'orders.orderReserved',
  'orders.sell': 'orders.orderReserved',
  'orders.pay': 'orders.orderPaid',
  'orders.pickUp': 'orders.orderPickedUp',
  'orders.cancel': 'orders.orderCancelled',
  'orders.refund': 'orders.linesRefunded',
  'goods.moveStock': 'goods.stockMoved',
};

interface Accepted {
  id: string;
  command: string;
  body: unknown;
  reply: unknown;
  dayIndex: number;
}
interface Known {
  id: string;
  totalFen: number;
}

let folder: string;
let shop: ShopProcess;
let dayIndex = 0;
let lives = 0;
let sent = 0;
let asked = 0;
const products: { id: string; priceFen: number }[] = [];
const orders: Known[] = [];
const accepted: Accepted[] = [];
const refusals = new Map<string, number>();
const random = seeded(20261101);
const today = () => dayAfter(FIRST, dayIndex);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-kill-'));
});
afterAll(async () => {
  await shop.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Null: the power went before the answer. */
async function ask(command: string, body: unknown, id = `c${++sent}`): Promise<Answer | null> {
  const nowMs = startMs + dayIndex * DAY_MS + lives;
  const answer = await shop.ask({ id, command, body, nowMs });
  if (answer?.ok && !answer.replayed && command.includes('.')) {
    accepted.push({ id, command, body, reply: answer.reply, dayIndex });
  }
  if (answer?.ok === false) {
    refusals.set(answer.refused, (refusals.get(answer.refused) ?? 0) + 1);
  }
  return answer;
}

async function insist<Reply>(command: string, body: unknown): Promise<Reply> {
  const answer = await ask(command, body);
  if (!answer?.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
  return answer.reply as Reply;
}

/** Resolves once the store answers; false when it was killed before. */
async function begin(): Promise<boolean> {
  lives += 1;
  shop = startShop(folder, lives);
  return (await ask('ready', null, `ready${lives}`)) !== null;
}

async function openShop(): Promise<void> {
  await insist('directory.adoptUnits', { units });
  await insist('centre.openDay', { day: FIRST });
  for (const product of [radish, fennel]) {
    const put = { productId: null, revision: null, product };
    const { id: productId } = await insist<{ id: string }>('goods.putProduct', put);
    for (const state of ['review', 'onSale']) {
      await insist('goods.moveProduct', { productId, state, reason: '' });
    }
    products.push({ id: productId, priceFen: product.variants[0]?.priceFen ?? 0 });
  }
}

function wanted() {
  const chosen = products.filter(() => random.chance(0.7));
  return (chosen.length > 0 ? chosen : products.slice(0, 1)).map(({ id, priceFen }) => ({
    productId: id,
    variantId: 'bag',
    quantity: random.between(1, 4),
    unitFen: priceFen,
  }));
}

const anyOrder = () => orders[random.between(Math.max(0, orders.length - 60), orders.length - 1)];
/** One action each; orders of others too, so that two clients race for the same. */
const actions: [weight: number, act: () => Promise<Answer | null>][] = [
  [
    4,
    async () => {
      const body = { lines: wanted(), pickUpDay: today(), source: 'touch', print: false };
      return remember(await ask('orders.reserve', body));
    },
  ],
  [
    2,
    async () => {
      const body = { lines: wanted(), method: 'cash', print: false };
      return remember(await ask('orders.sell', body));
    },
  ],
  [
    4,
    () => {
      const { id = 'none', totalFen: fen = 0 } = anyOrder() ?? {};
      return ask('orders.pay', { orderId: id, method: 'wechat', fen });
    },
  ],
  [3, () => ask('orders.pickUp', { orderId: anyOrder()?.id ?? 'none', how: 'scan' })],
  [1, () => ask('orders.cancel', { orderId: anyOrder()?.id ?? 'none', reason: '不要了' })],
  [
    2,
    () => {
      const lines = random.chance(0.5) ? { lines: [0] } : {};
      const orderId = anyOrder()?.id ?? 'none';
      const returned = random.chance(0.5);
      const refund = { orderId, method: 'cash', returned, reason: '坏了', ...lines };
      return ask('orders.refund', refund);
    },
  ],
  [
    1,
    () => {
      const { id = '' } = products[random.between(0, products.length - 1)] ?? {};
      const quantity = random.between(10, 40);
      const moved = { productId: id, variantId: 'bag', kind: 'receive', quantity, note: '' };
      return ask('goods.moveStock', moved);
    },
  ],
];
const wheel = actions.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

function remember(answer: Answer | null): Answer | null {
  if (answer?.ok) orders.push(answer.reply as Known);
  return answer;
}

async function client(): Promise<void> {
  for (;;) {
    const act = wheel[random.between(0, wheel.length - 1)];
    if ((await act?.()) === null) return;
  }
}

/** Days turn, and what was not fetched is free again, while the others go on. */
async function calendar(): Promise<void> {
  for (let due = lives % 3 === 0; ; due = random.chance(0.05)) {
    await new Promise((resolve) => setTimeout(resolve, random.between(20, 120)));
    if (due) {
      dayIndex += 1;
      if ((await ask('centre.openDay', { day: today() })) === null) return;
    }
    if ((await ask('orders.expire', {})) === null) return;
  }
}

/** Everything that must be so after a power cut. */
function check({ goods, orders: view, shares, history }: Facts): string[] {
  const wrong: string[] = [];
  const must = (right: boolean, what: string) => {
    if (!right) wrong.push(what);
  };
  const stock = new Map<string, { onHand: number; reserved: number }>();
  let paidFen = 0;
  let refundedFen = 0;
  let bookedFen = 0;
  for (const { type, data, seq } of history) {
    if (type === 'goods.stockMoved') {
      const { productId, variantId, kind, quantity } = data as {
        productId: string;
        variantId: string;
        kind: string;
        quantity: number;
      };
      const key = `${productId}/${variantId}`;
      const one = stock.get(key) ?? { onHand: 0, reserved: 0 };
      if (kind === 'receive' || kind === 'return' || kind === 'adjust') one.onHand += quantity;
      if (kind === 'allocate') one.reserved += quantity;
      if (kind === 'release' || kind === 'sale') one.reserved -= quantity;
      if (kind === 'sale') one.onHand -= quantity;
      stock.set(key, one);
      const { onHand, reserved } = one;
      must(reserved >= 0 && reserved <= onHand, `${seq}: ${reserved} promised of ${onHand}`);
    }
    if (type === 'orders.orderPaid') paidFen += (data as { fen: number }).fen;
    if (type === 'orders.linesRefunded') refundedFen += (data as { fen: number }).fen;
    if (type === 'shares.entriesBooked') {
      for (const { fen } of (data as { entries: { fen: number }[] }).entries) bookedFen += fen;
    }
  }
  must(bookedFen === paidFen - refundedFen, `booked ${bookedFen}: ${paidFen} less ${refundedFen}`);
  const inView = Object.values(shares.byDay).flatMap((day) => Object.values(day));
  must(sumOf(inView) === bookedFen, `the view has ${sumOf(inView)} of ${bookedFen}`);
  const payments = Object.values(shares.payments).map((one) => one.paidFen - one.refundedFen);
  must(sumOf(payments) === bookedFen, `payments are ${sumOf(payments)}`);
  for (const [key, one] of Object.entries(goods.stock)) {
    const { onHand, reserved } = stock.get(key) ?? { onHand: 0, reserved: 0 };
    must(one.onHand === onHand && one.reserved === reserved, `the view’s stock of ${key}`);
  }
  const all = Object.values(view.orders);
  const open = all.filter(({ state }) => state === 'reserved' || state === 'paid');
  const promised = open.flatMap(({ lines, refunded }) =>
    lines.map(({ quantity }, place) => (refunded.includes(place) ? 0 : quantity)),
  );
  const reserved = Object.values(goods.stock).map((one) => one.reserved);
  must(sumOf(promised) === sumOf(reserved), `${sumOf(reserved)} held for ${sumOf(promised)}`);
  for (const { id, lines, entries, paid, totalFen } of all) {
    must(sumOf(lines.map((line) => line.totalFen)) === totalFen, `the total of ${id}`);
    lines.forEach((line, place) => {
      const parts = entries.filter((entry) => entry.line === place).map(({ fen }) => fen);
      must(sumOf(parts) === (paid ? line.totalFen : 0), `the shares of ${id}, line ${place}`);
    });
  }
  return wrong;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Answers of the life before still stand; those of two days ago may be forgotten. */
async function askAgain(answers: readonly Accepted[]): Promise<string[]> {
  const wrong: string[] = [];
  const kept = answers.filter((one) => one.dayIndex >= dayIndex - 1);
  asked += kept.length;
  for (const { id, command, body, reply } of kept) {
    const again = await ask(command, body, id);
    const same =
      again?.ok && again.replayed && JSON.stringify(again.reply) === JSON.stringify(reply);
    if (!same) wrong.push(`${command} ${id} is now ${JSON.stringify(again)}`);
  }
  return wrong;
}

/** Carried out once: neither lost nor done again. */
function carriedOut({ history }: Facts): string[] {
  const left = new Map<string, number>();
  for (const { commandId, type } of history) {
    const key = `${commandId} ${type}`;
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return accepted.flatMap(({ id, command, reply }) => {
    const type = LEAVES[command];
    const once = type === undefined || left.get(`${id} ${type}`) === 1;
    const expired = command === 'orders.expire' ? (reply as { expired: number }).expired : 0;
    const freed = expired === 0 || left.get(`${id} orders.orderExpired`) === expired;
    return once && freed ? [] : [`${command} ${id}`];
  });
}

test(`${KILLS} kills: stock, answers and money are right after each`, async () => {
  await begin();
  await openShop();
  let checked = accepted.length;
  let killedEarly = 0;
  for (let cut = 0; cut < KILLS; cut++) {
    const load = Promise.all([calendar(), ...Array.from({ length: CLIENTS }, client)]);
    await new Promise((resolve) => setTimeout(resolve, random.between(5, 600)));
    await shop.kill();
    await load;
    expect(shop.errors()).toBe('');
    // Some die again before they are up.
    if (random.chance(0.2)) {
      const starting = begin();
      await new Promise((resolve) => setTimeout(resolve, random.between(50, 700)));
      await shop.kill();
      if (!(await starting)) killedEarly += 1;
    }
    await begin();
    const facts = (await ask('facts', null, `facts${cut}`)) as { reply: Facts };
    expect(check(facts.reply)).toEqual([]);
    expect(await askAgain(accepted.slice(checked))).toEqual([]);
    expect(carriedOut(facts.reply)).toEqual([]);
    checked = accepted.length;
  }
  const counts = new Map<string, number>();
  for (const { command } of accepted) counts.set(command, (counts.get(command) ?? 0) + 1);
  // The test saw every kind of action, and clients racing for the same order and the last bag.
  for (const command of Object.keys(LEAVES))
    expect(counts.get(command), command).toBeGreaterThan(0);
  const expired = accepted.map(({ reply }) => (reply as { expired?: number }).expired ?? 0);
  expect(sumOf(expired)).toBeGreaterThan(0);
  expect(refusals.get('STOCK_SHORT')).toBeGreaterThan(0);
  expect(asked).toBeGreaterThan(accepted.length / 2);
  expect(refusals.get('ORDER_STATE_WRONG')).toBeGreaterThan(0);
  console.info(
    `${accepted.length} answers over ${lives} lives (${killedEarly} died before they were up), ${asked} asked again, ${sumOf(expired)} expired`,
  );
}, 600_000);
