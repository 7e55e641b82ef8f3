// XLSX files in and out, each in a worker thread of its own: a large or a hostile file takes neither the screens' time nor
// the kiosk's memory.
import { Worker } from 'node:worker_threads';
import type { ImportRefusal } from './schema.ts';
import type { SheetRows } from './sheet-shape.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type WorkbookJob =
  | { readonly kind: 'write'; readonly sheets: readonly SheetRows[] }
  | { readonly kind: 'read'; readonly file: Uint8Array; readonly wanted: readonly string[] };
export type WorkbookAnswer =
  | { readonly kind: 'file'; readonly file: Uint8Array }
  | { readonly kind: 'sheets'; readonly sheets: readonly SheetRows[] }
  | { readonly kind: 'refused'; readonly code: Exclude<ImportRefusal, 'IMPORT_EXPIRED'> };

/** A large catalogue takes a second on a slow machine. */
const PATIENCE_MS = 20_000;
const MEMORY_MIB = 256;

export interface Workbooks {
  /** Sheets that have one of these names; others are not looked at. */
  read(file: Uint8Array, wanted: readonly string[]): Promise<WorkbookAnswer>;
  write(sheets: readonly SheetRows[]): Promise<Uint8Array>;
}

/** One at a time: a second file waits for the first. */
export function createWorkbooks(): Workbooks {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  }
  return {
    async read(file, wanted) {
      if (file.length === 0) return { kind: 'refused', code: 'FILE_EMPTY' };
      if (!isZip(file)) return { kind: 'refused', code: 'FILE_NOT_XLSX' };
      // Whatever ended the thread, it was the file: out of memory, or no end in sight.
      return inTurn(() => perform({ kind: 'read', file, wanted })).catch(() => ({
        kind: 'refused' as const,
        code: 'FILE_TOO_LARGE' as const,
      }));
    },
    async write(sheets) {
      const answer = await inTurn(() => perform({ kind: 'write', sheets }));
      if (answer.kind !== 'file') throw new Error('the worker wrote no file');
      return answer.file;
    },
  };
}

/** .xls and locked files begin otherwise, pages and texts too, whatever they are called. */
function isZip(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b && file[2] === 0x03 && file[3] === 0x04;
}

function perform(job: WorkbookJob): Promise<WorkbookAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
      workerData: job,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
    worker.once('message', (answer: WorkbookAnswer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the worker ended with code ${code}`));
    });
  });
}
