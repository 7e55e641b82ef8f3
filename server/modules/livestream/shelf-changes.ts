// What differs between an item as it was and as it is: told with who did it, and kept in the session's history.
import type { Act, ShelfItem } from './schema.ts';

export type ItemChange =
  | { act: 'price'; fromFen: number | null; toFen: number | null }
  | { act: 'flash'; flash: ShelfItem['flash'] }
  | { act: 'quota' | 'perPerson'; from: number | null; to: number | null }
  | { act: 'note'; note: string }
  | { act: Extract<Act, 'hidden' | 'shown' | 'soldOut' | 'restocked'> };

/** What visitors notice most comes first. */
export function changesOf(before: ShelfItem, after: ShelfItem): ItemChange[] {
  const changes: ItemChange[] = [];
  if (before.soldOut !== after.soldOut) {
    changes.push({ act: after.soldOut ? 'soldOut' : 'restocked' });
  }
  if (before.hidden !== after.hidden) changes.push({ act: after.hidden ? 'hidden' : 'shown' });
  if (before.livePriceFen !== after.livePriceFen) {
    changes.push({ act: 'price', fromFen: before.livePriceFen, toFen: after.livePriceFen });
  }
  if (!sameFlash(before.flash, after.flash)) changes.push({ act: 'flash', flash: after.flash });
  for (const act of ['quota', 'perPerson'] as const) {
    if (before[act] !== after[act]) changes.push({ act, from: before[act], to: after[act] });
  }
  const note = after.note ?? '';
  if ((before.note ?? '') !== note) changes.push({ act: 'note', note });
  return changes;
}

function sameFlash(a: ShelfItem['flash'], b: ShelfItem['flash']): boolean {
  if (a === null || b === null) return a === b;
  return a.priceFen === b.priceFen && a.fromMs === b.fromMs && a.toMs === b.toMs;
}
