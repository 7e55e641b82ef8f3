// The worker thread: reads or writes one XLSX file away from the event loop, then ends. Its memory goes with it, whatever
// a file was made to do.
import { parentPort, workerData } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { readXlsx, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import type { SheetRows } from './sheet-shape.ts';
import type { WorkbookAnswer, WorkbookJob } from './workbook.ts';

/** Unpacked, all parts together: ten times the largest catalogue. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PARTS = 500;
/** 500 items with 30 documents each. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 60;
const MOST_SHEETS = 30;
const MOST_CHARS = 2000;

class TooLarge extends Error {}

async function perform(job: WorkbookJob): Promise<WorkbookAnswer> {
  if (job.kind === 'write') return { kind: 'file', file: await write(job.sheets) };
  try {
    weigh(Buffer.from(job.file));
    return { kind: 'sheets', sheets: await read(job.file, new Set(job.wanted)) };
  } catch (error) {
    return { kind: 'refused', code: error instanceof TooLarge ? 'FILE_TOO_LARGE' : 'FILE_DAMAGED' };
  }
}

/**
 * Unpacks every part once, so that a small file which becomes gigabytes is found out before anything is kept of it: what
 * a zip says of its own sizes proves nothing.
 */
function weigh(file: Buffer): void {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0) throw new Error('no end of the central directory');
  const parts = file.readUInt16LE(end + 10);
  if (parts > MOST_PARTS) throw new TooLarge();
  let at = file.readUInt32LE(end + 16);
  let left = MOST_BYTES;
  for (let part = 0; part < parts; part++) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('not a central directory');
    const method = file.readUInt16LE(at + 10);
    const packed = file.readUInt32LE(at + 20);
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    left -= method === 0 ? packed : unpackedSize(file.subarray(from, from + packed), left);
    if (left <= 0) throw new TooLarge();
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + file.readUInt16LE(at + field), 0);
  }
}

function unpackedSize(packed: Buffer, most: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: most }).length;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : error;
  }
}

async function read(file: Uint8Array, wanted: ReadonlySet<string>): Promise<SheetRows[]> {
  const names: string[] = [];
  await readXlsx(file, {
    sheets: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  if (names.length > MOST_SHEETS) throw new TooLarge();
  const sheets: SheetRows[] = [];
  for (const name of names.filter((one) => wanted.has(one.trim()))) {
    sheets.push({ name: name.trim(), rows: await rowsOf(file, name) });
  }
  return sheets;
}

/** Row by row: a cell in the last corner of a sheet costs nothing. Of a formula there is what it came to, as text. */
async function rowsOf(file: Uint8Array, sheet: string): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const { index, values } of streamXlsxRows(file, { sheet })) {
    const cells = values.map(textOf);
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    if (index >= MOST_ROWS || cells.length > MOST_COLUMNS) throw new TooLarge();
    while (rows.length < index) rows.push([]);
    rows[index] = cells;
  }
  return rows;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // A date is never meant here: Excel makes one of 1-3, and nobody can tell any more what was typed.
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (text.length > MOST_CHARS) throw new TooLarge();
  return text.trim() === '' ? null : text;
}

async function write(sheets: readonly SheetRows[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, rows, widths = [] }) => ({
      name,
      columns: widths.map((width) => ({ width })),
      freezePane: { rows: 1 },
      rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? inert(cell) : cell))),
    })),
  });
}

/** `_x0041_` in a cell means A to Excel; the underscore is written as its own code. */
function inert(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

parentPort?.postMessage(await perform(workerData as WorkbookJob));
