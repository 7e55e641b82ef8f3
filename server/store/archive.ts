// Moves finished months out of the journal: gzipped, read back and checked, only then are their segments removed.
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { syncFolder } from '../privacy/durable-file.ts';
import { archiveFolder, archiveName, listArchives, readArchive } from './archive-files.ts';
import { journalFolder, type Records, readHistory } from './history.ts';
import type { FinishedMonth } from './job.ts';
import { batchDigest, encodeLine, lineDigest } from './line.ts';
import { listJournal, segmentName } from './segment.ts';

/** What was written and must be read back. */
interface Content {
  readonly lines: number;
  readonly digest: string;
}

/** Does nothing when the month is archived already. Throws, and leaves the journal as it was, when anything is amiss. */
export async function archiveMonth(records: Records, month: FinishedMonth): Promise<void> {
  const folder = archiveFolder(records.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const archives = await listArchives(records.dataDir);
  if (archives.some(({ first, last }) => first <= month.first && month.last <= last)) return;
  const name = archiveName(month.name, month.first, month.last);
  const unfinished = join(folder, `${name}.unfinished`);
  try {
    const written = await write(records, month, unfinished);
    await sync(unfinished);
    await verify(unfinished, month, written);
    await rename(unfinished, join(folder, name));
    await syncFolder(folder);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

const LINES_PER_CHUNK = 256;

async function write(records: Records, month: FinishedMonth, path: string): Promise<Content> {
  const content = new Digest();
  async function* text(): AsyncGenerator<string> {
    let chunk: string[] = [];
    for await (const line of readHistory(records, { from: month.first, to: month.last })) {
      // Damage stays damage: the numbers that are missing tell of it.
      if ('gap' in line) continue;
      const encoded = encodeLine(line);
      content.add(encoded);
      chunk.push(encoded);
      if (chunk.length < LINES_PER_CHUNK) continue;
      yield `${chunk.join('\n')}\n`;
      chunk = [];
    }
    if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
  }
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(path, { mode: 0o600 }));
  return content.result();
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every CRC, the order of seqs, and that it holds exactly what the journal holds. */
async function verify(path: string, month: FinishedMonth, written: Content): Promise<void> {
  const content = new Digest();
  let before = month.first - 1;
  for await (const lines of readArchive(path))
    for (const { bytes, line } of lines) {
      if (line === null) throw new Error(`${path}: a line after ${before} does not read back`);
      if (line.s <= before || line.s > month.last)
        throw new Error(`${path}: line ${line.s} stands after ${before}`);
      before = line.s;
      content.add(bytes);
    }
  const read = content.result();
  if (read.lines !== written.lines || read.digest !== written.digest)
    throw new Error(`${path}: ${read.lines} lines read back, ${written.lines} written`);
}

/** Digest of lines in order, in constant memory. */
class Digest {
  #lines = 0;
  #digest = '';
  add(line: string | Uint8Array): void {
    this.#lines += 1;
    this.#digest = batchDigest([this.#digest, lineDigest(line)]);
  }
  result(): Content {
    return { lines: this.#lines, digest: this.#digest };
  }
}

/**
 * Removes segments whose every line is archived, oldest first and never out of turn: a newer segment says what is overruled
 * in the ones before it. Each removal is on the disk before the next: a file system may bring an older name back and not a newer.
 */
export async function removeArchivedSegments(records: Records): Promise<string[]> {
  const { disk, dataDir, kiosk } = records;
  const folder = journalFolder(dataDir);
  const through = (await listArchives(dataDir)).at(-1)?.last ?? 0;
  const { segments } = await listJournal(disk, folder, kiosk);
  const removed: string[] = [];
  for (const segment of segments) {
    if (segment.last > through) break;
    const name = segmentName(segment);
    await disk.unlink(join(folder, name));
    await disk.syncDirectory(folder);
    removed.push(name);
  }
  return removed;
}
