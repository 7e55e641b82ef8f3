// A spreadsheet against the catalogue: what it would change, or everything that is wrong with it. Pure; applying is the
// command that every change goes by.
import { isDeepStrictEqual } from 'node:util';
import {
  createFaults,
  type Faults,
  idIn,
  integerIn,
  type TableRow,
  tableOf,
  textIn,
  windowsIn,
  yesIn,
} from '../../sheets/import-table.ts';
import type { ImportedLine, ImportFault } from '../../sheets/schema.ts';
import type { SheetRows } from '../../sheets/sheet-shape.ts';
import { linesOf } from './import-preview.ts';
import { ruleFaults } from './import-rules.ts';
import { createItemFinder, type ItemFinder } from './item-finder.ts';
import { type Entities, type Entity, type Kind, keyOf } from './rules.ts';
import { type Changes, Department, Material, ServiceItem, ServicePackage } from './schema.ts';
import { SHEETS, type SheetKey } from './sheets.ts';

export interface ImportPlan {
  readonly changes: Changes;
  readonly lines: readonly ImportedLine[];
  readonly unchanged: number;
  readonly faults: readonly ImportFault[];
}
interface Reading {
  readonly view: Entities;
  readonly faults: Faults;
  readonly newId: () => string;
  /** Where the file speaks of an entity. */
  readonly rows: Map<string, TableRow>;
}
type Tables = Record<SheetKey, TableRow[] | null>;

export function planImport(
  sheets: readonly SheetRows[],
  view: Entities,
  options: { readonly missing: 'keep' | 'retire'; readonly newId: () => string },
): ImportPlan {
  const faults = createFaults();
  const reading: Reading = { view, faults, newId: options.newId, rows: new Map() };
  const tables = tablesOf(sheets, faults);
  const departments = readDepartments(tables.departments ?? [], reading);
  const items = readItems(tables.items ?? [], departments, reading);
  const find = createItemFinder(view.items, items, tables.items ?? []);
  if (tables.materials)
    putMaterials(tables.materials, { items, find, fromFile: tables.items !== null }, reading);
  const packages = readPackages(tables.packages ?? [], find, reading);
  if (options.missing === 'retire') {
    if (tables.departments) retireMissing(view.departments, departments);
    if (tables.items) retireMissing(view.items, items);
    if (tables.packages) retireMissing(view.packages, packages);
  }
  const all: Changes = {
    departments: changesOf(view.departments, departments),
    items: changesOf(view.items, items),
    packages: changesOf(view.packages, packages),
  };
  if (faults.list.length === 0) ruleFaults(view, all, reading);
  const named = departments.size + items.size + packages.size;
  const changedCount = all.departments.length + all.items.length + all.packages.length;
  return {
    changes: all,
    lines: linesOf(view, all),
    unchanged: named - changedCount,
    faults: faults.list,
  };
}

function tablesOf(sheets: readonly SheetRows[], faults: Faults): Tables {
  const tables: Tables = {
    departments: tableOf(sheets, SHEETS.departments, faults),
    items: tableOf(sheets, SHEETS.items, faults),
    materials: tableOf(sheets, SHEETS.materials, faults),
    packages: tableOf(sheets, SHEETS.packages, faults),
  };
  const nothing = Object.values(tables).every((table) => table === null);
  if (nothing && faults.list.length === 0) {
    const names = Object.values(SHEETS).map(({ name }) => `“${name}”`);
    faults.inSheet(SHEETS.items, `文件里没有${names.join('、')}这样的表。可以先下载空表，照着填。`);
  }
  return tables;
}

/** By its id; without one, by its name, those on offer first; else it is new. Null: no id at all, or one that was there before. */
function identify(
  row: TableRow,
  kind: Kind,
  name: string,
  { view, faults, newId, rows }: Reading,
): string | null {
  const given = idIn(row, faults);
  if (given === null) return null;
  const entities = Object.values<Entity>(view[kind]);
  const same = entities.filter((entity) => entity.name === name);
  const known = same.find(({ retired }) => !retired) ?? same[0];
  const id = given || (known?.id ?? newId());
  const before = rows.get(keyOf(kind, id));
  if (before) {
    faults.at(row, 'name', `和第 ${before.row} 行重复了。`);
    return null;
  }
  rows.set(keyOf(kind, id), row);
  return id;
}

