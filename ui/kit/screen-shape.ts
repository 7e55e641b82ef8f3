// Upright or wide: pages lay themselves out by CSS; only how many things fit on a page must be known here.
import { signal } from '@preact/signals';

export const wide = signal(false);

/** Returns how to stop. */
export function watchShape(): () => void {
  const query = matchMedia('(min-aspect-ratio: 1/1)');
  const update = () => {
    wide.value = query.matches;
  };
  update();
  query.addEventListener('change', update);
  return () => query.removeEventListener('change', update);
}
