// Photos taken in: what is none is refused, what is kept carries nothing of the file, and a power cut leaves whole ones only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPhotos, type Photos } from '../../../server/photos/photos.ts';
import { bomb, HTML, phonePhoto, photo, polyglot, SVG } from './hostile-photos.ts';

let folder: string;
let photos: Photos;
let used: Set<string> | null;
const quiet = { info: () => {}, error: () => {} };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photos-'));
  used = new Set();
  photos = await started();
});
afterEach(async () => {
  await photos.stop();
  await rm(folder, { recursive: true, force: true });
});

async function started(mostMiB = 16): Promise<Photos> {
  const made = createPhotos({
    dataDir: folder,
    mostMiB,
    inUse: async () => used,
    logger: quiet,
  });
  await made.start();
  return made;
}
async function added(file: Uint8Array): Promise<string> {
  const outcome = await photos.add(file);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome.id;
}
const stored = () => readdir(join(folder, 'uploads/photos'));

describe('a photo', () => {
  test('is turned upright, made small, and says nothing of where it was taken', async () => {
    const file = await phonePhoto();
    expect(file.includes('SECRETPHONE')).toBe(true);
    const id = await added(file);
    const large = (await photos.read(id, 'large')) ?? Buffer.alloc(0);
    const small = (await photos.read(id, 'small')) ?? Buffer.alloc(0);
    expect(createHash('sha256').update(large).digest('hex')).toBe(id);
    const [seen, seenSmall] = [await sharp(large).metadata(), await sharp(small).metadata()];
    expect([seen.format, seen.width, seen.height]).toEqual(['webp', 400, 800]);
    expect([seenSmall.width, seenSmall.height]).toEqual([240, 480]);
    for (const { exif, xmp, icc, iptc, orientation } of [seen, seenSmall]) {
      expect([exif, xmp, icc, iptc, orientation]).toEqual(Array(5).fill(undefined));
    }
    expect(large.includes('SECRETPHONE')).toBe(false);
  });

  test('again is the same one; a large one becomes 1280 on its longer side', async () => {
    const file = await photo(3000, 1500);
    const id = await added(file);
    expect(await added(file)).toBe(id);
    expect(await stored()).toHaveLength(2);
    const { width, height } = await sharp((await photos.read(id, 'large')) ?? undefined).metadata();
    expect([width, height]).toEqual([1280, 640]);
  });

  test('with a page and a script behind it becomes a photo without them', async () => {
    const id = await added(await polyglot());
    const large = await photos.read(id, 'large');
    expect(large?.includes('script')).toBe(false);
  });
});

test.each([
  ['nothing', async () => Buffer.alloc(0), 'PHOTO_UNREADABLE'],
  ['a page', async () => HTML, 'PHOTO_UNREADABLE'],
  ['an SVG', async () => SVG, 'PHOTO_UNREADABLE'],
  [
    'an SVG behind the first bytes of a JPEG',
    async () => Buffer.concat([Buffer.from([255, 216, 255]), SVG]),
    'PHOTO_UNREADABLE',
  ],
  ['a photo cut off', async () => (await photo(1600, 1200)).subarray(0, 4000), 'PHOTO_UNREADABLE'],
  [
    'a GIF',
    async () =>
      sharp(await photo(9, 9))
        .gif()
        .toBuffer(),
    'PHOTO_UNREADABLE',
  ],
  [
    'a TIFF',
    async () =>
      sharp(await photo(9, 9))
        .tiff()
        .toBuffer(),
    'PHOTO_UNREADABLE',
  ],
  ['50 megapixels', () => photo(10_000, 5000), 'PHOTO_TOO_LARGE'],
  ['2,500 megapixels in a few kilobytes', async () => bomb(50_000, 50_000), 'PHOTO_TOO_LARGE'],
])('%s is refused and leaves nothing', async (_what, file, code) => {
  expect(await photos.add(await file())).toEqual({ refused: code });
  expect(await stored()).toEqual([]);
  expect(await photos.add(await photo())).toHaveProperty('id');
});

