// Recovery of files that were cut, altered, made unreadable or taken away: at every byte, with nothing invented or unnamed.
import { beforeAll, describe, expect, it } from 'vitest';
import { createJournal, type JournalLine } from '../../../server/store/journal.ts';
import {
  flipped,
  forge,
  judge,
  leftovers,
  ownLines,
  type SmallJournal,
  smallJournal,
  withFile,
} from './journal-damage.ts';
import { DIRECTORY, noLock } from './journal-history.ts';
import { seeded } from './random.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const LONG = process.env['KIOSK_LONG_TESTS'] === '1';
let small: SmallJournal;
beforeAll(async () => {
  small = await smallJournal(createJournal);
});

describe('a small journal', () => {
  it('has three segments, one of which repeats what was in doubt', () => {
    expect([...small.files.keys()].map((path) => path.slice(DIRECTORY.length + 1)).sort()).toEqual([
      '00000001-e1-f1-u0-LW01.ndjson',
      '00000002-e1-f7-u6-LW01.ndjson',
      '00000003-e1-f8-u9-LW01.ndjson',
    ]);
    expect(small.lines.map(({ s }) => s)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    expect(small.lastBatch).toBe(13);
  });

  it('is recovered as it is when nothing happened to it', async () => {
    const { violations, missing } = await judge(createJournal, small, small.files);
    expect(violations).toEqual([]);
    expect(missing).toEqual([]);
  });
});

describe('a file cut at any byte', () => {
  it('loses what was cut off and nothing else', async () => {
    let cases = 0;
    for (const [path, bytes] of small.files) {
      const own = ownLines(small, path);
      for (let length = 0; length < bytes.length; length++) {
        // Cut behind whole lines, the growing file looks as if the rest had never been written.
        const tornFrom = path === small.newest ? 10 : small.lines.length + 1;
        const files = withFile(small, path, bytes.subarray(0, length));
        const { violations, missing } = await judge(createJournal, small, files, tornFrom);
        expect(violations, `${path} cut at ${length}`).toEqual([]);
        const gone = own.filter(({ end }) => end > length).map(({ s }) => s);
        // A command whose end is cut off goes as a whole.
        const atMost = path === small.newest ? gone.length + 1 : gone.length;
        expect(missing.length, `${path} cut at ${length}`).toBeGreaterThanOrEqual(gone.length);
        expect(missing.length, `${path} cut at ${length}`).toBeLessThanOrEqual(atMost);
        cases += 1;
      }
    }
    expect(cases).toBeGreaterThan(4000);
  });
});

describe('a byte damaged anywhere', () => {
  it('costs at most one record outside the last write, and that one is named', async () => {
    const step = LONG ? 1 : 7;
    let cases = 0;
    for (const [path, bytes] of small.files)
      for (let at = 0; at < bytes.length; at += step)
        for (const value of [(bytes[at] ?? 0) ^ 0x01, 0x0a, 0x00]) {
          if (value === bytes[at]) continue;
          const files = withFile(small, path, flipped(bytes, at, value));
          const { violations, missing } = await judge(createJournal, small, files);
          expect(violations, `${path} byte ${at} = ${value}`).toEqual([]);
          expect(missing.filter((s) => s < small.lastBatch).length).toBeLessThanOrEqual(1);
          cases += 1;
        }
    expect(cases).toBeGreaterThan(LONG ? 12_000 : 1700);
  }, 600_000);

  it('is named even in the last write once a later start has seen that write whole', async () => {
    const disk = new SimulatedDisk(seeded(3));
    for (const [path, bytes] of small.files) disk.put(path, bytes);
    const options = { directory: DIRECTORY, kiosk: 'LW01', lock: noLock };
    await createJournal({ ...options, disk: disk.boot() }).open(0);
    const repeated = [...disk.files()].sort().at(-1);
    if (repeated === undefined) throw new Error('no file');
    disk.put(repeated[0], flipped(repeated[1], repeated[1].length - 40, 0));
    const state = await createJournal({ ...options, disk: disk.boot() }).open(0);
    expect(state.gaps).toEqual([{ from: 17, to: 17 }]);
    expect(state.lastSeq).toBe(17);
  });
});

describe('other harm', () => {
  it('names every record of a segment that is gone', async () => {
    const files = new Map(small.files);
    files.delete(`${DIRECTORY}/00000002-e1-f7-u6-LW01.ndjson`);
    const { violations, missing } = await judge(createJournal, small, files);
    expect(violations).toEqual([]);
    expect(missing).toEqual([7]);
  });

  it('names the batch of a line that was rewritten with a fitting checksum', async () => {
    for (const s of [1, 3, 5, 7, 9, 10, 12]) {
      const line = small.lines[s - 1] as JournalLine;
      const files = forge(small, line);
      const { violations, missing } = await judge(createJournal, small, files);
      expect(violations, `seq ${s}`).toEqual([]);
      expect(missing, `seq ${s}`).toEqual(
        small.lines.filter(({ b }) => b === line.b).map((other) => other.s),
      );
    }
  });

  it('does not take what an older file left in torn sectors for its own', async () => {
    for (const { name, files } of leftovers(small)) {
      const { violations, lastSeq } = await judge(createJournal, small, files);
      expect(violations, name).toEqual([]);
      expect(lastSeq, name).toBe(name.includes('continue') ? 14 : 12);
    }
  });

  it('takes sectors that cannot be read for damage, and goes on behind the records they may have held', async () => {
    for (const [path, bytes] of small.files)
      for (let offset = 0; offset < bytes.length; offset += 512) {
        const disk = new SimulatedDisk(seeded(4));
        for (const [name, content] of small.files) disk.put(name, content);
        disk.breakSector(path, offset);
        const journal = createJournal({
          directory: DIRECTORY,
          kiosk: 'LW01',
          disk: disk.boot(),
          lock: noLock,
        });
        const state = await journal.open(0);
        const found: number[] = [];
        for await (const line of journal.read(1)) if (!('gap' in line)) found.push(line.s);
        const where = `${path} sector at ${offset}`;
        const named = (s: number) => state.gaps.some(({ from, to }) => from <= s && s <= to);
        for (const { s } of small.lines)
          if (!found.includes(s)) expect(named(s), `${where}: ${s} named`).toBe(true);
        // No seq that may have been used is used again, and the hub is told by a new epoch.
        expect(state.lastSeq, where).toBeGreaterThanOrEqual(17);
        expect(state.epoch, where).toBe(state.lastSeq > 17 ? 2 : 1);
      }
  });

  it('reports what only the snapshot or the hub has seen, and starts a new epoch behind it', async () => {
    const disk = new SimulatedDisk(seeded(5));
    for (const [path, bytes] of small.files) disk.put(path, bytes);
    const options = { directory: DIRECTORY, kiosk: 'LW01', lock: noLock };
    const journal = createJournal({ ...options, disk: disk.boot() });
    const state = await journal.open(20, 1);
    expect(state).toMatchObject({ epoch: 2, lastSeq: 20, gaps: [{ from: 18, to: 20 }] });
    await journal.close();
    const again = await createJournal({ ...options, disk: disk.boot() }).open(0);
    expect(again).toMatchObject({ epoch: 2, lastSeq: 20, gaps: [{ from: 18, to: 20 }] });
    const forked = await createJournal({ ...options, disk: disk.boot() }).open(20, 5);
    expect(forked).toMatchObject({ epoch: 5, lastSeq: 20 });
  });
});
