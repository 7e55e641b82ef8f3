// Chance that repeats itself: the same ticket in the same hall gets the same answer, now and when the journal is read again.

/** Numbers from 0 up to, not including, 1. */
export type Draws = () => number;

export function seededDraws(seed: string): Draws {
  return mulberry32(fnv1a(seed));
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): spreads ids that differ in one letter. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** mulberry32 (Tommy Ettinger, public domain): passes the statistics that a few thousand draws need, in six lines. */
function mulberry32(seed: number): Draws {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
