// Putting products on the shelf and counting what is there.
import {
  type CommandDefinition,
  event,
  type NewEvent,
  type Refused,
  seqOf,
} from '../../store/module.ts';
import type { DirectoryView } from '../directory/schema.ts';
import {
  AdoptGoodsBody,
  ImportGoodsBody,
  MoveProductBody,
  MoveStockBody,
  PutProductBody,
} from './page-schema.ts';
import { leftOf, productOf, stockOf, variantOf } from './reading.ts';
import { MOST_PRODUCTS, strands, tidy, wrongWith } from './rules.ts';
import {
  type GoodsView,
  MOST_ON_HAND,
  type ProductState,
  productMoved,
  productPut,
  refuse,
  type StockMoveKind,
  stockMoved,
} from './schema.ts';

interface Reads {
  goods: GoodsView;
  directory: DirectoryView;
}
interface Reply {
  id: string;
  revision: number;
}

/** A changed product stays in its state: a new price on sale is a new price at once. */
export const putProduct: CommandDefinition<Reads, typeof PutProductBody, Reply> = {
  type: 'goods.putProduct',
  body: PutProductBody,
  decide(views, { productId, revision, product }, context) {
    const before = productId === null ? null : productOf(views.goods, productId);
    if (before === undefined) return refuse('PRODUCT_NOT_FOUND');
    if (before !== null && before.revision !== revision) return refuse('PRODUCT_CHANGED');
    const is = tidy(product);
    const wrong = wrongWith(views.directory, is) ?? strands(views.goods, before, is);
    if (wrong) return refuse(wrong);
    if (!before && isFull(views.goods, 1)) return refuse('GOODS_FULL');
    const id = productId ?? context.id(0);
    return {
      events: [event(productPut, { productId: id, ...is })],
      reply: { id, revision: seqOf(context.id(0)) },
    };
  },
};

function isFull({ products }: GoodsView, more: number): boolean {
  return Object.keys(products).length + more > MOST_PRODUCTS;
}

const NEXT: Readonly<Record<ProductState, readonly ProductState[]>> = {
  draft: ['review', 'off'],
  review: ['onSale', 'draft'],
  onSale: ['paused', 'off'],
  paused: ['onSale', 'off'],
  off: ['review'],
};

export const moveProduct: CommandDefinition<Reads, typeof MoveProductBody, Reply> = {
  type: 'goods.moveProduct',
  body: MoveProductBody,
  decide({ goods }, { productId, state, reason, revision, undo, mayPublish }, context) {
    const product = productOf(goods, productId);
    if (!product) return refuse('PRODUCT_NOT_FOUND');
    if (revision !== undefined && product.revision !== revision) return refuse('PRODUCT_CHANGED');
    const open = undo ? product.movedFrom === state : NEXT[product.state].includes(state);
    if (!open) return refuse('PRODUCT_STATE_WRONG', { state: product.state });
    const publishes = product.state === 'review' && state === 'onSale';
    if (publishes && mayPublish === false) return refuse('PUBLISHING_RESERVED');
    return {
      events: [event(productMoved, { productId, state, reason })],
      reply: { id: productId, revision: seqOf(context.id(0)) },
    };
  },
};

export const moveStock: CommandDefinition<
  Reads,
  typeof MoveStockBody,
  { left: number; onHand: number }
> = {
  type: 'goods.moveStock',
  body: MoveStockBody,
  decide({ goods }, { productId, variantId, kind, quantity, note, seenOnHand }) {
    const product = productOf(goods, productId);
    if (!product) return refuse('PRODUCT_NOT_FOUND');
    if (!variantOf(product, variantId)) return refuse('VARIANT_NOT_FOUND');
    const { onHand } = stockOf(goods, productId, variantId);
    if (seenOnHand !== undefined && seenOnHand !== onHand)
      return refuse('STOCK_CHANGED', { onHand });
    const left = leftOf(goods, productId, variantId);
    // Counting may find less than was thought, never less than what is promised.
    const least = kind === 'adjust' ? -left : 1;
    if (quantity === 0 || quantity < least) return refuse('STOCK_SHORT', { left });
    if (onHand + quantity > MOST_ON_HAND) return refuse('STOCK_TOO_MUCH', { most: MOST_ON_HAND });
    return {
      events: [moved(productId, variantId, kind, quantity, note)],
      reply: { left: left + quantity, onHand: onHand + quantity },
    };
  },
};

function moved(
  productId: string,
  variantId: string,
  kind: StockMoveKind,
  quantity: number,
  note: string,
): NewEvent {
  return event(stockMoved, { productId, variantId, kind, quantity, reference: '', note });
}

/** Only the first: whatever staff changed since must not come back with the next start. */
export const adoptGoods: CommandDefinition<Reads, typeof AdoptGoodsBody, { adopted: number }> = {
  type: 'goods.adopt',
  body: AdoptGoodsBody,
  decide({ goods, directory }, { products }) {
    if (Object.keys(goods.products).length > 0) return refuse('GOODS_EXIST');
    for (const { product } of products) {
      const wrong = wrongWith(directory, product);
      if (wrong) return refuse(wrong, { name: product.title });
    }
    const events = products.flatMap(({ id, product, onSale, stock }) => [
      event(productPut, { productId: id, ...tidy(product) }),
      ...stock.map(({ variantId, quantity }) => moved(id, variantId, 'receive', quantity, '')),
      ...(onSale ? [event(productMoved, { productId: id, state: 'onSale', reason: '' })] : []),
    ]);
    return { events, reply: { adopted: products.length } };
  },
};

/** As it was shown, or not at all: what was seen must still be so. */
export const importGoods: CommandDefinition<Reads, typeof ImportGoodsBody, { done: true }> = {
  type: 'goods.import',
  body: ImportGoodsBody,
  decide({ goods, directory }, { products, counts }) {
    const news = products.filter(({ revision }) => revision === null).length;
    if (isFull(goods, news)) return refuse('GOODS_FULL');
    for (const one of products) {
      const wrong = overtaken(goods, one) ?? unfit({ goods, directory }, one);
      if (wrong) return wrong;
    }
    for (const count of counts) {
      const wrong = miscounted(goods, count);
      if (wrong) return wrong;
    }
    const puts = products.map(({ id, product }) =>
      event(productPut, { productId: id, ...product }),
    );
    const adjusted = counts.map(({ productId, variantId, was, is }) =>
      moved(productId, variantId, 'adjust', is - was, IMPORT_NOTE),
    );
    return { events: [...puts, ...adjusted], reply: { done: true } };
  },
};
const IMPORT_NOTE = '表格导入';

type Imported = ImportGoodsBody['products'][number];

function overtaken(goods: GoodsView, { id, revision, product }: Imported): Refused | null {
  const now = productOf(goods, id)?.revision ?? null;
  return now === revision ? null : refuse('PRODUCT_CHANGED', { name: product.title });
}

function unfit({ goods, directory }: Reads, { id, product }: Imported): Refused | null {
  const before = productOf(goods, id) ?? null;
  const wrong = wrongWith(directory, product) ?? strands(goods, before, product);
  return wrong && refuse(wrong, { name: product.title });
}

function miscounted(
  goods: GoodsView,
  { productId, variantId, was, is }: ImportGoodsBody['counts'][number],
): Refused | null {
  const { onHand, reserved } = stockOf(goods, productId, variantId);
  if (onHand !== was) return refuse('STOCK_CHANGED', { onHand });
  return is < reserved ? refuse('STOCK_SHORT', { left: onHand - reserved }) : null;
}
