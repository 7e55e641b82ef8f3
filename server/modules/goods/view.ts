// Products and their stock as they are now.
import type { ModuleDefinition } from '../../store/module.ts';
import { stockKey } from './reading.ts';
import {
  type GoodsEvent,
  type GoodsView,
  productMoved,
  productPut,
  type Stock,
  type StockMoved,
  stockMoved,
} from './schema.ts';

export const goods: ModuleDefinition<GoodsView> = {
  name: 'goods',
  events: [productPut, productMoved, stockMoved],
  initial: () => ({ products: {}, stock: {} }),
  fold(view, recorded) {
    const event = recorded as GoodsEvent;
    switch (event.type) {
      case 'goods.productPut': {
        const { productId: id, ...fields } = event.data;
        const state = view.products[id]?.state ?? 'draft';
        const { seq: revision, wallMs: changedAtMs } = event;
        view.products[id] = { ...fields, id, state, revision, changedAtMs };
        break;
      }
      case 'goods.productMoved': {
        const product = view.products[event.data.productId];
        if (!product) break;
        product.state = event.data.state;
        product.revision = event.seq;
        product.changedAtMs = event.wallMs;
        break;
      }
      case 'goods.stockMoved':
        moveStock(view, event);
        break;
    }
  },
};

function moveStock(view: GoodsView, { data }: StockMoved): void {
  const key = stockKey(data.productId, data.variantId);
  const before = view.stock[key] ?? { onHand: 0, reserved: 0 };
  view.stock[key] = after(before, data);
}

function after(
  { onHand, reserved }: Stock,
  { kind, quantity }: Pick<StockMoved['data'], 'kind' | 'quantity'>,
): Stock {
  switch (kind) {
    case 'receive':
    case 'adjust':
    case 'return':
      return { onHand: onHand + quantity, reserved };
    case 'allocate':
      return { onHand, reserved: reserved + quantity };
    case 'release':
      return { onHand, reserved: reserved - quantity };
    case 'sale':
      return { onHand: onHand - quantity, reserved: reserved - quantity };
  }
}
