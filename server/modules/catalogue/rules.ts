// What a catalogue must be like, whoever changes it: by hand, from Excel, by undoing.
import { tidyText } from '../../sheets/sheet-shape.ts';
import type {
  CatalogueRefusal,
  CatalogueView,
  Changes,
  Department,
  OpeningHours,
  ServiceItem,
  ServicePackage,
} from './schema.ts';

export type Kind = keyof Changes;
export type Entities = Pick<CatalogueView, Kind>;
export type Entity = Department | ServiceItem | ServicePackage;

/** Retired ones count too: they stay for ever. */
const MOST: Readonly<Record<Kind, number>> = { departments: 200, items: 1000, packages: 200 };

export interface RuleFault {
  readonly code: CatalogueRefusal;
  readonly params: Readonly<Record<string, string | number>>;
  /** Whose fault it is: changing any of them could mend it. */
  readonly about: readonly string[];
}
export function keyOf(kind: Kind, id: string): string {
  return `${kind}/${id}`;
}

/** A catalogue with these changes. */
export function changed(view: Entities, changes: Changes): Entities {
  const with_ = <T extends Entity>(
    entities: Record<string, T>,
    list: readonly { is: T }[],
  ): Record<string, T> => ({
    ...entities,
    ...Object.fromEntries(list.map(({ is }) => [is.id, is])),
  });
  return {
    departments: with_(view.departments, changes.departments),
    items: with_(view.items, changes.items),
    packages: with_(view.packages, changes.packages),
  };
}

/** Every rule that the catalogue breaks. */
export function* faultsOf(view: Entities): Generator<RuleFault> {
  for (const kind of ['departments', 'items', 'packages'] as const) {
    const all = Object.values<Entity>(view[kind]);
    if (all.length > MOST[kind]) {
      yield { code: 'CATALOGUE_FULL', params: {}, about: all.map(({ id }) => keyOf(kind, id)) };
    }
    yield* sameNames(kind, all);
  }
  yield* departmentFaults(view);
  yield* generalFaults(view);
  for (const one of Object.values(view.packages)) if (!one.retired) yield* packageFaults(view, one);
}

function* sameNames(kind: Kind, all: readonly Entity[]): Generator<RuleFault> {
  const ids = new Map<string, string>();
  for (const { id, name, retired } of all) {
    if (retired) continue;
    const other = ids.get(name);
    if (other === undefined) ids.set(name, id);
    else {
      const about = [keyOf(kind, id), keyOf(kind, other)];
      yield { code: 'CATALOGUE_NAME_TAKEN', params: { name }, about };
    }
  }
}

function* departmentFaults(view: Entities): Generator<RuleFault> {
  const counts = new Map<string, number>();
  for (const { id, name, departmentId, retired } of Object.values(view.items)) {
    if (retired) continue;
    counts.set(departmentId, (counts.get(departmentId) ?? 0) + 1);
    if (!isOnOffer(view.departments, departmentId)) {
      yield { code: 'DEPARTMENT_UNKNOWN', params: { name }, about: [keyOf('items', id)] };
    }
  }
  for (const { id, name, retired } of Object.values(view.departments)) {
    const count = counts.get(id) ?? 0;
    if (retired && count > 0) {
      const about = [keyOf('departments', id)];
      yield { code: 'DEPARTMENT_IN_USE', params: { name, count }, about };
    }
  }
}

/** 不知道办哪项 leads to one item. */
function* generalFaults({ items }: Entities): Generator<RuleFault> {
  const general = Object.values(items).filter((item) => item.general && !item.retired);
  const [first] = general;
  if (!first || general.length < 2) return;
  const about = general.map(({ id }) => keyOf('items', id));
  yield { code: 'GENERAL_TWICE', params: { name: first.name }, about };
}

function* packageFaults({ items }: Entities, one: ServicePackage): Generator<RuleFault> {
  const about = [keyOf('packages', one.id)];
  const seen = new Set<string>();
  for (const itemId of one.itemIds) {
    const item = Object.hasOwn(items, itemId) ? items[itemId] : undefined;
    const name = item?.name ?? itemId;
    if (seen.has(itemId)) yield { code: 'PACKAGE_ITEM_TWICE', params: { item: name }, about };
    seen.add(itemId);
    if (item && !item.retired) continue;
    yield { code: 'PACKAGE_ITEM_UNKNOWN', params: { item: name }, about };
    if (!item) continue;
    const params = { name, packages: one.name };
    yield { code: 'ITEM_IN_PACKAGE', params, about: [keyOf('items', itemId)] };
  }
}

function isOnOffer(entities: Readonly<Record<string, Entity>>, id: string): boolean {
  return Object.hasOwn(entities, id) && entities[id]?.retired === false;
}

/** What takes a change back. What was new is retired: a number may have been taken for it meanwhile. */
export function opposite(changes: Changes): Changes {
  const turned = <T extends Entity>(list: readonly { was: T | null; is: T }[]) =>
    list.map(({ was, is }) => ({ was: is, is: was ?? { ...is, retired: true } }));
  return {
    departments: turned(changes.departments),
    items: turned(changes.items),
    packages: turned(changes.packages),
  };
}

/** As it is kept: no stray blanks, no control characters; windows in order, each once. */
export function tidy(changes: Changes): Changes {
  return {
    departments: changes.departments.map(({ was, is }) => ({ was, is: tidyDepartment(is) })),
    items: changes.items.map(({ was, is }) => ({ was, is: tidyItem(is) })),
    packages: changes.packages.map(({ was, is }) => ({ was, is: tidyPackage(is) })),
  };
}
function tidyDepartment(one: Department): Department {
  return { ...one, name: tidyText(one.name), contact: tidyText(one.contact) };
}
function tidyItem(one: ServiceItem): ServiceItem {
  return {
    ...one,
    name: tidyText(one.name),
    note: tidyText(one.note),
    windows: [...new Set(one.windows)].sort((a, b) => a - b),
    materials: one.materials.map((material) => ({
      ...material,
      name: tidyText(material.name),
      note: tidyText(material.note),
    })),
  };
}
function tidyPackage(one: ServicePackage): ServicePackage {
  return { ...one, name: tidyText(one.name), note: tidyText(one.note) };
}
/** A span that ends before it begins, spans that overlap, a day that is named twice. */
export function hoursAreWrong({ week, exceptions }: OpeningHours): boolean {
  const days = exceptions.map(({ day }) => day);
  if (new Set(days).size < days.length) return true;
  return [...week, ...exceptions.map(({ spans }) => spans)].some((spans) => {
    const sorted = [...spans].sort((a, b) => a.from.localeCompare(b.from));
    return sorted.some(({ from, to }, index) => {
      const next = sorted[index + 1];
      return from >= to || (next !== undefined && next.from < to);
    });
  });
}