function readDepartments(table: TableRow[], reading: Reading): Map<string, Department> {
  const { view, faults } = reading;
  const read = new Map<string, Department>();
  const { name: nameSchema, contact: contactSchema } = Department.properties;
  for (const row of table) {
    const name = textIn(row, 'name', { schema: nameSchema, most: 40, needed: true }, faults);
    const contact = textIn(row, 'contact', { schema: contactSchema, most: 60 }, faults);
    const retired = yesIn(row, 'retired', faults);
    if (name === null || contact === null) continue;
    const id = identify(row, 'departments', name, reading);
    if (id === null) continue;
    const old = own(view.departments, id);
    read.set(id, {
      id,
      name,
      contact: row.has('contact') ? contact : (old?.contact ?? ''),
      retired: row.has('retired') ? retired : (old?.retired ?? false),
    });
  }
  return read;
}

function readItems(
  table: TableRow[],
  departments: ReadonlyMap<string, Department>,
  reading: Reading,
): Map<string, ServiceItem> {
  const { view, faults } = reading;
  const read = new Map<string, ServiceItem>();
  const { name: nameSchema, note: noteSchema } = ServiceItem.properties;
  const allDepartments = { ...view.departments, ...Object.fromEntries(departments) };
  for (const row of table) {
    const name = textIn(row, 'name', { schema: nameSchema, most: 40, needed: true }, faults);
    const note = textIn(row, 'note', { schema: noteSchema, most: 200 }, faults);
    const prefix = row.text('prefix').normalize('NFKC').toUpperCase();
    if (!/^[A-Z]$/.test(prefix)) {
      faults.at(
        row,
        'prefix',
        prefix === '' ? '缺少号码字母。' : '号码字母要是 A 到 Z 的一个字母。',
      );
    }
    const windows = windowsIn(row, 'windows', faults);
    const general = yesIn(row, 'general', faults);
    const retired = yesIn(row, 'retired', faults);
    const minutes = integerIn(row, 'minutes', { least: 1, most: 240 }, faults);
    const promisedDays = integerIn(row, 'promisedDays', { least: 1, most: 365 }, faults);
    const id = name === null ? null : identify(row, 'items', name, reading);
    const old = id === null ? null : own(view.items, id);
    const departmentId = departmentOf(row, allDepartments, old, faults);
    if (id === null || name === null || note === null || departmentId === null) continue;
    read.set(id, {
      id,
      name,
      departmentId,
      prefix,
      windows: row.has('windows') ? windows : (old?.windows ?? []),
      general: row.has('general') ? general : (old?.general ?? false),
      minutes: minutes ?? (row.has('minutes') ? 8 : (old?.minutes ?? 8)),
      promisedDays: row.has('promisedDays') ? promisedDays : (old?.promisedDays ?? null),
      note: row.has('note') ? note : (old?.note ?? ''),
      materials: old?.materials ?? [],
      retired: row.has('retired') ? retired : (old?.retired ?? false),
    });
  }
  return read;
}

/** A name that says what it said before means the department it meant before; else one on offer comes first. */
function departmentOf(
  row: TableRow,
  departments: Readonly<Record<string, Department>>,
  old: ServiceItem | null,
  faults: Faults,
): string | null {
  const name = row.text('department');
  if (name === '') {
    faults.at(row, 'department', '缺少部门。');
    return null;
  }
  if (old && own(departments, old.departmentId)?.name === name) return old.departmentId;
  const same = Object.values(departments).filter((department) => department.name === name);
  const found = same.find(({ retired }) => !retired) ?? same[0];
  if (!found) faults.at(row, 'department', `没有“${name}”这个部门，请先写进部门表。`);
  return found?.id ?? null;
}

