// The centre's picture: black and white, no wider than two thirds of the paper, and no way in for a hostile file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadLogo } from '../../devices/logo.ts';
import { createPrinter } from '../../devices/printer.ts';
import { createVirtualPrinter } from '../../devices/virtual/virtual-printer.ts';
import { quiet, until } from './quiet.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logo-'));
});
afterAll(() => rm(folder, { recursive: true }));

const canvas = (width: number, height: number, background = '#000') =>
  sharp({ create: { width, height, channels: 4, background } });
async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('a picture', () => {
  test('is fitted to the paper and keeps its shape', async () => {
    const path = await file('wide.png', await canvas(1_600, 400).png().toBuffer());
    expect(await loadLogo(path, 576)).toMatchObject({ width: 384, height: 96 });
    expect(await loadLogo(path, 384)).toMatchObject({ width: 256, height: 64 });
    const tall = await file('tall.png', await canvas(400, 1_600).png().toBuffer());
    expect(await loadLogo(tall, 576)).toMatchObject({ width: 50, height: 200 });
  });

  test('has ink where it is dark, none where it is light or transparent', async () => {
    const half = await canvas(16, 8, '#0000')
      .composite([{ input: await canvas(8, 8, '#b00').png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const { width, height, bits } = await loadLogo(await file('half.png', half), 576);
    expect({ width, height }).toEqual({ width: 16, height: 8 });
    expect([...bits]).toEqual(Array.from({ length: 8 }, () => [0xff, 0x00]).flat());
  });

  test.each(['jpeg', 'webp'] as const)('may be %s', async (format) => {
    const bytes = await canvas(80, 40).toFormat(format).toBuffer();
    expect(await loadLogo(await file('any', bytes), 576)).toMatchObject({ width: 80, height: 40 });
  });
});

describe('refused with a reason', () => {
  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a page', Buffer.from('<html>')],
    ['nothing', Buffer.alloc(0)],
    ['half a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['three megabytes', Buffer.alloc(3 * 1024 * 1024)],
  ])('%s', async (_what, bytes) => {
    await expect(loadLogo(await file('bad', bytes), 576)).rejects.toThrow();
  });

  test('a picture of 256 million dots in a small file', async () => {
    const bomb = await canvas(16_000, 16_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    await expect(loadLogo(await file('bomb.png', bomb), 576)).rejects.toThrow(/pixel limit/);
  });

  test('no file', async () => {
    await expect(loadLogo(join(folder, 'nothing.png'), 576)).rejects.toThrow(/ENOENT/);
  });
});

test('a logo that cannot be read costs no slip', async () => {
  const twin = createVirtualPrinter();
  const logger = quiet();
  const printer = createPrinter({
    open: twin.connect,
    logo: () => loadLogo(join(folder, 'nothing.png'), 576),
    logger,
  });
  await printer.start();
  await until(() => printer.status().state === 'ready', 'ready');
  const lines = [{ kind: 'logo' }, { kind: 'text', text: '中心' }] as const;
  expect(await printer.print({ copy: 1, lines })).toBe('confirmed');
  expect(twin.report().slips[0]?.lines[0]).toMatchObject({ runs: [{ text: '中心' }] });
  expect(logger.heard.join()).toContain('logo could not be read');
  await printer.stop();
  twin.stop();
});
