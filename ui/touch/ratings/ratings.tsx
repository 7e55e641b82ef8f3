// The way into the pages of a rating.
import { lazyPages } from '../lazy-pages.tsx';
import type { Screen } from '../plan.ts';

export interface RatingProps {
  screen: Screen;
}
export const ratings = lazyPages<RatingProps>(() =>
  import('./rating-pages.tsx').then(({ RatingPages }) => RatingPages),
);
