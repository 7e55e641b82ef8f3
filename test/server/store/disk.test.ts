// The real disk under the journal. What no kill -9 can show, whether a write goes through to the platter, is asked of the kernel.
import { constants } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeAll } from '../../../server/store/disk.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { nodeDisk } from '../../../server/store/node-disk.ts';
import { makeLine } from './journal-history.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'disk-'));
});
afterEach(() => rm(base, { recursive: true }));

/** The open(2) flags of this process's descriptors on files below a directory. */
async function openFlags(directory: string): Promise<number[]> {
  const flags: number[] = [];
  for (const descriptor of await readdir('/proc/self/fd')) {
    const target = await readlink(`/proc/self/fd/${descriptor}`).catch(() => '');
    if (!target.startsWith(`${directory}/`)) continue;
    const info = await readFile(`/proc/self/fdinfo/${descriptor}`, 'utf8');
    flags.push(Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? '0', 8));
  }
  return flags;
}

it('the growing segment is open for appending, through to the disk, also after it was rolled', async () => {
  const directory = join(base, 'journal');
  const journal = createJournal({ directory, kiosk: 'LW01' });
  await journal.open(0);
  for (const step of ['opened', 'rolled']) {
    const [flags, ...others] = await openFlags(directory);
    expect(others, step).toEqual([]);
    expect((flags ?? 0) & constants.O_DSYNC, step).toBe(constants.O_DSYNC);
    expect((flags ?? 0) & constants.O_APPEND, step).toBe(constants.O_APPEND);
    await journal.append([makeLine(step === 'opened' ? 1 : 2, 0, step, {})]);
    await journal.rotate();
  }
  await journal.close();
  expect(await openFlags(directory)).toEqual([]);
});

it('creates only what is not there, appends, reads, and names its errors', async () => {
  const path = join(base, 'a', 'b', 'file');
  await expect(nodeDisk.list(join(base, 'a'))).rejects.toMatchObject({ code: 'ENOENT' });
  await nodeDisk.makeDirectory(join(base, 'a', 'b'));
  await nodeDisk.makeDirectory(join(base, 'a', 'b'));
  const file = await nodeDisk.create(path);
  await expect(nodeDisk.create(path)).rejects.toMatchObject({ code: 'EEXIST' });
  await writeAll(file, Buffer.from('first '));
  await writeAll(file, Buffer.from('second'));
  await file.close();
  await expect(file.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'EBADF' });
  await nodeDisk.rename(path, `${path}2`);
  await nodeDisk.syncDirectory(join(base, 'a', 'b'));
  const reader = await nodeDisk.open(`${path}2`);
  expect(await reader.size()).toBe(12);
  const into = Buffer.alloc(20);
  expect(await reader.read(into, 6)).toBe(6);
  expect(into.toString('utf8', 0, 6)).toBe('second');
  expect(await reader.read(into, 12)).toBe(0);
  await reader.sync();
  await reader.close();
  await nodeDisk.unlink(`${path}2`);
  expect(await nodeDisk.list(join(base, 'a', 'b'))).toEqual([]);
  await expect(nodeDisk.open(path)).rejects.toMatchObject({ code: 'ENOENT' });
});
