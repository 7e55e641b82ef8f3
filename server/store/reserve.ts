// Room held back on the disk, and whether there is enough of it to go on.
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { createBallast } from './ballast.ts';
import type { Disk } from './disk.ts';

export interface Reserve {
  /** Takes the room, if it is not held already. False when the disk has none to spare. */
  hold(): Promise<boolean>;
  /** Gives it to what must still be written. */
  release(): Promise<void>;
}

const MEBIBYTE = 1024 * 1024;
/** Beside the reserve so much must be free, or the next records would find the disk full again. */
const SPARE_BYTES = 16 * MEBIBYTE;

export function createReserve(disk: Disk, dataDir: string, mebibytes: number): Reserve {
  const bytes = mebibytes * MEBIBYTE;
  const path = join(dataDir, 'ballast');
  const ballast = mebibytes > 0 ? createBallast({ disk, path, bytes }) : null;

  /** Asked first: trying to fill a disk that is nearly full, every half minute, would wear it out. */
  async function hasRoom(): Promise<boolean> {
    const { bavail, bsize } = await statfs(dataDir);
    const held = (await stat(path).catch(() => null))?.size ?? 0;
    return bavail * bsize + Math.min(held, bytes) >= bytes + SPARE_BYTES;
  }

  return {
    hold: async () => (await hasRoom()) && (ballast === null || (await ballast.restore())),
    async release() {
      await ballast?.release();
    },
  };
}