test('one at a time, four wait, the next is told so; all that waited are kept', async () => {
  const files = await Promise.all(
    Array.from({ length: 6 }, (_, red) => photo(300, 200, { r: red * 40, g: 9, b: 9 })),
  );
  const outcomes = await Promise.all(files.map((file) => photos.add(file)));
  const refused = outcomes.filter((one) => 'refused' in one);
  expect(refused).toEqual([{ refused: 'PHOTOS_BUSY' }, { refused: 'PHOTOS_BUSY' }]);
  expect(await stored()).toHaveLength(8);
});

test('what is kept has a limit', async () => {
  const noise = (seed: number) =>
    sharp(
      Buffer.from(Array.from({ length: 1280 * 1280 * 3 }, (_, at) => (at * 7919 * seed) >> 3)),
      {
        raw: { width: 1280, height: 1280, channels: 3 },
      },
    )
      .jpeg()
      .toBuffer();
  await photos.stop();
  photos = await started(1);
  const codes: string[] = [];
  for (let seed = 1; seed < 30 && codes.length === 0; seed++) {
    const outcome = await photos.add(await noise(seed));
    if ('refused' in outcome) codes.push(outcome.refused);
  }
  expect(codes).toEqual(['PHOTOS_FULL']);
});

describe('at start', () => {
  const DAY_MS = 86_400_000;
  async function age(id: string): Promise<void> {
    const old = new Date(Date.now() - DAY_MS - 60_000);
    await utimes(join(folder, 'uploads/photos', `${id}.large.webp`), old, old);
  }

  test('what nothing has referred to for a day goes; what is used, or new, stays', async () => {
    const [used1, orphan, fresh] = [
      await added(await photo(30, 30)),
      await added(await photo(40, 30)),
      await added(await photo(50, 30)),
    ];
    for (const id of [used1, orphan]) await age(id);
    used = new Set([used1]);
    photos = await started();
    expect([used1, orphan, fresh].map(photos.has)).toEqual([true, false, true]);
    expect(await photos.read(orphan, 'small')).toBeNull();
    expect(await stored()).toHaveLength(4);
  });

  test('one that was uploaded again is new; of damaged records nothing is dropped', async () => {
    const file = await photo(30, 30);
    const [again, orphan] = [await added(file), await added(await photo(40, 30))];
    for (const id of [again, orphan]) await age(id);
    await added(file);
    used = null;
    photos = await started();
    expect([again, orphan].map(photos.has)).toEqual([true, true]);
    used = new Set();
    photos = await started();
    expect([again, orphan].map(photos.has)).toEqual([true, false]);
  });

  test('half a photo and a file that was being written are no photos', async () => {
    const id = await added(await photo(30, 30));
    await rm(join(folder, 'uploads/photos', `${id}.small.webp`));
    await writeFile(join(folder, 'uploads/photos', `${'a'.repeat(64)}.small.webp`), 'x');
    await writeFile(join(folder, 'uploads/photos', `${id}.large.webp.00.tmp`), 'x');
    photos = await started();
    expect(photos.has(id)).toBe(false);
    expect(await stored()).toEqual([]);
  });
});

test('killed at any moment, what was promised is there and every photo is whole', async () => {
  for (const delayMs of [0, 3, 11, 40]) {
    const child = spawn(process.execPath, [
      new URL('./put-child.ts', import.meta.url).pathname,
      folder,
    ]);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const promises = () => said.split('\n').slice(1, -1);
    await expect.poll(() => promises().length, { timeout: 60_000 }).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    child.kill('SIGKILL');
    await once(child, 'close');
    photos = await started(512);
    for (const id of promises()) expect(photos.has(id)).toBe(true);
    for (const name of await stored()) {
      const [id = '', size] = name.split('.');
      expect(photos.has(id)).toBe(true);
      const bytes = await readFile(join(folder, 'uploads/photos', name));
      if (size === 'large') expect(createHash('sha256').update(bytes).digest('hex')).toBe(id);
      expect((await sharp(bytes).stats()).channels).toHaveLength(3);
    }
  }
});
