// The journal with one bug put in: a copy of its sources with a few words replaced, loaded beside the real one.
// A mutant whose words are no longer there fails, so that none of them dies unnoticed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MakeJournal } from './journal-history.ts';

export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const SOURCE = fileURLToPath(new URL('../../../server/store/', import.meta.url));
const FILES = [
  'appender.ts',
  'disk.ts',
  'journal.ts',
  'line.ts',
  'lock.ts',
  'node-disk.ts',
  'pieces.ts',
  'reader.ts',
  'recovery.ts',
  'refused.ts',
  'segment.ts',
];

export async function withMutant<T>(
  edits: readonly Edit[],
  use: (makeJournal: MakeJournal) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'journal-mutant-'));
  try {
    for (const file of FILES) {
      let text = await readFile(join(SOURCE, file), 'utf8');
      for (const { find, replace } of edits.filter((edit) => edit.file === file)) {
        if (text.split(find).length !== 2)
          throw new Error(`${file} does not hold exactly once: ${find}`);
        text = text.replace(find, () => replace);
      }
      await writeFile(join(directory, file), text);
    }
    const module: unknown = await import(
      /* @vite-ignore */ pathToFileURL(join(directory, 'journal.ts')).href
    );
    return await use((module as { createJournal: MakeJournal }).createJournal);
  } finally {
    await rm(directory, { recursive: true });
  }
}
