// Replacing a file: what reaches the disk in which order, and what a failure at each step leaves.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { replaceDurably } from '../../../server/privacy/durable-file.ts';
import { makePlace } from './quiet.ts';

const disk = vi.hoisted(() => ({
  calls: [] as string[],
  /** Fails the n-th call from now. */
  failAt: Number.POSITIVE_INFINITY,
  /** Takes no more bytes than this at once. */
  bite: Number.POSITIVE_INFINITY,
}));

vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original();
  function step(name: string): void {
    disk.calls.push(name);
    if (disk.calls.length === disk.failAt) throw Object.assign(new Error('EIO'), { code: 'EIO' });
  }
  const open: typeof fs.open = async (path, flags, mode) => {
    const what = flags === 'r' ? 'folder' : 'file';
    step(`open ${what}`);
    const handle = await fs.open(path, flags, mode);
    const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<unknown>;
    const sync = handle.sync.bind(handle);
    return Object.assign(handle, {
      write: (bytes: Buffer, at: number, length: number) => {
        step('write');
        return write(bytes, at, Math.min(length, disk.bite));
      },
      sync: async () => {
        step(`sync ${what}`);
        await sync();
      },
    });
  };
  const rename: typeof fs.rename = async (from, to) => {
    step('rename');
    await fs.rename(from, to);
  };
  return { ...fs, open, rename };
});

beforeEach(() => {
  Object.assign(disk, {
    calls: [],
    failAt: Number.POSITIVE_INFINITY,
    bite: Number.POSITIVE_INFINITY,
  });
});

test('bytes are on the disk before the name, the name before it resolves', async () => {
  const { root } = await makePlace();
  await replaceDurably(join(root, 'a'), ['one', 'two']);
  expect(disk.calls).toEqual([
    'open file',
    'write',
    'write',
    'sync file',
    'rename',
    'open folder',
    'sync folder',
  ]);
});

test('a disk that takes a byte at a time gets them all', async () => {
  const { root } = await makePlace();
  disk.bite = 1;
  await replaceDurably(join(root, 'a'), ['王芳', Buffer.from('xyz')]);
  expect(await readFile(join(root, 'a'), 'utf8')).toBe('王芳xyz');
});

test('a failure at any step rejects and leaves the old file or the new one, whole, and nothing else', async () => {
  const { root } = await makePlace();
  const path = join(root, 'a');
  for (let failAt = 1; failAt <= 7; failAt++) {
    await writeFile(path, 'old');
    Object.assign(disk, { calls: [], failAt });
    await expect(replaceDurably(path, ['new', 'er']), `step ${failAt}`).rejects.toThrow('EIO');
    expect(await readFile(path, 'utf8')).toBe(disk.calls.includes('open folder') ? 'newer' : 'old');
    expect(await readdir(root)).toEqual(['a']);
  }
});
