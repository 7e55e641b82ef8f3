// Photos as files of `uploads/photos`, named by what they are: two sizes each, the large one gives the name. Written whole or not
// at all; the small one first, so that whoever has a name has both.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceDurably, syncFolder } from '../privacy/durable-file.ts';
import type { Pictures } from './picture.ts';

export type PhotoSize = 'small' | 'large';

export interface PhotoFiles {
  /** Bytes of every photo that is there, both sizes; removes what a power cut left of others. */
  open(): Promise<Map<string, number>>;
  /** The same picture again only becomes younger. */
  write(id: string, pictures: Pictures): Promise<void>;
  /** Null: not there. */
  read(id: string, size: PhotoSize): Promise<Buffer | null>;
  /** When it was last uploaded, ms. */
  uploadedMs(id: string): Promise<number>;
  remove(id: string): Promise<void>;
}

/** What a photo shows is what it is called. */
export function photoIdOf({ large }: Pictures): string {
  return createHash('sha256').update(large).digest('hex');
}

const NAME = /^([0-9a-f]{64})\.(small|large)\.webp$/;

export function createPhotoFiles(dataDir: string): PhotoFiles {
  const uploads = join(dataDir, 'uploads');
  const folder = join(uploads, 'photos');
  const pathOf = (id: string, size: PhotoSize) => join(folder, `${id}.${size}.webp`);

  async function sizeOf(id: string): Promise<number> {
    const sizes = await Promise.all(
      (['small', 'large'] as const).map(async (size) => (await stat(pathOf(id, size))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  return {
    async open() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncFolder(dataDir);
      await syncFolder(uploads);
      const names = new Set(await readdir(folder));
      const photos = new Map<string, number>();
      for (const name of names) {
        const [, id = ''] = NAME.exec(name) ?? [];
        const whole = names.has(`${id}.small.webp`) && names.has(`${id}.large.webp`);
        if (!whole) await rm(join(folder, name), { force: true, recursive: true });
        else if (!photos.has(id)) photos.set(id, await sizeOf(id));
      }
      return photos;
    },
    async write(id, { large, small }) {
      const now = new Date();
      const there = await utimes(pathOf(id, 'large'), now, now).then(
        () => true,
        () => false,
      );
      if (there) return;
      await replaceDurably(pathOf(id, 'small'), [small]);
      await replaceDurably(pathOf(id, 'large'), [large]);
    },
    read: (id, size) => readFile(pathOf(id, size)).catch(() => null),
    uploadedMs: async (id) => (await stat(pathOf(id, 'large'))).mtimeMs,
    async remove(id) {
      // The large one first: half a photo is none.
      for (const size of ['large', 'small'] as const) await rm(pathOf(id, size), { force: true });
      await syncFolder(folder);
    },
  };
}
