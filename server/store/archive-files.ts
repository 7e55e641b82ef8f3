// Archived months: gzipped NDJSON whose lines are byte for byte those of the journal. Their names say which seqs they hold.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { JournalLine } from './journal.ts';
import { decodeLine } from './line.ts';

export interface ArchiveFile {
  /** `2026-09` */
  readonly month: string;
  readonly first: number;
  readonly last: number;
  readonly name: string;
}

const NAME = /^(\d{4}-\d{2}|none)-f(\d{1,15})-u(\d{1,15})\.ndjson\.gz$/;
const NEWLINE = 0x0a;

export const archiveFolder = (dataDir: string): string => join(dataDir, 'archive');

export function archiveName(month: string, first: number, last: number): string {
  return `${month === '' ? 'none' : month}-f${first}-u${last}.ndjson.gz`;
}

/** Oldest first; empty when nothing was archived yet. */
export async function listArchives(dataDir: string): Promise<ArchiveFile[]> {
  const names = await readdir(archiveFolder(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) => {
      const [, month, first, last] = NAME.exec(name) ?? [];
      return month === undefined ? [] : [{ month, first: Number(first), last: Number(last), name }];
    })
    .sort((a, b) => a.first - b.first);
}

/** A line of an archive with its exact bytes; `line` is null when they are damaged. */
export interface ArchivedLine {
  readonly bytes: Buffer;
  readonly line: JournalLine | null;
}

/** Throws when the file ends early or gzip's own checksum is wrong. */
export async function* readArchive(path: string): AsyncGenerator<ArchivedLine[]> {
  const text = createReadStream(path).on('error', (error) => unzipped.destroy(error));
  const unzipped = createGunzip();
  text.pipe(unzipped);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const lines: ArchivedLine[] = [];
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
        const one = bytes.subarray(from, to);
        lines.push({ bytes: one, line: decodeLine(one) });
        from = to + 1;
      }
      rest = bytes.subarray(from);
      if (lines.length > 0) yield lines;
    }
  } finally {
    text.destroy();
  }
  if (rest.length > 0) yield [{ bytes: rest, line: null }];
}
