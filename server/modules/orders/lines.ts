// What somebody wants to buy, checked against what is there and what it costs at this moment.
import type { Refused } from '../../store/module.ts';
import { leftOf, productOf, stockKey, variantOf } from '../goods/reading.ts';
import {
  type GoodsView,
  type Product,
  refuse as refuseGoods,
  type Variant,
} from '../goods/schema.ts';
import { priceNow, runningSession, shelfItem } from '../livestream/reading.ts';
import type { LivestreamView } from '../livestream/schema.ts';
import { sharesOf } from '../shares/reading.ts';
import type { LedgerEntry } from '../shares/schema.ts';
import type { WantedLine } from './page-schema.ts';
import { soldInSession } from './reading.ts';
import { type OrderLine, type OrdersView, refuse } from './schema.ts';

interface Shop {
  readonly orders: OrdersView;
  readonly goods: GoodsView;
  readonly livestream: LivestreamView;
}
export interface Terms {
  readonly nowMs: number;
  /** Open and past orders of the same person; null: nobody said who buys. */
  readonly boughtIn: readonly string[] | null;
  readonly weighs: boolean;
  /** asSold: an outside platform has its own prices; otherwise the line's must be today's. */
  readonly prices: 'now' | 'asSold';
  /** By what was sold before in the same command; counts on. */
  readonly taken?: Map<string, number>;
}
/** Grams that a weighed price is for: 一斤. */
const WEIGHED_GRAMS = 500;
/** No order of a million yuan: a slip of the finger. */
const MOST_FEN = 100_000_000;

/** Each variant once, so that what is left is counted once. */
export function checkedLines(
  shop: Shop,
  wanted: readonly WantedLine[],
  how: Terms,
): OrderLine[] | Refused {
  const lines: OrderLine[] = [];
  for (const one of wanted) {
    const known = lines.some(
      ({ productId, variantId }) => productId === one.productId && variantId === one.variantId,
    );
    if (known) return refuse('LINES_WRONG');
    const line = checkedLine(shop, one, how);
    if ('refused' in line) return line;
    lines.push(line);
  }
  const totalFen = lines.reduce((sum, line) => sum + line.totalFen, 0);
  return totalFen > MOST_FEN ? refuse('LINES_WRONG') : lines;
}

function checkedLine(
  shop: Shop,
  wanted: WantedLine,
  { nowMs, boughtIn: orderIds, weighs, prices, taken }: Terms,
): OrderLine | Refused {
  const { productId, variantId, quantity } = wanted;
  const product = productOf(shop.goods, productId);
  if (!product) return refuseGoods('PRODUCT_NOT_FOUND');
  const variant = variantOf(product, variantId);
  if (!variant) return refuseGoods('VARIANT_NOT_FOUND');
  const title = titleOf(product, variant);
  // What a platform sold it sold, whatever the shelf here says meanwhile.
  const forSale = product.state === 'onSale' || prices === 'asSold';
  if (!forSale || (variant.weighed && !weighs)) {
    return refuse('NOT_FOR_SALE', { title });
  }
  const key = stockKey(productId, variantId);
  const before = taken?.get(key) ?? 0;
  const left = leftOf(shop.goods, productId, variantId) - before;
  if (quantity > left) return refuseGoods('STOCK_SHORT', { title, left });
  const price =
    prices === 'now'
      ? priceNow(shop.livestream, productId, variant, {
          quantity,
          nowMs,
          soldIn: (sessionId) => soldInSession(shop.orders, sessionId, wanted),
        })
      : { priceFen: wanted.unitFen, sessionId: onAir(shop.livestream, wanted), perPerson: null };
  if (price.priceFen !== wanted.unitFen) {
    return refuse('PRICE_CHANGED', { title, fen: price.priceFen });
  }
  if (price.perPerson !== null && price.sessionId !== null) {
    if (orderIds === null) return refuse('BUYER_NEEDED', { title });
    const bought = boughtIn(shop.orders, orderIds, { ...wanted, sessionId: price.sessionId });
    if (bought + quantity > price.perPerson) {
      return refuse('LIMIT_REACHED', { title, most: price.perPerson });
    }
  }
  taken?.set(key, before + quantity);
  const { priceFen: unitFen, sessionId } = price;
  const { weighed } = variant;
  const totalFen = lineTotal({ quantity, unitFen, weighed });
  return {
    productId,
    variantId,
    title,
    unit: product.unit,
    quantity,
    weighed,
    unitFen,
    totalFen,
    sessionId,
  };
}

/** What a platform sells while the session shows it was sold by that session's hosts, and takes from its quota. */
function onAir(livestream: LivestreamView, { productId, variantId }: WantedLine): string | null {
  const session = runningSession(livestream);
  return session && shelfItem(session, productId, variantId) ? session.id : null;
}

function titleOf({ title }: Product, { name }: Variant): string {
  return name === '' ? title : `${title} ${name}`;
}

/** Weighed goods round to the nearest fen, a half upwards, as scales do. */
export function lineTotal({
  quantity,
  unitFen,
  weighed,
}: Pick<OrderLine, 'quantity' | 'unitFen' | 'weighed'>): number {
  return weighed ? Math.round((quantity * unitFen) / WEIGHED_GRAMS) : quantity * unitFen;
}

/** At a session's prices, in these orders; what expired, was cancelled or refunded is free again. */
function boughtIn(
  view: OrdersView,
  orderIds: readonly string[],
  { productId, variantId, sessionId }: Pick<OrderLine, 'productId' | 'variantId' | 'sessionId'>,
): number {
  let bought = 0;
  for (const id of orderIds) {
    const order = view.orders[id];
    if (!order || order.state === 'expired' || order.state === 'cancelled') continue;
    for (const [place, line] of order.lines.entries()) {
      const same =
        line.productId === productId &&
        line.variantId === variantId &&
        line.sessionId === sessionId;
      if (same && !order.refunded.includes(place)) bought += line.quantity;
    }
  }
  return bought;
}

/** What a payment books, line by line. */
export function entriesOf(
  { goods, livestream }: Pick<Shop, 'goods' | 'livestream'>,
  orderId: string,
  lines: readonly OrderLine[],
): LedgerEntry[] {
  return lines.flatMap(({ productId, title, totalFen, sessionId }, line) => {
    const product = productOf(goods, productId);
    if (!product) return [];
    const hosts = sessionId === null ? [] : (livestream.sessions[sessionId]?.hosts ?? []);
    const origin = { ...product.origin, hosts };
    const shares = sharesOf(totalFen, product.shares, origin);
    return shares.map((share) => ({ ...share, orderId, line, title }));
  });
}
