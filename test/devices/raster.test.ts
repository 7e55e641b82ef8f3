// Rare characters are drawn by the system's fonts, each on its own columns.
import { describe, expect, test } from 'vitest';
import type { Bitmap } from '../../devices/codecs/escpos-marks.ts';
import { createDrawing } from '../../devices/raster.ts';

const rasterise = createDrawing().rasterise;

/** Black dots in columns `from`–`to` of the 12-dot grid. */
function ink({ width, height, bits }: Bitmap, from: number, to: number, scale = 1): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = from * 12 * scale; x < to * 12 * scale; x++) {
      const byte = bits[y * Math.ceil(width / 8) + (x >> 3)] ?? 0;
      if (byte & (0x80 >> (x & 7))) count += 1;
    }
  }
  return count;
}

async function drawn(text: string, scale = 1): Promise<Bitmap> {
  const bitmap = await rasterise(text, scale);
  if (!bitmap) throw new Error('nothing drawn');
  return bitmap;
}

describe('a drawn line', () => {
  test('stands on the grid', async () => {
    const line = await drawn('𠮷  中 A');
    expect(line.width).toBe(8 * 12);
    expect(line.bits).toHaveLength((line.width / 8) * line.height);
    expect(ink(line, 0, 2)).toBeGreaterThan(60);
    expect(ink(line, 2, 4)).toBe(0);
    expect(ink(line, 4, 6)).toBeGreaterThan(40);
    expect(ink(line, 6, 7)).toBe(0);
    expect(ink(line, 7, 8)).toBeGreaterThan(20);
  });

  test('keeps heights: 一 lies in the middle, not on top', async () => {
    const line = await drawn('一国');
    const rows = Array.from({ length: line.height }, (_, y) =>
      line.bits.slice(y * 6, y * 6 + 3).some((byte) => byte !== 0),
    );
    expect(rows.indexOf(true)).toBeGreaterThan(line.height / 4);
  });

  test('grows with its size and keeps to the paper', async () => {
    const double = await drawn('䶮', 2);
    expect(double.width).toBe(48);
    expect(ink(double, 0, 2, 2)).toBeGreaterThan(ink(await drawn('䶮'), 0, 2) * 2);
    expect(await rasterise('龘'.repeat(25), 1)).toBeNull();
    expect(await rasterise('', 1)).toBeNull();
  });

  test('takes markup for text, and characters that no font has for 〓', async () => {
    const marked = await drawn('<b>&𠮷');
    expect(marked.width).toBe(6 * 12);
    expect((await drawn('\u{10fff0}')).bits).toEqual((await drawn('〓')).bits);
  });
});
