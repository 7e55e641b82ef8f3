// The documents that one item or several need, as one list.
import type { Material } from '../../../server/modules/catalogue/schema.ts';

export interface Needed {
  readonly name: string;
  /** What each item says of it. */
  readonly notes: readonly string[];
  /** False: only for some. */
  readonly always: boolean;
}

/** One ID card serves all items of a package; needed for one, it is needed. */
export function mergeMaterials(
  items: readonly { readonly materials: readonly Material[] }[],
): Needed[] {
  const merged = new Map<string, Needed>();
  for (const { name, note, always } of items.flatMap(({ materials }) => materials)) {
    const known = merged.get(name);
    const notes = known?.notes ?? [];
    const more = note === '' || notes.includes(note) ? notes : [...notes, note];
    merged.set(name, { name, notes: more, always: known?.always === true || always });
  }
  return [...merged.values()];
}

/** What nothing can be done without and is not there. */
export function missingOf(needed: readonly Needed[], brought: ReadonlySet<string>): Needed[] {
  return needed.filter(({ name, always }) => always && !brought.has(name));
}
