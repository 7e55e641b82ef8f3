// Putting products on the shelf and counting what is there.
import { type CommandDefinition, event, type Refused } from '../../store/module.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { isWhole } from '../shares/reading.ts';
import { leftOf, productOf, stockOf, variantOf } from './reading.ts';
import {
  type GoodsView,
  MoveProductBody,
  MoveStockBody,
  type Product,
  type ProductFields,
  type ProductState,
  PutProductBody,
  productMoved,
  productPut,
  refuse,
  stockMoved,
} from './schema.ts';

interface Reads {
  goods: GoodsView;
  directory: DirectoryView;
}

/** A changed product stays in its state: a new price on sale is a new price at once. */
export const putProduct: CommandDefinition<
  Reads,
  typeof PutProductBody,
  { id: string; revision: number }
> = {
  type: 'goods.putProduct',
  body: PutProductBody,
  decide(views, { productId, revision, product }, context) {
    const before = productId === null ? null : productOf(views.goods, productId);
    if (before === undefined) return refuse('PRODUCT_NOT_FOUND');
    if (before !== null && before.revision !== revision) return refuse('PRODUCT_CHANGED');
    const wrong = wrongWith(views, product) ?? missingVariants(views.goods, before, product);
    if (wrong) return wrong;
    const id = productId ?? context.id(0);
    return {
      events: [event(productPut, { productId: id, ...product })],
      reply: { id, revision: seqOf(context.id(0)) },
    };
  },
};

/** `<kiosk code>-<epoch>-<seq in base 36>` */
function seqOf(eventId: string): number {
  return Number.parseInt(eventId.slice(eventId.lastIndexOf('-') + 1), 36);
}

function wrongWith({ directory }: Reads, product: ProductFields): Refused | null {
  const { shares, origin, variants } = product;
  if (!isWhole(shares)) return refuse('SHARES_NOT_WHOLE');
  if (shares.coop > 0 && origin.coop === '') return refuse('COOP_MISSING');
  if (!directory.units.some(({ id }) => id === origin.unitId)) return refuse('ORIGIN_UNKNOWN');
  if (new Set(variants.map(({ id }) => id)).size < variants.length) return refuse('VARIANTS_WRONG');
  return null;
}

/** What is still there, or promised, cannot vanish from the list. */
function missingVariants(
  goods: GoodsView,
  before: Product | null,
  { variants }: ProductFields,
): Refused | null {
  const gone = before?.variants.filter(({ id }) => !variants.some((one) => one.id === id)) ?? [];
  const full = gone.some(({ id }) => stockOf(goods, before?.id ?? '', id).onHand > 0);
  return full ? refuse('VARIANTS_WRONG') : null;
}

const NEXT: Readonly<Record<ProductState, readonly ProductState[]>> = {
  draft: ['review', 'off'],
  review: ['onSale', 'draft'],
  onSale: ['paused', 'off'],
  paused: ['onSale', 'off'],
  off: ['review'],
};

export const moveProduct: CommandDefinition<Reads, typeof MoveProductBody, { done: true }> = {
  type: 'goods.moveProduct',
  body: MoveProductBody,
  decide({ goods }, { productId, state, reason }) {
    const product = productOf(goods, productId);
    if (!product) return refuse('PRODUCT_NOT_FOUND');
    if (!NEXT[product.state].includes(state)) {
      return refuse('PRODUCT_STATE_WRONG', { state: product.state });
    }
    return {
      events: [event(productMoved, { productId, state, reason })],
      reply: { done: true },
    };
  },
};

export const moveStock: CommandDefinition<Reads, typeof MoveStockBody, { left: number }> = {
  type: 'goods.moveStock',
  body: MoveStockBody,
  decide({ goods }, { productId, variantId, kind, quantity, note }) {
    const product = productOf(goods, productId);
    if (!product) return refuse('PRODUCT_NOT_FOUND');
    if (!variantOf(product, variantId)) return refuse('VARIANT_NOT_FOUND');
    const left = leftOf(goods, productId, variantId);
    // Counting may find less than was thought, never less than what is promised.
    const least = kind === 'adjust' ? -left : 1;
    if (quantity === 0 || quantity < least) return refuse('STOCK_SHORT', { left });
    const moved = { productId, variantId, kind, quantity, reference: '', note };
    return { events: [event(stockMoved, moved)], reply: { left: left + quantity } };
  },
};
