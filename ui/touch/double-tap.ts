// Some people tap twice. The second tap must not press what has meanwhile appeared under the finger.
import { effect } from '@preact/signals';
import type { Kiosk } from './kiosk.ts';

/** Drops a tap that the browser counts as the second of a pair when the first one changed the screen. */
export function dropSecondTaps({ visits }: Kiosk): void {
  let changed = false;
  effect(() => {
    visits.screen.value;
    changed = true;
  });
  const judge = (event: MouseEvent) => {
    if (event.detail <= 1) changed = false;
    else if (changed) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  document.addEventListener('click', judge, { capture: true });
}
