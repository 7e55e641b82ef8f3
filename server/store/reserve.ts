// Room held back on the disk, and whether there is enough of it to go on.
import { join } from 'node:path';
import { createBallast } from './ballast.ts';
import type { Disk } from './disk.ts';

/**
 * reserved: the reserve is held, and room beside it · spare: there is room to write, not enough for the reserve ·
 * full: the next records would find the disk full again
 */
export type Room = 'reserved' | 'spare' | 'full';

export interface Reserve {
  /** Takes the room, if it is not held already. */
  hold(): Promise<Room>;
  /** Gives it to what must still be written. */
  release(): Promise<void>;
}

const MEBIBYTE = 1024 * 1024;
/** Beside the reserve so much must be free; of a small disk a quarter, or it could never be free enough. */
const SPARE_BYTES = 16 * MEBIBYTE;
const SPARE_SHARE = 1 / 4;

export function createReserve(disk: Disk, dataDir: string, mebibytes: number): Reserve {
  const bytes = mebibytes * MEBIBYTE;
  const path = join(dataDir, 'ballast');
  const ballast = mebibytes > 0 ? createBallast({ disk, path, bytes }) : null;
  /** What the reserve gave when the disk was full: as long as it is missing, so much free room is nobody's cleaning up. */
  let given = 0;
  let busy: Promise<unknown> = Promise.resolve();

  /** Giving must not meet a taking that is half done. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = busy.then(work);
    busy = turn.catch(() => undefined);
    return turn;
  }

  /** Asked first: trying to fill a disk that is nearly full, every half minute, would wear it out. */
  async function hold(): Promise<Room> {
    const { freeBytes, totalBytes } = await disk.space(dataDir);
    const held = (await ballast?.heldBytes()) ?? 0;
    const spare = Math.min(SPARE_BYTES, totalBytes * SPARE_SHARE);
    if (freeBytes + held >= bytes + spare) {
      if (ballast !== null && !(await ballast.restore())) return 'full';
      given = 0;
      return 'reserved';
    }
    return freeBytes >= given + spare ? 'spare' : 'full';
  }

  return {
    hold: () => inTurn(hold),
    release: () =>
      inTurn(async () => {
        if (await ballast?.release()) given = bytes;
      }),
  };
}
