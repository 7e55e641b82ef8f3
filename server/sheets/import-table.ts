// A sheet of an import as rows whose cells are asked for by column, and everything that is wrong with it, by place.

import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { ImportFault } from './schema.ts';
import {
  type Column,
  EXAMPLE_MARK,
  NO,
  type SheetRows,
  type SheetShape,
  tidyText,
  YES,
} from './sheet-shape.ts';

export interface TableRow {
  readonly sheet: SheetShape;
  /** As the spreadsheet counts. */
  readonly row: number;
  /** Tidied; empty where nothing is, also where the column is missing. */
  text(column: string): string;
  /** The column is there: an empty cell of it means something. */
  has(column: string): boolean;
}
export interface Faults {
  readonly list: ImportFault[];
  at(row: TableRow, column: string | null, says: string): void;
  inSheet(sheet: SheetShape, says: string, row?: number): void;
}

export function createFaults(): Faults {
  const list: ImportFault[] = [];
  return {
    list,
    at({ sheet, row }, column, says) {
      const heading = column === null ? null : (sheet.columns[column]?.heading ?? column);
      list.push({ sheet: sheet.name, row, column: heading, says });
    },
    inSheet(sheet, says, row) {
      list.push({ sheet: sheet.name, row: row ?? null, column: null, says });
    },
  };
}

/** Null: the file has no such sheet, or not its headings. */
export function tableOf(
  sheets: readonly SheetRows[],
  sheet: SheetShape,
  faults: Faults,
): TableRow[] | null {
  const found = sheets.find(({ name }) => name === sheet.name);
  if (!found) return null;
  const [head = [], ...body] = found.rows;
  const places = placesOf(sheet, head, faults);
  if (!places) return null;
  return body.flatMap((cells, index) => {
    const said = new Map<string, string>();
    for (const [column, place] of places) {
      const text = tidyText(String(cells[place] ?? ''));
      if (text.startsWith(EXAMPLE_MARK)) return [];
      if (text !== '') said.set(column, text);
    }
    if (said.size === 0) return [];
    const row: TableRow = {
      sheet,
      row: index + 2,
      text: (column) => said.get(column) ?? '',
      has: (column) => places.has(column),
    };
    return [row];
  });
}

/** Where each column is; null when the first row is not the headings. */
function placesOf(
  sheet: SheetShape,
  head: SheetRows['rows'][number],
  faults: Faults,
): Map<string, number> | null {
  const columns = Object.entries<Column>(sheet.columns);
  const places = new Map<string, number>();
  let sound = true;
  const wrong = (says: string) => {
    sound = false;
    faults.inSheet(sheet, says, 1);
  };
  head.forEach((cell, place) => {
    const heading = tidyText(String(cell ?? ''));
    if (heading === '') return;
    const key = columns.find(([, column]) => column.heading === heading)?.[0];
    if (key === undefined) {
      const known = columns.map(([, column]) => column.heading).join('、');
      wrong(`第一行里不认识“${heading}”这一列。认得的是：${known}。`);
    } else if (places.has(key)) wrong(`第一行里“${heading}”写了两次。`);
    else places.set(key, place);
  });
  for (const [key, { heading, needed }] of columns) {
    if (needed && !places.has(key)) wrong(`第一行里缺少“${heading}”这一列。`);
  }
  return sound ? places : null;
}

/** Checked by the schema's own measure; null when it does not fit. */
export function textIn(
  row: TableRow,
  column: string,
  { schema, most, needed }: { schema: TSchema; most: number; needed?: boolean },
  faults: Faults,
): string | null {
  const text = row.text(column);
  const heading = row.sheet.columns[column]?.heading ?? column;
  if (text === '' && needed) {
    faults.at(row, column, `缺少${heading}。`);
    return null;
  }
  if (text === '' || Check(schema, text)) return text;
  faults.at(row, column, `太长了，最多 ${most} 个字。`);
  return null;
}

const YES_WORDS = [YES, '√', '1', 'true', 'y', 'yes'];
const NO_WORDS = [NO, '', '0', 'false', 'n', 'no'];

export function yesIn(row: TableRow, column: string, faults: Faults): boolean {
  const text = row.text(column).toLowerCase();
  if (YES_WORDS.includes(text)) return true;
  if (!NO_WORDS.includes(text)) faults.at(row, column, '只能写“是”或者“否”，也可以空着。');
  return false;
}

export function integerIn(
  row: TableRow,
  column: string,
  range: { least: number; most: number },
  faults: Faults,
): number | null {
  const text = row.text(column).normalize('NFKC');
  if (text === '') return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.least && value <= range.most) return value;
  faults.at(row, column, `要填 ${range.least} 到 ${range.most} 的整数，现在是“${short(text)}”。`);
  return null;
}

export function windowsIn(row: TableRow, column: string, faults: Faults): number[] {
  const text = row.text(column).normalize('NFKC');
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) {
    faults.at(row, column, '这个格子被当成了日期。请把这一列设成“文本”，再填窗口号。');
    return [];
  }
  const parts = text.split(/[、,;\s]+/).filter((part) => part !== '');
  const windows = parts.map((part) => Number(/^(\d{1,2})(?:号|号窗口)?$/.exec(part)?.[1] ?? 0));
  const wrong = parts.find((_part, index) => windows[index] === 0);
  if (wrong !== undefined) {
    faults.at(row, column, `“${short(wrong)}”不是窗口号。几个窗口用顿号隔开，比如：1、2。`);
    return [];
  }
  const distinct = [...new Set(windows)].sort((a, b) => a - b);
  if (distinct.length > 20) faults.at(row, column, '一个事项最多 20 个窗口。');
  return distinct;
}

export function idIn(row: TableRow, faults: Faults, column = 'id'): string | null {
  const text = row.text(column);
  if (text === '' || /^[a-z][a-z0-9-]{0,31}$/.test(text)) return text;
  faults.at(row, column, '编号是机器用的，不要自己编。新加的请空着。');
  return null;
}

export function short(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
