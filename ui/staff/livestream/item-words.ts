// An item of the shelf in words: what it costs, how much is left, what is the matter with it.
import type { ShelfRow } from '../../../server/modules/livestream/console-schema.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';

const text = zhLivestream.console;

/** 19.90 元/袋; what is weighed costs by the 斤. */
export function priceOf(row: ShelfRow, fen: number): string {
  return text.price(fen, row.weighed ? text.weighedUnit : row.unit);
}

export function leftOf({ left, unit, weighed }: ShelfRow): string {
  return weighed ? text.leftWeighed(left) : text.left(left, unit);
}

export function soldOf({ sold, quota }: ShelfRow): string | null {
  if (quota !== null) return text.soldOf(sold, quota);
  return sold > 0 ? text.sold(sold) : null;
}

/** Why visitors cannot buy it; null: they can. */
export function troubleOf({ soldOut, hidden, productState, left }: ShelfRow): string | null {
  if (hidden) return text.hidden;
  if (soldOut) return text.soldOut;
  if (productState !== 'onSale') return text.notOnSale;
  return left <= 0 ? text.noStock : null;
}
