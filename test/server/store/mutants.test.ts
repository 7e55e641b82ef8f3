// Proof that the tests of the journal can fail: each bug below, put in on purpose, must be noticed by the same histories and
// the same judge that the real journal passes. `KIOSK_LONG_TESTS=1` changes nothing here: every mutant runs every time.
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../server/store/journal.ts';
import { damageNoticed } from './journal-damage.ts';
import { type MakeJournal, runHistory } from './journal-history.ts';
import { type Edit, withMutant } from './mutant-journal.ts';
import type { Flaws } from './simulated-disk.ts';

/** Histories until one of them notices; null when none does. */
async function firstNoticed(
  makeJournal: MakeJournal,
  histories: number,
  flaws: Flaws = {},
): Promise<string | null> {
  for (let seed = 1; seed <= histories; seed++) {
    const { violations } = await runHistory({ seed, makeJournal, flaws });
    if (violations[0] !== undefined) return `seed ${seed}: ${violations[0]}`;
  }
  return null;
}

const HISTORIES = 3000;

describe('a disk that does not do what it says', () => {
  const flaws: Record<string, Flaws> = {
    'fsync removed': { forgetsSync: true },
    'the reply goes out before the fsync': { acknowledgesEarly: true },
    'fsync of the directory removed': { forgetsNames: true },
  };
  for (const [name, flaw] of Object.entries(flaws))
    it(`${name}: noticed`, async () => {
      expect(await firstNoticed(createJournal, HISTORIES, flaw)).toMatch(/lost|false alarm/);
    });
});

describe('a journal with a bug that power cuts bring out', () => {
  const mutants: Record<string, readonly Edit[]> = {
    'the in-doubt batch is not repeated': [
      {
        file: 'journal.ts',
        find: 'found.doubt.lines.flatMap((line) => [line, NEWLINE])',
        replace: '[]',
      },
      {
        file: 'journal.ts',
        find: 'first: found.doubt.first,',
        replace: 'first: found.lastSeq + 1,',
      },
    ],
    'a newer segment does not overrule': [
      {
        file: 'segment.ts',
        find: 'last = Math.min(last, segment.first - 1);',
        replace: 'last = Number.POSITIVE_INFINITY;',
      },
    ],
    'the batch is ignored: what is missing of the last write counts as damage': [
      {
        file: 'recovery.ts',
        find: 'held !== null && held.first > newest.upto',
        replace: 'held !== null && held.first > Infinity',
      },
    ],
    'half commands are kept': [
      {
        file: 'recovery.ts',
        find: 'if (n === 0) whole = index + 1;',
        replace: 'whole = index + 1;',
      },
    ],
    'lines behind a hole in the last write are kept': [
      { file: 'recovery.ts', find: 'if (s !== batch.first + index) break;', replace: '' },
    ],
    'the journal goes on after a failed write': [
      {
        file: 'appender.ts',
        find: 'this.#running = null;\n  }',
        replace: 'this.#running = null; this.#ended = null; this.#next = this.#durable + 1;\n  }',
      },
    ],
    'a short write counts as a whole one': [
      { file: 'disk.ts', find: 'done += written;', replace: 'done = bytes.length;' },
    ],
    'a segment gets its name before its content': [
      { file: 'segment.ts', find: 'disk.create(path + UNFINISHED)', replace: 'disk.create(path)' },
      { file: 'segment.ts', find: 'await disk.rename(path + UNFINISHED, path);', replace: '' },
    ],
    'half-made segments are left': [
      { file: 'journal.ts', find: 'of found.folder.unfinished)', replace: 'of [] as string[])' },
    ],
    'lines are shown before they are durable': [
      {
        file: 'appender.ts',
        find: 'return this.#durable;',
        replace: 'return this.#next - 1;',
      },
    ],
  };
  for (const [name, edits] of Object.entries(mutants))
    it(`${name}: noticed`, async () => {
      const noticed = await withMutant(edits, (make) => firstNoticed(make, HISTORIES));
      expect(noticed).not.toBeNull();
    });
});

describe('a journal with a bug that damage brings out', () => {
  it('the sound journal passes', async () => {
    expect(await damageNoticed(createJournal)).toBeNull();
  });

  const mutants: Record<string, readonly Edit[]> = {
    'the checksum is ignored': [
      {
        file: 'line.ts',
        find: 'if (Number.parseInt(seal.slice(6, 14), 16) !== crc32(bytes.subarray(0, end))) return null;',
        replace: '',
      },
    ],
    'the chain is ignored': [
      {
        file: 'reader.ts',
        find: 'held !== null && batch.linked !== false',
        replace: 'held !== null',
      },
      {
        file: 'recovery.ts',
        find: 'known.add(held, batch.linked !== false)',
        replace: 'known.add(held, true)',
      },
    ],
    'every write bears the same batch, so that damage looks torn': [
      {
        file: 'appender.ts',
        find: 'sealBatch(this.#durable + 1,',
        replace: 'sealBatch(this.#segment.upto + 1,',
      },
      { file: 'appender.ts', find: 'this.#tail = tail;', replace: '' },
    ],
    'holes are not reported': [
      {
        file: 'reader.ts',
        find: 'if (line.s > cursor.expected) yield { gap: { from: cursor.expected, to: line.s - 1 } };',
        replace: '',
      },
    ],
    'reading ends at the first damage': [
      {
        file: 'recovery.ts',
        find: 'kept = wholeCommands(held);',
        replace: 'kept = known.gaps.length > 0 ? [] : wholeCommands(held);',
      },
    ],
    'a line may stand where there is no room for those before it': [
      { file: 'reader.ts', find: 'return hasRoom ||', replace: 'return true || hasRoom ||' },
    ],
    'a leftover that contradicts the chain is taken for a line': [
      { file: 'reader.ts', find: 'if (strays(one, segment, done)) continue;', replace: '' },
    ],
    'a leftover with another chain is taken into the last write': [
      {
        file: 'reader.ts',
        find: '(b === sameBatch.b ? h !== sameBatch.h : b < next)',
        replace: '(b === sameBatch.b ? false : b < next)',
      },
    ],
    'a damaged newline takes the next line with it': [
      {
        file: 'pieces.ts',
        find: 'if (takeLine(bytes, from, to, offset, found)) return;',
        replace: 'takeLine(bytes, from, to, offset, found); return;',
      },
    ],
  };
  for (const [name, edits] of Object.entries(mutants))
    it(`${name}: noticed`, async () => {
      expect(await withMutant(edits, damageNoticed)).not.toBeNull();
    });
});
