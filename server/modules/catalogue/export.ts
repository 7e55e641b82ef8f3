// The catalogue as a spreadsheet, and the empty one to fill in. What this writes, import reads back without a change.
import type { CatalogueView } from './schema.ts';
import {
  type Column,
  EXAMPLE_MARK,
  NO,
  SHEETS,
  type SheetKey,
  type SheetRows,
  windowsText,
  YES,
} from './sheets.ts';

type Entities = Pick<CatalogueView, 'departments' | 'items' | 'packages'>;
type Row = (string | number | null)[];

export function catalogueSheets(view: Entities): SheetRows[] {
  const departments = Object.values(view.departments);
  const items = Object.values(view.items);
  const itemName = (id: string) => (Object.hasOwn(view.items, id) && view.items[id]?.name) || null;
  const department = (id: string) =>
    (Object.hasOwn(view.departments, id) && view.departments[id]?.name) || null;
  return [
    sheet(
      'departments',
      departments.map(({ id, name, contact, retired }) => [id, name, contact, yes(retired)]),
    ),
    sheet(
      'items',
      items.map((item) => [
        item.id,
        item.name,
        department(item.departmentId),
        item.prefix,
        windowsText(item.windows),
        yes(item.general),
        item.minutes,
        item.promisedDays,
        item.note,
        yes(item.retired),
      ]),
    ),
    sheet(
      'materials',
      items.flatMap((item) =>
        item.materials.map(({ name, note, always }) => [
          item.id,
          item.name,
          name,
          note,
          always ? null : NO,
        ]),
      ),
    ),
    sheet(
      'packages',
      Object.values(view.packages).flatMap((one) =>
        one.itemIds.map((itemId, index) => [
          one.id,
          one.name,
          itemId,
          itemName(itemId),
          index === 0 ? one.note : null,
          index === 0 ? yes(one.retired) : null,
        ]),
      ),
    ),
  ];
}

/** Four sheets with a row that shows how, and one that explains every column. */
export function templateSheets(): SheetRows[] {
  const example = (text: string) => EXAMPLE_MARK + text;
  const item = example('高龄津贴申请');
  const itsPackage = example('照护老人一件事');
  const keys = Object.keys(SHEETS) as SheetKey[];
  return [
    sheet('departments', [[null, example('民政'), '一楼大厅，电话 022-1234', null]]),
    sheet('items', [
      [null, item, example('民政'), 'A', '1、2', null, 8, 20, '80 岁以上，不收费。', null],
    ]),
    sheet('materials', [
      [null, item, '身份证', '原件和复印件各 1 份', null],
      [null, item, '委托书', '别人代办的才带', NO],
    ]),
    sheet('packages', [
      [null, itsPackage, null, item, '老人的几项补贴一次办。', null],
      [null, itsPackage, null, example('老年人优待证'), null, null],
    ]),
    {
      name: '填写说明',
      widths: [12, 14, 60],
      rows: [
        ['表', '列', '怎么填'],
        ...keys.flatMap((key) =>
          columnsOf(key).map(
            ({ heading, hint, needed }): Row => [
              SHEETS[key].name,
              heading,
              `${needed ? '必填。' : ''}${hint}`,
            ],
          ),
        ),
        [null, null, `“${EXAMPLE_MARK}”开头的行只是样子，导入时会跳过，也可以删掉。`],
      ],
    },
  ];
}

function sheet(key: SheetKey, rows: Row[]): SheetRows {
  const columns = columnsOf(key);
  return {
    name: SHEETS[key].name,
    widths: columns.map(({ width }) => width),
    rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(blankAsNull))],
  };
}
function columnsOf(key: SheetKey): Column[] {
  return Object.values<Column>(SHEETS[key].columns);
}

function yes(value: boolean): string | null {
  return value ? YES : null;
}
function blankAsNull(cell: string | number | null): string | number | null {
  return cell === '' ? null : cell;
}
