// The photos of the shop: taken in one after another, kept up to a limit, dropped when nothing refers to them.
import { join } from 'node:path';
import { runChild } from '../child-process.ts';
import { createPhotoFiles, type PhotoSize, photoIdOf } from './photo-files.ts';
import type { Pictures } from './picture.ts';
import type { PhotoRefusal } from './schema.ts';

export interface Photos {
  start(): Promise<void>;
  /** Whoever still waits is refused. */
  stop(): Promise<void>;
  /** The same picture again is the same id. */
  add(file: Uint8Array): Promise<{ readonly id: string } | { readonly refused: PhotoRefusal }>;
  has(id: string): boolean;
  read(id: string, size: PhotoSize): Promise<Buffer | null>;
}
export interface PhotosOptions {
  readonly dataDir: string;
  readonly mostMiB: number;
  /** What is referred to now; null when that cannot be said for sure: then nothing is dropped. */
  readonly inUse: () => Promise<ReadonlySet<string> | null>;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  readonly now?: () => number;
}

/** Whoever fills in a form may take a day over it. */
const ORPHAN_MS = 24 * 60 * 60_000;
/** Each of them is held in memory. */
const MOST_WAITING = 4;
/** A slow machine takes a second for 40 megapixels. */
const DEADLINE_MS = 20_000;
/** Both sizes together, encoded; a photo takes a twentieth. */
const MOST_ENCODED_BYTES = 8 * 1024 * 1024;
const CHILD = join(import.meta.dirname, 'picture-child.ts');

export function createPhotos(options: PhotosOptions): Photos {
  const { dataDir, mostMiB, inUse, logger, now = Date.now } = options;
  const files = createPhotoFiles(dataDir);
  const stopping = new AbortController();
  let kept = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function dropOrphans(): Promise<void> {
    const used = await inUse();
    if (!used) return;
    for (const id of kept.keys()) {
      if (used.has(id) || now() - (await files.uploadedMs(id)) < ORPHAN_MS) continue;
      await files.remove(id);
      kept.delete(id);
      logger.info({ id }, 'photo: nothing refers to it, dropped');
    }
  }

  async function take(file: Uint8Array): Promise<{ id: string } | { refused: PhotoRefusal }> {
    const made = await picturesIn(file, stopping.signal);
    if (typeof made === 'string') return { refused: made };
    const id = photoIdOf(made);
    const bytes = made.large.length + made.small.length;
    const total = [...kept.values()].reduce((sum, size) => sum + size, 0);
    if (!kept.has(id) && total + bytes > mostMiB * 1024 * 1024) return { refused: 'PHOTOS_FULL' };
    try {
      await files.write(id, made);
      kept.set(id, bytes);
      return { id };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EDQUOT') return { refused: 'PHOTOS_FULL' };
      throw error;
    }
  }

  return {
    async start() {
      try {
        kept = await files.open();
        await dropOrphans();
      } catch (error) {
        // A sick disk is no reason to keep the doors shut: pages show a tile instead.
        logger.error({ err: error }, 'photos: not ready');
      }
    },
    async stop() {
      stopping.abort();
      await last;
    },
    async add(file) {
      if (waiting >= MOST_WAITING) return { refused: 'PHOTOS_BUSY' };
      waiting += 1;
      const mine = last.then(() => take(file));
      last = mine.catch(() => {});
      try {
        return await mine;
      } finally {
        waiting -= 1;
      }
    },
    has: (id) => kept.has(id),
    read: async (id, size) => (kept.has(id) ? files.read(id, size) : null),
  };
}

async function picturesIn(
  file: Uint8Array,
  stopped: AbortSignal,
): Promise<Pictures | PhotoRefusal> {
  const outcome = await runChild({
    program: process.execPath,
    args: [CHILD],
    input: file,
    deadlineMs: DEADLINE_MS,
    maxBytes: MOST_ENCODED_BYTES,
    stopped,
  });
  if (!outcome.ok) return outcome.fault === 'closed' ? 'PHOTOS_BUSY' : 'PHOTO_UNREADABLE';
  const { output } = outcome;
  const start = output.indexOf('\n') + 1;
  const head = JSON.parse(output.toString('utf8', 0, start)) as
    | { refused: PhotoRefusal }
    | { large: number; small: number };
  if ('refused' in head) return head.refused;
  const middle = start + head.large;
  return { large: output.subarray(start, middle), small: output.subarray(middle) };
}
