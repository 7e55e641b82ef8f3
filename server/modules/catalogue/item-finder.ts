// Which item a row of 所需材料 or 一件事 means: by id, or by name.
import type { Faults, TableRow } from '../../sheets/import-table.ts';
import type { ServiceItem } from './schema.ts';

/** Null, and a fault, when none can be meant. */
export type ItemFinder = (row: TableRow, faults: Faults) => string | null;

/** @param rows of 事项 in the same file: what is wrong with one of them is said there, not again here */
export function createItemFinder(
  known: Readonly<Record<string, ServiceItem>>,
  read: ReadonlyMap<string, ServiceItem>,
  rows: readonly TableRow[],
): ItemFinder {
  const items = new Map([...Object.entries(known), ...read]);
  const faulty = new Set(rows.flatMap((row) => [row.text('name'), row.text('id')]));
  const byName = new Map<string, ServiceItem>();
  for (const item of items.values()) {
    const other = byName.get(item.name);
    if (!other || (other.retired && !item.retired)) byName.set(item.name, item);
  }
  return (row, faults) => {
    const id = row.text('itemId');
    const name = row.text('item');
    if (id === '' && name === '') {
      faults.at(row, 'item', '缺少事项。');
      return null;
    }
    const item = id === '' ? byName.get(name) : items.get(id);
    if (!item) {
      const column = id === '' ? 'item' : 'itemId';
      const said = id === '' ? `没有“${name}”这个事项，请先写进事项表。` : '没有这个编号的事项。';
      if (!faulty.has(id || name)) faults.at(row, column, said);
      return null;
    }
    if (id !== '' && name !== '' && item.name !== name) {
      const says = `这个编号的事项叫“${item.name}”，和写的“${name}”对不上。`;
      faults.at(row, 'item', says);
      return null;
    }
    return item.id;
  };
}
