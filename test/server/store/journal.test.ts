// What the journal promises to the store above it, on the real disk where that matters.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBallast } from '../../../server/store/ballast.ts';
import { createJournal, type JournalLine } from '../../../server/store/journal.ts';
import { batchDigest, decodeLine, encodeLine, lineDigest } from '../../../server/store/line.ts';
import { nodeDisk } from '../../../server/store/node-disk.ts';
import { readLines } from '../../../server/store/reader.ts';
import { brokenChain, DIRECTORY, makeLine, noLock } from './journal-history.ts';
import { seeded } from './random.ts';
import { type Call, type Plan, SimulatedDisk } from './simulated-disk.ts';

let base: string;
let directory: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'journal-'));
  directory = join(base, 'journal');
});
afterEach(() => rm(base, { recursive: true }));

const kiosk = 'LW01';
const one = (s: number, d: unknown = {}, e = 1) => [makeLine(s, 0, `c${s}`, d, e)];

type Read = AsyncIterable<JournalLine | { gap: { from: number; to: number } }>;

async function seqs(read: Read): Promise<(number | string)[]> {
  const found: (number | string)[] = [];
  for await (const line of read)
    found.push('gap' in line ? `gap ${line.gap.from}-${line.gap.to}` : line.s);
  return found;
}

function simulated(plan?: Plan) {
  const disk = new SimulatedDisk(seeded(1));
  const calls: Call[] = [];
  const process = disk.boot((n, call, path) => {
    calls.push(call);
    return plan?.(n, call, path) ?? null;
  });
  const journal = createJournal({ directory: DIRECTORY, kiosk, disk: process, lock: noLock });
  return { disk, calls, journal };
}

describe('append', () => {
  it('writes what was appended in one turn with one flush, in the order of the calls', async () => {
    const { calls, journal } = simulated();
    await journal.open(0);
    calls.length = 0;
    await Promise.all(Array.from({ length: 32 }, (_, i) => journal.append(one(i + 1))));
    expect(calls).toEqual(['write', 'sync']);
    expect(await seqs(journal.read(1))).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  });

  it('lets commands that come during a write share the next one, which begins after the flush', async () => {
    const done: number[] = [];
    const others: Promise<unknown>[] = [];
    let open = false;
    const { calls, journal } = simulated((_, call) => {
      if (open && call === 'write' && others.length === 0)
        for (const s of [2, 3, 4]) others.push(journal.append(one(s)).then(() => done.push(s)));
      return null;
    });
    await journal.open(0);
    open = true;
    calls.length = 0;
    const first = journal.append(one(1));
    await first;
    expect(done).toEqual([]);
    await Promise.all(others);
    expect(calls).toEqual(['write', 'sync', 'write', 'sync']);
    const batches: number[] = [];
    for await (const line of journal.read(1)) if (!('gap' in line)) batches.push(line.b);
    expect(batches).toEqual([1, 2, 2, 2]);
  });

  it('gathers the next commands of everyone whom one write woke', async () => {
    const { calls, journal } = simulated();
    await journal.open(0);
    calls.length = 0;
    let seq = 0;
    const writer = async () => {
      for (let i = 0; i < 5; i++) {
        seq += 1;
        await journal.append(one(seq));
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    expect(calls.filter((call) => call === 'sync')).toHaveLength(5);
  });

  it('rotates an empty segment without a trace, and goes on', async () => {
    const { calls, journal } = simulated();
    await journal.open(0);
    calls.length = 0;
    await journal.rotate();
    expect(calls).toEqual([]);
    await journal.append(one(1));
    await journal.rotate();
    await journal.rotate();
    await journal.append(one(2));
    expect(await seqs(journal.read(1))).toEqual([1, 2]);
    expect(calls.filter((call) => call === 'create')).toHaveLength(1);
    await journal.close();
  });

  it('refuses lines that do not follow, and data that is no JSON, without harm to others', async () => {
    const journal = createJournal({ directory, kiosk });
    await journal.open(0);
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await expect(journal.append(one(2))).rejects.toThrow(RangeError);
    await expect(journal.append(one(1, {}, 2))).rejects.toThrow(RangeError);
    await expect(journal.append([makeLine(1, 1, 'c', {})])).rejects.toThrow(RangeError);
    await expect(journal.append([])).rejects.toThrow(RangeError);
    await expect(journal.append(one(1, circular))).rejects.toThrow(TypeError);
    await journal.append(one(1));
    expect(await seqs(journal.read(1))).toEqual([1]);
    await journal.close();
    await expect(journal.append(one(2))).rejects.toThrow('not open');
  });
});

describe('a disk that fails', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EIO', 'DISK_ERROR'],
  ] as const)(
    '%s rejects everything pending and everything after, until opened again',
    async (code, reason) => {
      let failing = false;
      const { calls, journal } = simulated((_, call) =>
        failing && (call === 'write' || call === 'sync') ? { kind: 'error', code } : null,
      );
      await journal.open(0);
      await journal.append(one(1));
      failing = true;
      const results = await Promise.allSettled([
        journal.append(one(2)),
        journal.append(one(3)),
        journal.rotate(),
      ]);
      for (const result of results)
        expect(result).toMatchObject({ status: 'rejected', reason: { reason } });
      failing = false;
      calls.length = 0;
      await expect(journal.append(one(2))).rejects.toMatchObject({ reason });
      // Not even one more call on a file that failed.
      expect(calls).toEqual([]);
      expect(await seqs(journal.read(1))).toEqual([1]);
      const state = await journal.open(1);
      expect(state.readOnly).toBeUndefined();
      expect(state.gaps).toEqual([]);
      await journal.append(one(state.lastSeq + 1));
      expect(await seqs(journal.read(1))).toContain(1);
    },
  );

  it('opens read-only when it takes no new segment, and writes once it does', async () => {
    const disk = new SimulatedDisk(seeded(1));
    const options = { directory: DIRECTORY, kiosk, lock: noLock };
    const before = createJournal({ ...options, disk: disk.boot() });
    await before.open(0);
    await before.append(one(1));
    await before.append(one(2));
    let full = true;
    const process = disk.boot((_, call) =>
      full && ['create', 'write'].includes(call) ? { kind: 'error', code: 'ENOSPC' } : null,
    );
    const journal = createJournal({ ...options, disk: process });
    const state = await journal.open(0);
    expect(state).toMatchObject({ lastSeq: 2, gaps: [], readOnly: { reason: 'DISK_FULL' } });
    expect(await seqs(journal.read(1))).toEqual([1, 2]);
    await expect(journal.append(one(3))).rejects.toMatchObject({ reason: 'DISK_FULL' });
    await expect(journal.rotate()).rejects.toMatchObject({ reason: 'DISK_FULL' });
    full = false;
    expect((await journal.open(2)).readOnly).toBeUndefined();
    await journal.append(one(3));
    expect(await seqs(journal.read(1))).toEqual([1, 2, 3]);
  });

  it('says that the disk failed when nothing can be listed', async () => {
    const { journal } = simulated((_, call) =>
      call === 'list' ? { kind: 'error', code: 'EIO' } : null,
    );
    await expect(journal.open(0)).rejects.toMatchObject({ reason: 'DISK_ERROR' });
  });
});

