// The shop's shelf and its session for visitors.
import type { App } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import { LiveNow, ProductList } from './page-schema.ts';
import { type Shop, type ShopNow, selectLive, selectProducts } from './pages.ts';

export interface ShopDeps<Reads extends Shop> {
  readonly store: Store<Reads>;
  readonly shopNow: (views: Reads) => ShopNow;
}

export function touchRoutes<Reads extends Shop>(
  app: App,
  { store, shopNow }: ShopDeps<Reads>,
): void {
  app.get('/api/workshop/products', { schema: { response: { 200: ProductList } } }, () =>
    store.read((views) => selectProducts(views, shopNow(views))),
  );
  app.get('/api/workshop/live', { schema: { response: { 200: LiveNow } } }, () =>
    store.read((views) => selectLive(views, shopNow(views))),
  );
}
