// A small journal whose files can be cut, altered or taken away byte by byte, and the judge of what recovery makes of it.
import { join } from 'node:path';
import type { JournalLine } from '../../../server/store/journal.ts';
import { decodeLine, encodeLine } from '../../../server/store/line.ts';
import { ownedSegments, parseSegmentName } from '../../../server/store/segment.ts';
import { brokenChain, DIRECTORY, type MakeJournal, makeLine, noLock } from './journal-history.ts';
import { seeded } from './random.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const KIOSK = 'LW01';

export interface SmallJournal {
  /** By path. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly lines: readonly JournalLine[];
  /** The file that grew last, and the first seq of its last write. */
  readonly newest: string;
  readonly lastBatch: number;
}

function journalOn(disk: SimulatedDisk, makeJournal: MakeJournal) {
  return makeJournal({
    directory: DIRECTORY,
    kiosk: KIOSK,
    disk: disk.boot(),
    segmentBytes: 100_000,
    lock: noLock,
  });
}

/** Three segments: one rotated, one whose last write was repeated after kill -9, one that was growing when killed. */
export async function smallJournal(makeJournal: MakeJournal): Promise<SmallJournal> {
  const disk = new SimulatedDisk(seeded(1));
  const text = (s: number) => ({ text: '办事'.repeat(s % 4), number: s });
  const one = (s: number) => [makeLine(s, 0, `c${s}`, text(s))];
  const two = (s: number) => [
    makeLine(s, 1, `c${s}`, text(s)),
    makeLine(s + 1, 0, `c${s}`, text(s)),
  ];
  const first = journalOn(disk, makeJournal);
  await first.open(0);
  await first.append(one(1));
  await first.append(two(2));
  await Promise.all([first.append(one(4)), first.append(two(5))]);
  await first.rotate();
  await first.append(one(7));
  await Promise.all([first.append(one(8)), first.append(one(9))]);
  // Killed: what follows repeats 8 and 9.
  const second = journalOn(disk, makeJournal);
  await second.open(0);
  await second.append(one(10));
  await second.append(two(11));
  await Promise.all([second.append(two(13)), second.append(one(15)), second.append(two(16))]);
  const lines: JournalLine[] = [];
  for await (const line of second.read(1)) if (!('gap' in line)) lines.push(line);
  const files = disk.files();
  const newest = [...files.keys()].sort().at(-1) ?? '';
  return { files, lines, newest, lastBatch: lines.at(-1)?.b ?? 0 };
}

export interface Verdict {
  readonly violations: readonly string[];
  readonly missing: readonly number[];
  readonly lastSeq: number;
}

/**
 * Opens the altered files, appends, opens again: nothing invented, everything missing is named, except from the last write on
 * when it cannot be told from a torn one.
 */
export async function judge(
  makeJournal: MakeJournal,
  original: SmallJournal,
  files: ReadonlyMap<string, Buffer>,
  tornFrom = original.lastBatch,
): Promise<Verdict> {
  const disk = new SimulatedDisk(seeded(2));
  disk.makeDirectory(DIRECTORY);
  for (const [path, bytes] of files) disk.put(path, bytes);
  const violations: string[] = [];
  const journal = journalOn(disk, makeJournal);
  const state = await journal.open(0);
  if (state.readOnly) violations.push('read-only on a healthy disk');
  const seen = await readAll(journal.read(1));
  const byOriginal = new Map(original.lines.map((line) => [line.s, encodeLine(line)]));
  for (const line of seen.lines)
    if (byOriginal.get(line.s) !== encodeLine(line)) violations.push(`seq ${line.s} was altered`);
  const found = new Set(seen.lines.map(({ s }) => s));
  const named = new Set(seen.gaps);
  const missing = original.lines.map(({ s }) => s).filter((s) => !found.has(s));
  for (const s of missing)
    if (!named.has(s) && !(s >= tornFrom && s > state.lastSeq))
      violations.push(`seq ${s} is missing and not named`);
  for (const s of named)
    if (found.has(s) || s > original.lines.length) violations.push(`seq ${s} is named for nothing`);
  if (JSON.stringify([...named]) !== JSON.stringify(expand(state.gaps)))
    violations.push(`open names ${JSON.stringify(state.gaps)}, read ${[...named]}`);
  const last = seen.lines.at(-1);
  if (last !== undefined && last.s === state.lastSeq && last.n > 0)
    violations.push(`half of command ${last.c} was kept`);

  // What recovery settled stays settled, and the journal goes on behind it.
  const after = makeLine(state.lastSeq + 1, 0, 'after', {}, state.epoch);
  await journal.append([after]);
  const again = journalOn(disk, makeJournal);
  const reopened = await again.open(0);
  const second = await readAll(again.read(1));
  const texts = (lines: readonly JournalLine[]) => lines.map(encodeLine).join('\n');
  if (texts(second.lines.slice(0, -1)) !== texts(seen.lines) || second.lines.at(-1)?.c !== 'after')
    violations.push('the second recovery sees another journal');
  if (JSON.stringify(reopened.gaps) !== JSON.stringify(state.gaps))
    violations.push('the second recovery names other gaps');
  if (missing.length === 0 && brokenChain(second.lines) !== null)
    violations.push(`the chain is broken at ${brokenChain(second.lines)}`);
  return { violations, missing, lastSeq: state.lastSeq };
}

