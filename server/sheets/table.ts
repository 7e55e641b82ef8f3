// What a sheet is made of.

/** The UTC fields of a Date are the clock on the centre's wall: spreadsheets know no zones. */
export type Cell = string | number | Date | null;
export interface Table {
  /** Name of the sheet. */
  readonly name: string;
  /** Opens first in a workbook, though it is written after the tables that it sums up. */
  readonly front?: boolean;
  /** Lines above the headings. */
  readonly head: readonly string[];
  readonly columns: readonly {
    readonly heading: string;
    readonly width: number;
    /** How its dates look; both kinds of file know these letters. */
    readonly dates?: 'yyyy-mm-dd' | 'yyyy-mm-dd hh:mm';
  }[];
  readonly rows: AsyncIterable<readonly Cell[]>;
  /** Lines below the rows, known only after the last one. */
  tail(): readonly string[];
}

/** Without control characters other than tab and line ends, and without half characters: XML cannot carry them. */
export function plain(text: string): string {
  return text.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]/g, '').toWellFormed();
}
