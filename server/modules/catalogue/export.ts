// The catalogue as a spreadsheet, and the empty one to fill in. What this writes, import reads back without a change.
import {
  EXAMPLE_MARK,
  explanationOf,
  NO,
  type SheetRows,
  sheetOf,
  YES,
} from '../../sheets/sheet-shape.ts';
import type { CatalogueView } from './schema.ts';
import { SHEETS, windowsText } from './sheets.ts';

type Entities = Pick<CatalogueView, 'departments' | 'items' | 'packages'>;

export function catalogueSheets(view: Entities): SheetRows[] {
  const departments = Object.values(view.departments);
  const items = Object.values(view.items);
  const itemName = (id: string) => (Object.hasOwn(view.items, id) && view.items[id]?.name) || null;
  const department = (id: string) =>
    (Object.hasOwn(view.departments, id) && view.departments[id]?.name) || null;
  return [
    sheetOf(
      SHEETS.departments,
      departments.map(({ id, name, contact, retired }) => [id, name, contact, yes(retired)]),
    ),
    sheetOf(
      SHEETS.items,
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
    sheetOf(
      SHEETS.materials,
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
    sheetOf(
      SHEETS.packages,
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
  return [
    sheetOf(SHEETS.departments, [[null, example('民政'), '一楼大厅，电话 022-1234', null]]),
    sheetOf(SHEETS.items, [
      [null, item, example('民政'), 'A', '1、2', null, 8, 20, '80 岁以上，不收费。', null],
    ]),
    sheetOf(SHEETS.materials, [
      [null, item, '身份证', '原件和复印件各 1 份', null],
      [null, item, '委托书', '别人代办的才带', NO],
    ]),
    sheetOf(SHEETS.packages, [
      [null, itsPackage, null, item, '老人的几项补贴一次办。', null],
      [null, itsPackage, null, example('老年人优待证'), null, null],
    ]),
    explanationOf(Object.values(SHEETS)),
  ];
}

function yes(value: boolean): string | null {
  return value ? YES : null;
}