function expand(gaps: readonly { from: number; to: number }[]): number[] {
  return gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

async function readAll(
  read: AsyncIterable<JournalLine | { gap: { from: number; to: number } }>,
): Promise<{ lines: JournalLine[]; gaps: number[] }> {
  const lines: JournalLine[] = [];
  const gaps: { from: number; to: number }[] = [];
  for await (const line of read) {
    if ('gap' in line) gaps.push(line.gap);
    else lines.push(line);
  }
  return { lines, gaps: expand(gaps) };
}

/** The files with one of them changed. */
export function withFile(small: SmallJournal, path: string, bytes: Buffer): Map<string, Buffer> {
  return new Map(small.files).set(path, bytes);
}

export function flipped(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

/** Which seqs a file holds that no newer one overrules, by the byte at which their line ends. */
export function ownLines(small: SmallJournal, path: string): { s: number; end: number }[] {
  const segments = [...small.files.keys()].map((name) =>
    parseSegmentName(name.slice(DIRECTORY.length + 1)),
  );
  const owned = ownedSegments(segments.filter((segment) => segment !== null));
  const mine = owned.find(({ index }) =>
    path.startsWith(join(DIRECTORY, String(index).padStart(8, '0'))),
  );
  const bytes = small.files.get(path) ?? Buffer.alloc(0);
  const lines: { s: number; end: number }[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const line = decodeLine(bytes.subarray(from, end));
    if (line !== null && mine !== undefined && line.s <= mine.last) lines.push({ s: line.s, end });
    from = end + 1;
  }
  return lines;
}

/**
 * A torn last write with sectors of another life behind it: lines whose checksum holds and that do not belong. By name: what
 * stands there, and how many lines of the last write come before it.
 */
export function leftovers(small: SmallJournal): { name: string; files: Map<string, Buffer> }[] {
  const bytes = small.files.get(small.newest) ?? Buffer.alloc(0);
  const ends = ownLines(small, small.newest);
  const torn = (before: number, foreign: Partial<JournalLine>) => {
    const end = ends.find(({ s }) => s === before)?.end ?? 0;
    const line = {
      ...(small.lines.at(-1) as JournalLine),
      n: 0,
      c: 'foreign',
      h: 'x'.repeat(22),
      ...foreign,
    };
    const garbage = Buffer.concat([Buffer.alloc(512), Buffer.from(`${encodeLine(line)}\n`)]);
    return withFile(small, small.newest, Buffer.concat([bytes.subarray(0, end + 40), garbage]));
  };
  return [
    { name: 'a line from far ahead', files: torn(12, { s: 4000, b: 4000 }) },
    { name: 'a line that seems to begin the last write', files: torn(12, { s: 13, b: 13 }) },
    { name: 'a line that seems to continue the last write', files: torn(14, { s: 15, b: 13 }) },
    { name: 'a line of another epoch', files: torn(12, { s: 13, b: 13, e: 3 }) },
    { name: 'a line from long ago', files: torn(12, { s: 2, b: 2 }) },
  ];
}

/** Everything that damage can bring to light, in a short form; the first complaint. */
export async function damageNoticed(make: MakeJournal): Promise<string | null> {
  const small = await smallJournal(make);
  for (const { name, files } of leftovers(small)) {
    const { violations } = await judge(make, small, files);
    if (violations[0] !== undefined) return `${name}: ${violations[0]}`;
  }
  const forged = forge(small, small.lines[4] as JournalLine);
  const { violations } = await judge(make, small, forged);
  if (violations[0] !== undefined) return `a forged line: ${violations[0]}`;
  for (const [path, bytes] of small.files)
    for (let at = 0; at < bytes.length; at++) {
      if (at % 7 !== 0 && bytes[at] !== 0x0a) continue;
      const files = withFile(small, path, flipped(bytes, at, (bytes[at] ?? 0) ^ 1));
      const { violations, missing } = await judge(make, small, files);
      if (violations[0] !== undefined) return violations[0];
      if (missing.filter((s) => s < small.lastBatch).length > 1)
        return `one bad byte cost ${missing.length} records`;
    }
  return null;
}

/** The files with one line rewritten, checksum included, in every copy. */
export function forge(small: SmallJournal, line: JournalLine): Map<string, Buffer> {
  const forged = encodeLine({ ...line, d: { text: 'forged' } });
  return new Map(
    [...small.files].map(([path, bytes]) => [
      path,
      Buffer.from(bytes.toString().replace(encodeLine(line), forged)),
    ]),
  );
}