describe('segments', () => {
  it('are finished by size and on request, and read by a worker without the lock', async () => {
    const journal = createJournal({ directory, kiosk, segmentBytes: 2000 });
    await journal.open(0);
    for (let s = 1; s <= 20; s++) await journal.append(one(s, { text: 'x'.repeat(100) }));
    const bySize = (await readdir(directory)).length;
    expect(bySize).toBeGreaterThan(3);
    await journal.rotate();
    await journal.rotate();
    expect(await readdir(directory)).toHaveLength(bySize + 1);
    expect(await seqs(readLines(nodeDisk, directory, kiosk, { from: 5, to: 20 }))).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 5),
    );
    await journal.close();
  });

  it('may be taken away once archived, also while they are read', async () => {
    const journal = createJournal({ directory, kiosk, segmentBytes: 2000 });
    await journal.open(0);
    for (let s = 1; s <= 20; s++) await journal.append(one(s, { text: 'x'.repeat(100) }));
    const read = journal.read(1)[Symbol.asyncIterator]();
    expect((await read.next()).value).toMatchObject({ s: 1 });
    const [first, second] = (await readdir(directory)).sort();
    await rm(join(directory, first ?? ''));
    await rm(join(directory, second ?? ''));
    let last = 0;
    for (let next = await read.next(); !next.done; next = await read.next()) {
      expect(next.value).toMatchObject({ s: last === 0 ? 2 : last + 1 });
      last = 's' in next.value ? next.value.s : 0;
    }
    expect(last).toBe(20);
    const rest = await seqs(journal.read(1));
    expect(rest[0]).toBeGreaterThan(1);
    expect(rest.at(-1)).toBe(20);
    expect(rest.every((seq) => typeof seq === 'number')).toBe(true);
    await journal.close();
  });

  it('do not pile up over starts without a record', async () => {
    for (let start = 0; start < 10; start++) {
      const journal = createJournal({ directory, kiosk });
      await journal.open(0);
      if (start === 0) await journal.append(one(1));
      await journal.close();
    }
    expect((await readdir(directory)).length).toBeLessThanOrEqual(2);
  });

  it('only their owner may read them', async () => {
    const journal = createJournal({ directory, kiosk });
    await journal.open(0);
    const [name] = await readdir(directory);
    expect((await stat(directory)).mode & 0o077).toBe(0);
    expect((await stat(join(directory, name ?? ''))).mode & 0o077).toBe(0);
    await journal.close();
  });
});

