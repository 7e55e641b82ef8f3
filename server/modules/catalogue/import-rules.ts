// Rules of the whole catalogue that an import would break, said at the row that breaks them.
import type { Faults, TableRow } from '../../sheets/import-table.ts';
import { changed, type Entities, faultsOf, type Kind, keyOf, type RuleFault } from './rules.ts';
import type { CatalogueRefusal, Changes } from './schema.ts';
import { SHEETS } from './sheets.ts';

export function ruleFaults(
  view: Entities,
  changes: Changes,
  { rows, faults }: { rows: ReadonlyMap<string, TableRow>; faults: Faults },
): void {
  const touched = new Set(
    (['departments', 'items', 'packages'] as const).flatMap((kind) =>
      changes[kind].map(({ is }) => keyOf(kind, is.id)),
    ),
  );
  for (const fault of faultsOf(changed(view, changes))) {
    const key = fault.about.find((one) => touched.has(one));
    if (key === undefined) continue;
    const kind = key.split('/', 1)[0] as Kind;
    const says = sentence(fault, rows);
    const row = fault.about.map((one) => rows.get(one)).find((one) => one !== undefined);
    if (row) faults.at(row, COLUMNS[fault.code] ?? null, says);
    else faults.inSheet(SHEETS[kind], says);
  }
}

const COLUMNS: Partial<Record<CatalogueRefusal, string>> = {
  CATALOGUE_NAME_TAKEN: 'name',
  DEPARTMENT_UNKNOWN: 'department',
  DEPARTMENT_IN_USE: 'retired',
  PACKAGE_ITEM_UNKNOWN: 'item',
  PACKAGE_ITEM_TWICE: 'item',
  ITEM_IN_PACKAGE: 'retired',
  GENERAL_TWICE: 'general',
};

function sentence({ code, params, about }: RuleFault, rows: ReadonlyMap<string, TableRow>): string {
  const { name, item, count, packages } = params;
  switch (code) {
    case 'CATALOGUE_NAME_TAKEN': {
      const [, other] = about.map((key) => rows.get(key));
      return other ? `第 ${other.row} 行已经有“${name}”了。` : `已经有一个叫“${name}”的了。`;
    }
    case 'DEPARTMENT_UNKNOWN':
      return `“${name}”的部门已经停办了。`;
    case 'DEPARTMENT_IN_USE':
      return `“${name}”还有 ${count} 个事项在办，不能停办。`;
    case 'PACKAGE_ITEM_UNKNOWN':
      return `“${item}”已经停办，不能放在一件事里。`;
    case 'PACKAGE_ITEM_TWICE':
      return `“${item}”在这件事里写了两次。`;
    case 'ITEM_IN_PACKAGE':
      return `“${name}”还在“${packages}”里，不能停办。`;
    case 'GENERAL_TWICE':
      return '综合窗口的事项只能有一个。';
    default:
      return '太多了，放不下。';
  }
}
