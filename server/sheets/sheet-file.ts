// Tables as a CSV or XLSX file, streamed: rows are asked for only as fast as the reader takes the bytes.
import { Readable } from 'node:stream';
import { type Cell, plain, type Table } from './table.ts';
import { xlsxFile } from './xlsx-file.ts';

export interface ExportedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Readable;
}

/** @param name without the ending */
export function sheetFile(
  tables: readonly Table[],
  name: string,
  format: 'csv' | 'xlsx',
): ExportedFile {
  const fileName = `${name}.${format}`;
  return format === 'csv'
    ? { fileName, contentType: 'text/csv; charset=utf-8', body: csvFile(tables) }
    : {
        fileName,
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile(tables),
      };
}

/** About what a socket takes at once. */
const CHUNK_CHARS = 16_384;

/** Several tables stand below each other, an empty line between. */
export function csvFile(tables: readonly Table[]): Readable {
  return Readable.from(csvChunks(tables), { objectMode: false });
}

async function* csvChunks(tables: readonly Table[]): AsyncGenerator<string> {
  // Without the byte order mark Excel reads the file in the code page of its country.
  let before = '\uFEFF';
  for (const table of tables) {
    yield* csvTable(table, before);
    before = '\r\n';
  }
}

async function* csvTable(
  { head, columns, rows, tail }: Table,
  before: string,
): AsyncGenerator<string> {
  const line = (cells: readonly Cell[]) =>
    `${cells.map((cell, index) => csvCell(cell, columns[index]?.dates)).join(',')}\r\n`;
  const lines = (texts: readonly string[]) => texts.map((text) => line([text])).join('');
  const headings = columns.map(({ heading }) => heading);
  let chunk = before + lines(head) + line(headings);
  for await (const row of rows) {
    chunk += line(row);
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk + lines(tail());
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
