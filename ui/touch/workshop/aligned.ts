// The card of what is being explained waits for the picture: a stream comes seconds after the host's words.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveNow } from '../../../server/modules/livestream/page-schema.ts';

type Explaining = LiveNow['explaining'];
/** Nobody waits longer than this for a picture that may have stopped. */
const LONGEST_WAIT_MS = 15_000;

/** @param programMs where the picture is, by PROGRAM-DATE-TIME; null where the stream does not say */
export function isDue(explaining: Explaining, programMs: number | null): boolean {
  const mediaTimeMs = explaining?.mediaTimeMs ?? null;
  return mediaTimeMs === null || programMs === null || programMs >= mediaTimeMs;
}

export interface Aligned {
  explaining: Explaining;
  /** For the player. */
  onTime: (programMs: number | null) => void;
}
export function useAligned(newest: Explaining): Aligned {
  const [shown, setShown] = useState(newest);
  const now = useRef({ newest, programMs: null as number | null });
  now.current.newest = newest;
  useEffect(() => {
    if (isDue(newest, now.current.programMs)) setShown(newest);
    const timer = setTimeout(() => setShown(newest), LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [newest?.sinceMs, newest?.item.productId, newest?.item.variantId]);
  const onTime = (programMs: number | null) => {
    now.current.programMs = programMs;
    if (isDue(now.current.newest, programMs)) setShown(now.current.newest);
  };
  return { explaining: shown, onTime };
}
