// What a board has to say and in which order, as pure functions.
import type { BoardSlice } from '../../../server/modules/services/page-schema.ts';
import type { AnnouncementSlice } from '../../../server/modules/voice/schema.ts';

export type Utterance =
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly atMs: number;
      readonly number: string;
      readonly window: number;
    }
  | { readonly kind: 'announcement'; readonly id: string; readonly atMs: number };

/** A board that was away says what was made within this time: whoever was called is still on the way to listen. */
export const FRESH_MS = 60_000;
/** From here on an older call of a number that is called again is dropped. */
export const ROOM = 8;

/** What the board shows, newest first: its order counts, for a clock may be put back. */
export function callsOn(board: BoardSlice | null): Utterance[] {
  const calls = board?.now ? [board.now, ...board.last] : [];
  return calls.map(({ id, atMs, number, window }) => ({ kind: 'call', id, atMs, number, window }));
}

export function announcementsOn(announcement: AnnouncementSlice | null): Utterance[] {
  return (announcement?.shown ?? []).map(({ id, atMs }) => ({ kind: 'announcement', id, atMs }));
}

/** A board runs for months; a slice names ten at most. */
const KNOWN_IDS = 100;

export interface News {
  /**
   * Of a list that is newest first, what was not there before, oldest first. New ones come in front of those that are known;
   * what appears behind them is an older one that came back when a call was undone.
   */
  in(list: readonly Utterance[]): Utterance[];
}

export function createNews(): News {
  const known = new Set<string>();
  return {
    in(list) {
      const first = list.findIndex(({ id }) => known.has(id));
      for (const { id } of list) {
        // To the end: what still stands is not forgotten, however long ago it came.
        known.delete(id);
        known.add(id);
      }
      for (const oldest of known) {
        if (known.size <= KNOWN_IDS) break;
        known.delete(oldest);
      }
      return list.slice(0, first < 0 ? list.length : first).reverse();
    },
  };
}

/** Different numbers are never dropped, however many wait. */
export function enqueue(waiting: readonly Utterance[], next: Utterance): Utterance[] {
  const all = [...waiting, next];
  if (all.length <= ROOM) return all;
  return all.filter((one, at) => {
    const later = all.slice(at + 1);
    return !later.some((other) => isSameNumber(one, other));
  });
}

function isSameNumber(one: Utterance, other: Utterance): boolean {
  return one.kind === 'call' && other.kind === 'call' && one.number === other.number;
}

/**
 * False once it was taken back: nobody shall be sent to a window that has undone its call. A call that older calls outlive
 * on the board was taken back; one that left together with all older ones only had its time.
 */
export function isStanding(
  one: Utterance,
  board: BoardSlice | null,
  announcement: AnnouncementSlice | null,
): boolean {
  if (one.kind === 'announcement') {
    return announcement?.shown.some(({ id }) => id === one.id) ?? false;
  }
  const calls = callsOn(board);
  // The board was cleared: the day is over, or the only call was taken back.
  if (calls.length === 0) return false;
  const there = calls.some((other) => isSameNumber(one, other));
  return there || !calls.some(({ atMs }) => atMs < one.atMs);
}
