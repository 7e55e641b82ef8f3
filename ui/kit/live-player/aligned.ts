// When the card 讲解中 changes: not seconds before the host, who comes with the delay of the video, speaks of the product.

interface Explained {
  readonly item: { readonly productId: string; readonly variantId: string };
  /** The kiosk's clock. */
  readonly sinceMs: number;
  /** Where the host's stream was, by PROGRAM-DATE-TIME; null: not known, the kiosk's clock stands for it. */
  readonly mediaTimeMs: number | null;
}

/** No video is further behind; whatever seems to be has a clock that is wrong. */
export const LONGEST_WAIT_MS = 30_000;

/**
 * The newest explanation once the playhead has reached it, until then the one that is shown.
 * @param playheadMs PROGRAM-DATE-TIME at the playhead; null: none, or nothing plays: then at once
 * @param waitedMs since `newest` came
 */
export function alignedExplaining<E extends Explained>(
  newest: E | null,
  shown: E | null,
  { playheadMs, waitedMs }: { readonly playheadMs: number | null; readonly waitedMs: number },
): E | null {
  if (!newest || playheadMs === null || waitedMs >= LONGEST_WAIT_MS) return newest;
  // The same one with another price or stock.
  if (shown && isSame(newest, shown)) return newest;
  const aheadMs = (newest.mediaTimeMs ?? newest.sinceMs) - playheadMs;
  return aheadMs <= 0 || aheadMs > LONGEST_WAIT_MS ? newest : shown;
}

export function isSame(one: Explained, other: Explained): boolean {
  return (
    one.sinceMs === other.sinceMs &&
    one.item.productId === other.item.productId &&
    one.item.variantId === other.item.variantId
  );
}
