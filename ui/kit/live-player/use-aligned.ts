// `alignedExplaining` for a page: remembers what it shows and since when the newest waits.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { LiveNow } from '../../../server/modules/livestream/page-schema.ts';
import { alignedExplaining, isSame } from './aligned.ts';

type Explaining = LiveNow['explaining'];
export interface Aligned {
  readonly explaining: Explaining;
  /** For the player; what it tells also makes the page look again. */
  readonly onTime: (programMs: number | null) => void;
}

export function useAligned(newest: Explaining): Aligned {
  const playheadMs = useSignal<number | null>(null);
  const shown = useRef<Explaining>(null);
  const latest = useRef<{ explaining: Explaining; cameMs: number }>({
    explaining: null,
    cameMs: 0,
  });
  const { explaining: before } = latest.current;
  if (newest && !(before && isSame(newest, before))) {
    latest.current = { explaining: newest, cameMs: performance.now() };
  }
  shown.current = alignedExplaining(newest, shown.current, {
    playheadMs: playheadMs.value,
    waitedMs: performance.now() - latest.current.cameMs,
  });
  return {
    explaining: shown.current,
    onTime(programMs) {
      playheadMs.value = programMs;
    },
  };
}