describe('the chain', () => {
  it('can be followed by a consumer that has the digests of lines it may not see', async () => {
    const journal = createJournal({ directory, kiosk, segmentBytes: 1500 });
    await journal.open(0);
    await Promise.all([1, 2, 3].map((s) => journal.append(one(s))));
    await journal.append(one(4));
    await journal.close();
    const { tail } = await journal.open(0);
    await journal.append(one(5));
    const lines: JournalLine[] = [];
    for await (const line of journal.read(1)) if (!('gap' in line)) lines.push(line);
    expect(brokenChain(lines)).toBeNull();
    const digests = lines.map((line) => lineDigest(encodeLine(line)));
    expect(lines[0]?.h).toBe(batchDigest([]));
    expect(lines[3]?.h).toBe(batchDigest(digests.slice(0, 3)));
    expect(lines[4]?.h).toBe(batchDigest(digests.slice(3, 4)));
    expect(tail).toBe(lines[4]?.h);
    await journal.close();
  });

  it('encodes a line that was read to the very bytes on disk', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.nat(), (d, c, n) => {
        const text = encodeLine({ ...makeLine(7, n, c, d), b: 5, h: 'h' });
        const line = decodeLine(Buffer.from(text));
        expect(line === null ? null : encodeLine(line)).toBe(text);
        expect(text).not.toContain('\n');
      }),
    );
  });
});

describe('a directory that is not this journal', () => {
  it('of another kiosk is refused, with what to do', async () => {
    const journal = createJournal({ directory, kiosk });
    await journal.open(0);
    await journal.append(one(1));
    await journal.close();
    const other = createJournal({ directory, kiosk: 'LW02' });
    await expect(other.open(0)).rejects.toMatchObject({ reason: 'OTHER_KIOSK' });
    await expect(other.open(0)).rejects.toThrow(/LW01.*LW02.*settings/);
    // And is left as it was.
    expect(await journal.open(0)).toMatchObject({ lastSeq: 1, gaps: [] });
    await journal.close();
  });

  it('of something else is refused; stray files beside a journal are left alone and named', async () => {
    const journal = createJournal({ directory, kiosk });
    await journal.open(0);
    await journal.close();
    await writeFile(join(directory, 'notes.txt'), 'hello');
    await writeFile(join(directory, '.hidden'), '');
    expect((await journal.open(0)).foreign).toEqual(['.hidden', 'notes.txt']);
    await journal.close();
    const foreign = createJournal({ directory: base, kiosk });
    await writeFile(join(base, 'holiday.jpg'), 'x');
    await expect(foreign.open(0)).rejects.toMatchObject({ reason: 'NO_JOURNAL' });
    await expect(foreign.open(0)).rejects.toThrow(/holiday.jpg.*choose another/);
  });
});

describe('the lock', () => {
  it('keeps a second process out, and dies with the first', async () => {
    const script = `
      import { createJournal } from ${JSON.stringify(new URL('../../../server/store/journal.ts', import.meta.url).href)};
      await createJournal({ directory: process.argv[1], kiosk: 'LW01' }).open(0);
      console.log('open');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory]);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.stderr.once('data', (text) => reject(new Error(String(text))));
    });
    const journal = createJournal({ directory, kiosk });
    await expect(journal.open(0)).rejects.toMatchObject({ reason: 'LOCKED' });
    child.kill('SIGKILL');
    await exited;
    expect(await journal.open(0)).toMatchObject({ lastSeq: 0 });
    await journal.close();
  });

  it('holds within one process too, until closed', async () => {
    const first = createJournal({ directory, kiosk });
    const second = createJournal({ directory: `${directory}/../journal`, kiosk });
    await first.open(0);
    await expect(second.open(0)).rejects.toMatchObject({ reason: 'LOCKED' });
    await first.close();
    await second.open(0);
    await second.close();
  });
});

describe('the ballast', () => {
  it('takes room, gives it free, and is made again', async () => {
    const path = join(base, 'ballast');
    const ballast = createBallast({ disk: nodeDisk, path, bytes: 3_000_000 });
    expect(await ballast.release()).toBe(false);
    expect(await ballast.restore()).toBe(true);
    const { size, blocks } = await stat(path);
    expect(size).toBe(3_000_000);
    expect(blocks * 512).toBeGreaterThanOrEqual(2_900_000);
    expect(await ballast.restore()).toBe(true);
    expect(await ballast.release()).toBe(true);
    expect(await readdir(base)).toEqual([]);
    await writeFile(path, 'half of it');
    expect(await ballast.restore()).toBe(true);
    expect((await stat(path)).size).toBe(3_000_000);
  });

  it('leaves nothing behind when there is no room for it', async () => {
    const disk = new SimulatedDisk(seeded(1));
    const process = disk.boot((_, call) =>
      call === 'write' ? { kind: 'error', code: 'ENOSPC' } : null,
    );
    const ballast = createBallast({ disk: process, path: '/data/ballast', bytes: 10_000 });
    expect(await ballast.restore()).toBe(false);
    expect(disk.files().size).toBe(0);
  });
});
