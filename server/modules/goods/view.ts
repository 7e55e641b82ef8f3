// Products and their stock as they are now.
import type { ModuleDefinition } from '../../store/module.ts';
import { afterMove, stockKey } from './reading.ts';
import {
  type GoodsEvent,
  type GoodsView,
  productMoved,
  productPut,
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
        const { seq: revision, wallMs: changedAtMs } = event;
        const { state = 'draft', sinceSeq = revision } = view.products[id] ?? {};
        const kept = { id, state, movedFrom: null, sinceSeq, revision, changedAtMs };
        view.products[id] = { ...fields, ...kept };
        break;
      }
      case 'goods.productMoved': {
        const product = view.products[event.data.productId];
        if (!product) break;
        product.movedFrom = product.state;
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
  view.stock[key] = afterMove(view.stock[key], data);
}
