// Look-up by personal fields: in memory only, made anew from the views when one is asked after they changed.
import type { ModuleDefinition, Open, PersonalIndex, ViewState } from './module.ts';

export interface PersonalLookup {
  /** References of live records whose field equals `value`. Throws on a name that no module declares. */
  find(
    views: Readonly<Record<string, ViewState>>,
    version: number,
    name: string,
    value: string,
  ): readonly string[];
  /** Forgets every opened value: after keys were destroyed nothing may remember what they hid. */
  clear(): void;
}

interface Built {
  readonly version: number;
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** Opened values by ciphertext, so that making the index anew decrypts only what is new. */
  readonly opened: ReadonlyMap<string, string | null>;
}

export function createPersonalLookup(
  registry: readonly ModuleDefinition[],
  open: Open,
): PersonalLookup {
  const declared = new Map(
    registry.flatMap((module) =>
      (module.indexes ?? []).map((index) => [index.name, { module: module.name, index }] as const),
    ),
  );
  const built = new Map<string, Built>();

  function build(index: PersonalIndex<ViewState>, view: ViewState, version: number): Built {
    const before = built.get(index.name)?.opened;
    const opened = new Map<string, string | null>();
    const references = new Map<string, string[]>();
    for (const [field, reference] of index.entries(view)) {
      const known = before?.get(field.sealed);
      const value = known === undefined ? (open(field)?.value ?? null) : known;
      opened.set(field.sealed, value);
      if (value === null) continue;
      const others = references.get(value);
      if (others) others.push(reference);
      else references.set(value, [reference]);
    }
    return { version, references, opened };
  }

  return {
    find(views, version, name, value) {
      const one = declared.get(name);
      if (one === undefined) throw new Error(`no module declares the index ${name}`);
      let current = built.get(name);
      if (current?.version !== version) {
        current = build(one.index, views[one.module] ?? {}, version);
        built.set(name, current);
      }
      return current.references.get(value) ?? [];
    },
    clear() {
      built.clear();
    },
  };
}
