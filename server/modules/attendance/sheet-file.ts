// A table as a CSV or XLSX file, streamed: rows are asked for only as fast as the reader takes the bytes.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';

/** The UTC fields of a Date are the clock on the centre's wall: spreadsheets know no zones. */
export type Cell = string | number | Date | null;
export interface Table {
  /** Name of the sheet. */
  readonly name: string;
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

/** About what a socket takes at once. */
const CHUNK_CHARS = 16_384;

export function csvFile(table: Table): Readable {
  return Readable.from(csvChunks(table), { objectMode: false });
}

async function* csvChunks({ head, columns, rows, tail }: Table): AsyncGenerator<string> {
  const line = (cells: readonly Cell[]) =>
    `${cells.map((cell, index) => csvCell(cell, columns[index]?.dates)).join(',')}\r\n`;
  const headings = columns.map(({ heading }) => heading);
  // Without the byte order mark Excel reads the file in the code page of its country.
  let chunk = `\uFEFF${head.map((text) => line([text])).join('')}${line(headings)}`;
  for await (const row of rows) {
    chunk += line(row);
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk +
    tail()
      .map((text) => line([text]))
      .join('');
}

function csvCell(cell: Cell, dates = 'yyyy-mm-dd'): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return dates === 'yyyy-mm-dd' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
  }
  const text = inert(plain(cell));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Spreadsheets run a CSV cell that begins like a formula; WPS takes the full-width signs for it too. */
function inert(text: string): string {
  return /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
}

/** Without control characters other than tab and line ends: XML cannot carry them. */
function plain(text: string): string {
  return text.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/g, '');
}

/** @param maxRows a sheet that is full goes on in the next one, headings repeated */
export function xlsxFile(table: Table, maxRows: number = XLSX_MAX_ROWS_PER_SHEET): Readable {
  const columns = table.columns.map(({ width, dates }) => ({
    width,
    ...(dates && { numFmt: dates }),
  }));
  const bytes = writeXlsxStream(xlsxRows(table, maxRows), {
    name: table.name,
    columns,
    maxRowsPerSheet: maxRows,
    // It would repeat the first line of the head, not the headings.
    repeatHeaders: false,
  });
  return Readable.fromWeb(bytes as ReadableStream<Uint8Array>);
}

async function* xlsxRows(
  { head, columns, rows, tail }: Table,
  maxRows: number,
): AsyncGenerator<(string | number | Date | null)[]> {
  const headings = columns.map(({ heading }) => heading);
  let written = 0;
  for (const text of head) {
    yield [xlsxCell(text)];
    written += 1;
  }
  yield headings;
  written += 1;
  for await (const row of rows) {
    if (written % maxRows === 0) {
      yield headings;
      written += 1;
    }
    yield row.map(xlsxCell);
    written += 1;
  }
  for (const text of tail()) yield [xlsxCell(text)];
}

/** Only strings, numbers and dates go in: from anything else a writer might make a formula. */
function xlsxCell(cell: Cell): string | number | Date | null {
  if (cell === null || typeof cell === 'number' || cell instanceof Date) return cell;
  // `_x0041_` in a cell means A to Excel; the underscore is written as its own code.
  return plain(String(cell)).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
