// A small catalogue, and arbitrary ones that keep the rules.
import fc from 'fast-check';
import type { Entities } from '../../../../server/modules/catalogue/rules.ts';
import type {
  Changes,
  Department,
  Material,
  ServiceItem,
  ServicePackage,
} from '../../../../server/modules/catalogue/schema.ts';
import { tidyText } from '../../../../server/sheets/sheet-shape.ts';

export function department(id: string, rest: Partial<Department> = {}): Department {
  return { id, name: `部门 ${id}`, contact: '', retired: false, ...rest };
}
export function item(id: string, rest: Partial<ServiceItem> = {}): ServiceItem {
  return {
    id,
    name: `事项 ${id}`,
    departmentId: 'minzheng',
    prefix: 'A',
    windows: [1, 2],
    general: false,
    minutes: 8,
    promisedDays: null,
    note: '',
    materials: [],
    retired: false,
    ...rest,
  };
}
export function packageOf(id: string, itemIds: string[], rest: Partial<ServicePackage> = {}) {
  return { id, name: `一件事 ${id}`, note: '', itemIds, retired: false, ...rest };
}
export function material(name: string, note = '', always = true): Material {
  return { name, note, always };
}

export function changes(part: Partial<Changes>): Changes {
  return { departments: [], items: [], packages: [], ...part };
}
export function entitiesOf(
  departments: Department[],
  items: ServiceItem[] = [],
  packages: ServicePackage[] = [],
): Entities {
  const byId = <T extends { id: string }>(list: T[]) =>
    Object.fromEntries(list.map((one) => [one.id, one]));
  return { departments: byId(departments), items: byId(items), packages: byId(packages) };
}

/** Names as staff may give them: rare characters, quotes, formulas, what Excel takes for its own codes. */
const strange = fc.constantFrom(
  '=1+1',
  '_x0041_',
  '@甲',
  '"乙"',
  '<b>',
  '𠮷𬭎',
  "'甲",
  '是',
  '1',
  '3-1',
);
function text(most: number): fc.Arbitrary<string> {
  return (
    fc
      .oneof(
        strange,
        fc.string({ maxLength: most }),
        fc.string({ unit: 'grapheme', maxLength: most }),
      )
      .map((raw) => tidyText(raw).slice(0, most).toWellFormed())
      .map(tidyText)
      // The template's own mark; such a row is passed over on purpose.
      .filter((one) => !one.startsWith('例：'))
  );
}
const names = (count: number) =>
  fc.uniqueArray(
    text(30).filter((one) => one !== ''),
    { minLength: count, maxLength: count },
  );

/** Departments, items and packages of any kind, retired ones among them. */
export const anyCatalogue: fc.Arbitrary<Entities> = fc
  .tuple(names(4), names(8), names(3), fc.infiniteStream(text(40)), fc.infiniteStream(fc.nat()))
  .map(([departmentNames, itemNames, packageNames, texts, numbers]) => {
    const say = () => texts.next().value as string;
    const dice = (sides: number) => (numbers.next().value as number) % sides;
    // Nobody offers what a retired department did.
    const departments = departmentNames.map((name, at) =>
      department(`d${at}`, { name, contact: say(), retired: at === 3 }),
    );
    const items = itemNames.map((name, at) => {
      const retired = dice(4) === 0;
      return item(`i${at}`, {
        name,
        departmentId: `d${dice(retired ? 4 : 3)}`,
        prefix: 'ABCDEF'[dice(6)] ?? 'A',
        windows: [1, 2, 3, 99].filter(() => dice(2) === 0),
        general: at === 0,
        minutes: 1 + dice(240),
        promisedDays: dice(2) === 0 ? null : 1 + dice(365),
        note: say(),
        materials: Array.from({ length: dice(4) }, () =>
          material(say() || '身份证', say(), dice(2) === 0),
        ),
        retired,
      });
    });
    const live = items.filter(({ retired }) => !retired).map(({ id }) => id);
    const all = items.map(({ id }) => id);
    const packages = packageNames.map((name, at) => {
      const retired = at === 2 || live.length < 2;
      const from = retired ? all : live;
      return packageOf(`p${at}`, from.slice(0, 2 + dice(from.length - 1)), {
        name,
        note: say(),
        retired,
      });
    });
    return entitiesOf(departments, items, packages);
  });
