// ID cards that were just read: in memory only, for a minute, under an id that the touchscreen hands back.
import { randomBytes } from 'node:crypto';
import type { IdCard } from '../devices/device.ts';

export interface CardReads {
  /** Keeps a card; returns its read id. */
  put(card: IdCard): string;
  /** Null when the minute is over. The same id may be asked for again: a request may come twice. */
  take(readId: string): IdCard | null;
  clear(): void;
}

const KEPT_MS = 60_000;
/** A card left on the reader must not fill the memory. */
const MAX_KEPT = 20;

export function createCardReads(nowMs: () => number = () => performance.now()): CardReads {
  const reads = new Map<string, { card: IdCard; until: number }>();
  function forgetOld(): void {
    for (const [id, { until }] of reads) {
      if (until <= nowMs() || reads.size > MAX_KEPT) reads.delete(id);
    }
  }
  return {
    put(card) {
      const readId = randomBytes(12).toString('base64url');
      reads.set(readId, { card, until: nowMs() + KEPT_MS });
      forgetOld();
      // Nobody may come by again: the card leaves memory all the same.
      setTimeout(forgetOld, KEPT_MS + 1000).unref();
      return readId;
    },
    take(readId) {
      forgetOld();
      return reads.get(readId)?.card ?? null;
    },
    clear: () => reads.clear(),
  };
}
