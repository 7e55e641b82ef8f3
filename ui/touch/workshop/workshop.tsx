// The way into 创富工坊.
import { lazyPages } from '../lazy-pages.tsx';
import type { Screen } from '../plan.ts';

export interface ShopProps {
  screen: Screen;
}
export const workshop = lazyPages<ShopProps>(() => import('./shop.tsx').then(({ Shop }) => Shop));
