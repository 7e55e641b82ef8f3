// A file that is worth nothing but its room: deleted when the disk is full, so that the day can be closed and the operator
// can be told where to clean up.
import { randomFillSync } from 'node:crypto';
import { dirname } from 'node:path';
import { type Disk, type DiskFile, errorCode, writeAll } from './disk.ts';

export interface Ballast {
  /** Makes the file if it is not there, or not whole. false: the disk has no room for it, and nothing is left behind. */
  restore(): Promise<boolean>;
  /** The room it takes now. */
  heldBytes(): Promise<number>;
  /** Gives the room free. false: there was none to give. */
  release(): Promise<boolean>;
}

export interface BallastOptions {
  readonly disk: Disk;
  readonly path: string;
  readonly bytes?: number;
}

const DEFAULT_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

export function createBallast({ disk, path, bytes = DEFAULT_BYTES }: BallastOptions): Ballast {
  const unfinished = `${path}.unfinished`;
  return {
    async restore() {
      if ((await sizeOf(disk, path)) === bytes) return true;
      await remove(disk, path);
      await remove(disk, unfinished);
      try {
        await fill(disk, unfinished, bytes);
        await disk.rename(unfinished, path);
        await disk.syncDirectory(dirname(path));
        return true;
      } catch (error) {
        await remove(disk, unfinished);
        if (['ENOSPC', 'EDQUOT'].includes(errorCode(error))) return false;
        throw error;
      }
    },
    heldBytes: async () => Math.min((await sizeOf(disk, path)) ?? 0, bytes),
    async release() {
      await remove(disk, unfinished);
      const removed = await remove(disk, path);
      if (removed) await disk.syncDirectory(dirname(path));
      return removed;
    },
  };
}

async function fill(disk: Disk, path: string, bytes: number): Promise<void> {
  const file = await disk.create(path);
  try {
    await fillFile(file, bytes);
  } finally {
    await file.close();
  }
}

/** Random bytes: a file system that compresses, or keeps no zeros, would take no room for others. */
async function fillFile(file: DiskFile, bytes: number): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(Math.min(CHUNK_BYTES, bytes)));
  for (let left = bytes; left > 0; left -= chunk.length)
    await writeAll(file, chunk.subarray(0, left));
}

async function sizeOf(disk: Disk, path: string): Promise<number | null> {
  try {
    const file = await disk.open(path);
    return await file.size().finally(() => file.close());
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function remove(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.unlink(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
