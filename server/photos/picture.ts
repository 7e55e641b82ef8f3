// What is done to a photo before it is kept: told by its first bytes what it is, decoded, turned upright, made smaller, written
// anew. Nothing of the file itself stays: neither where it was taken nor what else it carries.
import sharp from 'sharp';

export interface Pictures {
  readonly large: Buffer;
  readonly small: Buffer;
}
export type PictureRefusal = 'PHOTO_UNREADABLE' | 'PHOTO_TOO_LARGE';

/** 40 megapixels: a WebP of that size takes 160 MB while it is decoded. Pages make photos smaller before they send them. */
export const MOST_PIXELS = 40_000_000;
const LARGE_PX = 1280;
const SMALL_PX = 480;
const QUALITY = 80;

export async function picturesOf(file: Uint8Array): Promise<Pictures | PictureRefusal> {
  const format = formatOf(file);
  if (format === null) return 'PHOTO_UNREADABLE';
  // The decoder sees a size before it allocates anything; what a header claims is then the most that can come of it.
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;
  try {
    const found = await sharp(file, options).metadata();
    if (found.format !== format) return 'PHOTO_UNREADABLE';
    const upright = sharp(file, options).autoOrient();
    const large = await upright
      .resize(inside(LARGE_PX))
      .flatten(PAPER)
      .webp({ quality: QUALITY })
      .toBuffer();
    const small = await sharp(large).resize(inside(SMALL_PX)).webp({ quality: QUALITY }).toBuffer();
    return { large, small };
  } catch (error) {
    return /pixel limit/i.test(String(error)) ? 'PHOTO_TOO_LARGE' : 'PHOTO_UNREADABLE';
  }
}

/** Pages lay photos on white; what is seen through must not turn black. */
const PAPER = { background: '#ffffff' };
const inside = (px: number) =>
  ({ width: px, height: px, fit: 'inside', withoutEnlargement: true }) as const;

/** By the first bytes, so that SVG, PDF and what else the library reads never reach their parsers. */
function formatOf(file: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const head = Buffer.from(file.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'webp' : null;
}
