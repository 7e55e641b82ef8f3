// A segment is a file of the journal. What recovery must never lose stands in its name: epoch, order, what it overrules.
import { join } from 'node:path';
import { type Disk, type DiskFile, errorCode, writeAll } from './disk.ts';
import { JournalRefused } from './refused.ts';

export interface Segment {
  /** Order of creation; the newer segment wins wherever two hold the same seq. */
  readonly index: number;
  readonly epoch: number;
  /** Lines with seq ≥ first in older segments are overruled. */
  readonly first: number;
  /** Everything up to here was on disk when this segment got its name: a hole there is damage, never a torn write. */
  readonly upto: number;
  readonly kiosk: string;
}

/** A segment with the last seq that it and no newer one holds; Infinity for the newest. */
export interface OwnedSegment extends Segment {
  readonly last: number;
}

export interface JournalFolder {
  readonly segments: readonly OwnedSegment[];
  /** Half-made segments of a process that died. */
  readonly unfinished: readonly string[];
  /** Files that are none of ours; left alone. */
  readonly foreign: readonly string[];
}

const UNFINISHED = '.unfinished';
const NAME = /^(\d{8,15})-e(\d{1,15})-f(\d{1,15})-u(\d{1,15})-([\w.~%!*'()-]+)\.ndjson$/;

export function segmentName(segment: Segment): string {
  const { index, epoch, first, upto, kiosk } = segment;
  return `${String(index).padStart(8, '0')}-e${epoch}-f${first}-u${upto}-${encodeURIComponent(kiosk)}.ndjson`;
}

export function parseSegmentName(name: string): Segment | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, index, epoch, first, upto, code] = match;
  try {
    const segment = {
      index: Number(index),
      epoch: Number(epoch),
      first: Number(first),
      upto: Number(upto),
      kiosk: decodeURIComponent(code ?? ''),
    };
    return segmentName(segment) === name ? segment : null;
  } catch {
    return null;
  }
}

/** Which seqs are read from which segment: each from the newest whose name claims it. Oldest first. */
export function ownedSegments(segments: readonly Segment[]): OwnedSegment[] {
  const owned: OwnedSegment[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const segment of [...segments].sort((a, b) => b.index - a.index)) {
    owned.unshift({ ...segment, last });
    last = Math.min(last, segment.first - 1);
  }
  return owned;
}

/** What the journal's directory holds. Refuses a directory that is plainly not this kiosk's journal. */
export async function listJournal(
  disk: Disk,
  directory: string,
  kiosk: string,
): Promise<JournalFolder> {
  const names = await disk.list(directory).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const segments: Segment[] = [];
  const unfinished: string[] = [];
  const foreign: string[] = [];
  for (const name of names.sort()) {
    const segment = parseSegmentName(name);
    if (segment !== null) segments.push(segment);
    else if (name.endsWith(UNFINISHED) && parseSegmentName(name.slice(0, -UNFINISHED.length)))
      unfinished.push(name);
    else foreign.push(name);
  }
  const other = segments.find((segment) => segment.kiosk !== kiosk);
  if (other !== undefined)
    throw new JournalRefused(
      'OTHER_KIOSK',
      `${directory} holds the journal of kiosk ${other.kiosk}, but the settings name this kiosk ${kiosk}. ` +
        'Put the old code back into the settings, or choose another data directory.',
    );
  if (segments.length === 0 && foreign.some((name) => !name.startsWith('.')))
    throw new JournalRefused(
      'NO_JOURNAL',
      `${directory} holds files that are no journal (${foreign.slice(0, 3).join(', ')}). ` +
        'Move them elsewhere, or choose another data directory.',
    );
  return { segments: ownedSegments(segments), unfinished, foreign };
}

/** Makes a segment that is on the disk, name and all, before anything is appended to it. */
export async function createSegment(
  disk: Disk,
  directory: string,
  segment: Segment,
  repeated: Uint8Array,
): Promise<DiskFile> {
  const path = join(directory, segmentName(segment));
  const file = await disk.create(path + UNFINISHED);
  try {
    if (repeated.length > 0) await writeAll(file, repeated);
    await disk.rename(path + UNFINISHED, path);
    await disk.syncDirectory(directory);
    return file;
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}
