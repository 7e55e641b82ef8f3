// Everything ever recorded and still kept, as one stream: archives, then segments. Overruled lines are left out, what is
// missing is named.
import { join } from 'node:path';
import { type ArchiveFile, archiveFolder, listArchives, readArchive } from './archive-files.ts';
import type { Disk } from './disk.ts';
import type { JournalLine } from './journal.ts';
import { type Gap, readLines } from './reader.ts';

/** Where a kiosk's records lie. */
export interface Records {
  readonly disk: Disk;
  readonly dataDir: string;
  readonly kiosk: string;
}
export interface HistoryRange {
  readonly from: number;
  /** Must be durable. */
  readonly to: number;
}

export const journalFolder = (dataDir: string): string => join(dataDir, 'journal');

/** @param floor seqs below it were deleted by policy: no gap */
export async function* readHistory(
  records: Records,
  { from, to }: HistoryRange,
  floor = 1,
): AsyncGenerator<JournalLine | { gap: Gap }> {
  let expected = Math.max(from, floor);
  while (expected <= to) {
    const archives = await listArchives(records.dataDir);
    const archive = archives.find((one) => holds(one, expected));
    const next = archives.find((one) => one.first > expected);
    const end = Math.min(to, archive?.last ?? (next ? next.first - 1 : to));
    let moved = false;
    for await (const line of archive
      ? archiveLines(records.dataDir, archive)
      : segmentLines(records, { from: expected, to: end })) {
      if (line.s < expected) continue;
      if (line.s > end) break;
      if (line.s > expected) {
        moved = archive === undefined && (await isArchived(records.dataDir, expected));
        if (moved) break;
        yield { gap: { from: expected, to: line.s - 1 } };
      }
      yield line;
      expected = line.s + 1;
    }
    // Between listing and reading, a month may have moved from segments to an archive: look again.
    moved ||=
      archive === undefined && expected <= end && (await isArchived(records.dataDir, expected));
    if (moved || expected > end) continue;
    yield { gap: { from: expected, to: end } };
    expected = end + 1;
  }
}

function holds(archive: ArchiveFile, seq: number): boolean {
  return archive.first <= seq && seq <= archive.last;
}

async function isArchived(dataDir: string, seq: number): Promise<boolean> {
  return (await listArchives(dataDir)).some((one) => holds(one, seq));
}

async function* segmentLines(records: Records, range: HistoryRange): AsyncGenerator<JournalLine> {
  const { disk, dataDir, kiosk } = records;
  for await (const one of readLines(disk, journalFolder(dataDir), kiosk, range))
    if (!('gap' in one)) yield one;
}

async function* archiveLines(dataDir: string, archive: ArchiveFile): AsyncGenerator<JournalLine> {
  try {
    for await (const lines of readArchive(join(archiveFolder(dataDir), archive.name)))
      for (const { line } of lines) if (line !== null) yield line;
  } catch {
    // It ends here; what is missing is named by the caller.
  }
}
