// Finds frames in a stream of bytes that comes in any chunks, with stray bytes between them and frames that lost a part.
// A frame may begin anywhere, also inside one that lost its tail: the first that is whole counts, so the frame after a
// damaged one is always heard, at once. Pure; keeps no more than the longest frame and a bite.

/** The length of the frame that begins at `at`; `more` while it may still become one, null when it cannot. */
export type Measure = (bytes: Uint8Array, at: number) => number | 'more' | null;

export interface FrameFinder {
  feed(bytes: Uint8Array): void;
  /** Forgets a frame that has begun. */
  reset(): void;
}

const biteBytes = 1_024;
const nothing = new Uint8Array();

export function createFrameFinder(
  measure: Measure,
  onFrame: (frame: Uint8Array) => void,
): FrameFinder {
  let kept: Uint8Array = nothing;

  function take(bite: Uint8Array): void {
    kept = Buffer.concat([kept, bite]);
    let hopeful: number | null = null;
    for (let at = 0; at < kept.length; at++) {
      const length = measure(kept, at);
      if (length === 'more') hopeful ??= at;
      if (typeof length !== 'number') continue;
      const frame = Uint8Array.from(kept.subarray(at, at + length));
      kept = kept.subarray(at + length);
      hopeful = null;
      at = -1;
      onFrame(frame);
    }
    // A copy: what is kept must not hold on to what is not.
    kept = hopeful === null ? nothing : Uint8Array.from(kept.subarray(hopeful));
  }

  return {
    feed(bytes) {
      for (let at = 0; at < bytes.length; at += biteBytes) {
        take(bytes.subarray(at, at + biteBytes));
      }
    },
    reset() {
      kept = nothing;
    },
  };
}

/** How far the bytes at `at` agree with a pattern; null in it stands for any byte. */
export function agreement(
  bytes: Uint8Array,
  at: number,
  pattern: readonly (number | null)[],
): 'whole' | 'more' | null {
  for (let index = 0; index < pattern.length; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return 'more';
    const expected = pattern[index];
    if (expected !== null && byte !== expected) return null;
  }
  return 'whole';
}
