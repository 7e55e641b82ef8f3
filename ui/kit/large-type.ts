// 大字版: a visitor's choice, a class on the root, forgotten with the visit.
import { effect, signal } from '@preact/signals';

export const largeType = signal(false);

/** Returns how to stop. */
export function applyLargeType(): () => void {
  return effect(() => {
    document.documentElement.classList.toggle('large-type', largeType.value);
  });
}
