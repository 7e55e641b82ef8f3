// The centre's own picture as a printer wants it: one bit a dot, no wider than the paper, no taller than a few lines.
import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import type { Bitmap } from './codecs/escpos-marks.ts';

/** 25 mm: a slip is about its number. */
const tallestDots = 200;
const widestShare = 2 / 3;
const largestFileBytes = 2 * 1024 * 1024;
/** A few hundred bytes of PNG can claim a gigabyte of dots. */
const largestInputPixels = 24_000_000;
/** Not SVG, which can name files and takes seconds over a hostile one. */
const formats = ['png', 'jpeg', 'webp'];
const inkBelow = 128;

/** Rejects with a reason for the log: no such file, too large, no picture. */
export async function loadLogo(path: string, paperDots: number): Promise<Bitmap> {
  const { size } = await stat(path);
  if (size > largestFileBytes) throw new Error(`${path}: larger than ${largestFileBytes} bytes`);
  return toBitmap(await readFile(path), Math.floor(paperDots * widestShare));
}

async function toBitmap(file: Uint8Array, widestDots: number): Promise<Bitmap> {
  const format = formatOf(file);
  if (format === null) throw new Error(`not one of ${formats.join(', ')}`);
  const { data, info } = await sharp(file, { limitInputPixels: largestInputPixels })
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize({ width: widestDots, height: tallestDots, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rowBytes = Math.ceil(info.width / 8);
  const bits = new Uint8Array(rowBytes * info.height);
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      if ((data[(y * info.width + x) * info.channels] ?? 255) >= inkBelow) continue;
      const at = y * rowBytes + (x >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width: info.width, height: info.height, bits };
}

/** By its first bytes, before any decoder sees it: a name says nothing. */
function formatOf(file: Uint8Array): string | null {
  const head = Buffer.from(file.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'webp';
  return null;
}