/** Rows of this sheet are all that an item of the file needs; items that the file does not name keep theirs. */
function putMaterials(
  table: TableRow[],
  {
    items,
    find,
    fromFile,
  }: { items: Map<string, ServiceItem>; find: ItemFinder; fromFile: boolean },
  { view, faults }: Reading,
): void {
  const read = new Map<string, Material[]>();
  const { name: nameSchema, note: noteSchema } = Material.properties;
  for (const row of table) {
    const id = find(row, faults);
    const name = textIn(row, 'name', { schema: nameSchema, most: 40, needed: true }, faults);
    const note = textIn(row, 'note', { schema: noteSchema, most: 80 }, faults) ?? '';
    const always = row.text('always') === '' || yesIn(row, 'always', faults);
    if (id === null || name === null) continue;
    const list = read.get(id) ?? [];
    list.push({ name, note, always });
    read.set(id, list);
    if (list.length === 31) faults.at(row, null, '一个事项最多 30 份材料。');
  }
  if (fromFile) for (const item of items.values()) item.materials = [];
  for (const [id, materials] of read) {
    const item = items.get(id) ?? own(view.items, id);
    if (item) items.set(id, { ...item, materials });
  }
}

function readPackages(
  table: TableRow[],
  find: ItemFinder,
  reading: Reading,
): Map<string, ServicePackage> {
  const { view, faults } = reading;
  const read = new Map<string, ServicePackage>();
  const { name: nameSchema, note: noteSchema } = ServicePackage.properties;
  for (const [first, ...others] of packageRows(table)) {
    if (!first) continue;
    const name = textIn(first, 'name', { schema: nameSchema, most: 40, needed: true }, faults);
    const note = textIn(first, 'note', { schema: noteSchema, most: 200 }, faults);
    const retired = yesIn(first, 'retired', faults);
    for (const row of others) sameAsFirst(row, first, faults);
    const itemIds = [first, ...others].map((row) => find(row, faults));
    if (itemIds.length < 2) faults.at(first, 'item', '一件事至少要有两个事项，一个事项一行。');
    if (itemIds.length > 20) faults.at(first, 'item', '一件事最多 20 个事项。');
    if (name === null || note === null) continue;
    const id = identify(first, 'packages', name, reading);
    if (id === null) continue;
    const old = own(view.packages, id);
    read.set(id, {
      id,
      name,
      note: first.has('note') ? note : (old?.note ?? ''),
      itemIds: itemIds.filter((itemId) => itemId !== null),
      retired: first.has('retired') ? retired : (old?.retired ?? false),
    });
  }
  return read;
}

/** Rows of one package stand together by id, or by name where there is none. */
function packageRows(table: readonly TableRow[]): TableRow[][] {
  const groups = new Map<string, TableRow[]>();
  for (const row of table) {
    const key = row.text('id') || `= ${row.text('name')}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function sameAsFirst(row: TableRow, first: TableRow, faults: Faults): void {
  for (const column of ['name', 'note', 'retired']) {
    const text = row.text(column);
    if (text === '' || text === first.text(column)) continue;
    faults.at(row, column, `和第 ${first.row} 行写的不一样。同一件事，这一列写在第一行就行。`);
  }
}

function retireMissing<T extends Entity>(
  now: Readonly<Record<string, T>>,
  read: Map<string, T>,
): void {
  for (const entity of Object.values(now)) {
    if (!read.has(entity.id)) read.set(entity.id, { ...entity, retired: true });
  }
}

function changesOf<T extends Entity>(
  now: Readonly<Record<string, T>>,
  read: ReadonlyMap<string, T>,
): { was: T | null; is: T }[] {
  return [...read.values()]
    .map((is) => ({ was: own(now, is.id), is }))
    .filter(({ was, is }) => !isDeepStrictEqual(was, is));
}

function own<T>(entities: Readonly<Record<string, T>>, id: string): T | null {
  return (Object.hasOwn(entities, id) && entities[id]) || null;
}
