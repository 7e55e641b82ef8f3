// `alignedExplaining` for a page: remembers what it shows and since when the newest waits.
import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { LiveNow } from '../../../server/modules/livestream/page-schema.ts';
import { alignedExplaining, isSame } from './aligned.ts';

type Explaining = LiveNow['explaining'];

/** @param playheadMs what `onTime` of the player said last; it also makes the page look again */
export function useAlignedExplaining(
  newest: Explaining,
  playheadMs: ReadonlySignal<number | null>,
): Explaining {
  const shown = useRef<Explaining>(null);
  const came = useRef<{ explaining: Explaining; atMs: number }>({ explaining: null, atMs: 0 });
  const last = came.current.explaining;
  if (newest && !(last && isSame(newest, last))) {
    came.current = { explaining: newest, atMs: performance.now() };
  }
  shown.current = alignedExplaining(newest, shown.current, {
    playheadMs: playheadMs.value,
    waitedMs: performance.now() - came.current.atMs,
  });
  return shown.current;
}
