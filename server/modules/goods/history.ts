// What became of one product and its stock, out of the records: who, when, why, for which order.
import { setImmediate } from 'node:timers/promises';
import type { RecordedEvent } from '../../store/module.ts';
import type { GoodsHistory, HistoryLine } from './page-schema.ts';
import { afterMove, productOf } from './reading.ts';
import type { GoodsEvent, GoodsView, Stock } from './schema.ts';

export interface HistoryStore {
  read<T>(select: (views: { goods: GoodsView }) => T): Promise<T>;
  history(from?: number): AsyncIterable<RecordedEvent | { gap: object }>;
}

const MOST_LINES = 200;
/** A long scan may not keep a tap waiting: after so many steps others get their turn. */
const STEPS_PER_TURN = 200;

/** Null: no such product. */
export async function historyOf(
  store: HistoryStore,
  productId: string,
  accountName: (id: string) => Promise<string>,
): Promise<GoodsHistory | null> {
  const product = await store.read(({ goods }) => productOf(goods, productId));
  if (!product) return null;
  const { lines, count, damaged } = await linesOf(store, productId, product.sinceSeq);
  const shown = lines.slice(-MOST_LINES).reverse();
  return {
    lines: await Promise.all(
      shown.map(async ({ accountId, ...line }) => ({
        ...line,
        by: accountId === null ? '' : await accountName(accountId),
      })),
    ),
    more: count > shown.length,
    damaged,
  };
}

type Line = Omit<HistoryLine, 'by'> & { accountId: string | null };

async function linesOf(
  store: HistoryStore,
  productId: string,
  from: number,
): Promise<{ lines: Line[]; count: number; damaged: boolean }> {
  const lines: Line[] = [];
  const stock = new Map<string, Stock>();
  let damaged = false;
  let steps = 0;
  let count = 0;
  for await (const one of store.history(from)) {
    steps += 1;
    if (steps % STEPS_PER_TURN === 0) await setImmediate();
    if ('gap' in one) damaged = true;
    else if (isOf(one, productId)) {
      const accountId = one.actor.kind === 'staff' ? one.actor.accountId : null;
      lines.push({ atMs: one.wallMs, accountId, what: whatOf(one, stock) });
      count += 1;
      // Ten thousand orders are summed up, not kept.
      if (lines.length > 2 * MOST_LINES) lines.splice(0, MOST_LINES);
    }
  }
  return { lines, count, damaged };
}

function isOf(event: RecordedEvent, productId: string): event is GoodsEvent {
  const known = /^goods\.(productPut|productMoved|stockMoved)$/.test(event.type);
  return known && (event as GoodsEvent).data.productId === productId;
}

/** @param stock so far, by variant */
function whatOf(event: GoodsEvent, stock: Map<string, Stock>): HistoryLine['what'] {
  switch (event.type) {
    case 'goods.productPut': {
      const prices = event.data.variants.map(({ id, priceFen }) => ({ variantId: id, priceFen }));
      return { kind: 'put', prices };
    }
    case 'goods.productMoved':
      return { kind: 'moved', state: event.data.state, reason: event.data.reason };
    case 'goods.stockMoved': {
      const { productId: _id, ...move } = event.data;
      const now = afterMove(stock.get(move.variantId), move);
      stock.set(move.variantId, now);
      return { ...move, ...now };
    }
  }
}
