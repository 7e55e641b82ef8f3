// A sheet that staff fill in: its name, its columns, and how its cells are kept.
export interface Column {
  readonly heading: string;
  readonly width: number;
  /** What the template says of it. */
  readonly hint: string;
  /** Without it no row of the sheet can be understood. */
  readonly needed?: boolean;
}
export interface SheetShape {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
}
/** One sheet as the adapter writes and reads it. */
export interface SheetRows {
  readonly name: string;
  readonly widths?: readonly number[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A row of the template that only shows how; import passes it over. */
export const EXAMPLE_MARK = '例：';
export const YES = '是';
export const NO = '否';

/** Headings, then these rows. */
export function sheetOf(
  { name, columns }: SheetShape,
  rows: readonly (readonly (string | number | null)[])[],
): SheetRows {
  const all = Object.values(columns);
  return {
    name,
    widths: all.map(({ width }) => width),
    rows: [
      all.map(({ heading }) => heading),
      ...rows.map((row) => row.map((cell) => (cell === '' ? null : cell))),
    ],
  };
}

/** The sheet of a template that explains every column. */
export function explanationOf(shapes: readonly SheetShape[]): SheetRows {
  return {
    name: '填写说明',
    widths: [12, 14, 60],
    rows: [
      ['表', '列', '怎么填'],
      ...shapes.flatMap(({ name, columns }) =>
        Object.values(columns).map(({ heading, hint, needed }) => [
          name,
          heading,
          `${needed ? '必填。' : ''}${hint}`,
        ]),
      ),
      [null, null, `“${EXAMPLE_MARK}”开头的行只是样子，导入时会跳过，也可以删掉。`],
    ],
  };
}

/** As it is kept: no stray blanks; control characters have no place in XML, nor on paper. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}
