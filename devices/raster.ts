// Draws a line that the printer's own font lacks characters for: system CJK fonts through sharp (pango), one bit a dot,
// every character on the column grid it would have stood on.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { encodeCharacter, geta } from './codecs/charset.ts';
import type { Rasterise } from './codecs/escpos.ts';
import { type Bitmap, dotsPerColumn } from './codecs/escpos-marks.ts';
import { characters, columnsOf, printable } from './codecs/paper-text.ts';

const font = 'Noto Sans Mono CJK SC, Noto Sans CJK SC, WenQuanYi Zen Hei, sans';
/** A full-height character before each piece: sharp trims pictures to their ink, this keeps height and origin. */
const strut = '█';
const widestDots = 576;
/** A picture has no line spacing: with the height of a line of text it does not touch the next. */
const lineDots = 30;
const inkThreshold = 110;
const run = promisify(execFile);
const fontLookupMs = 2_000;
const rememberedCharacters = 1_000;

interface Piece {
  text: string;
  column: number;
}
interface Picture {
  width: number;
  height: number;
  alpha: Uint8Array;
}

export interface Drawing {
  readonly rasterise: Rasterise;
  /** False: no Chinese font on this machine. Pango would draw boxes of hexadecimal digits, so nothing is drawn at all. */
  hasFont(): Promise<boolean>;
}

/** In every Chinese font, in no other. */
const chinese = '们';

export function createDrawing(): Drawing {
  const drawable = new Map<string, Promise<boolean>>();
  const struts = new Map<number, Promise<Picture>>();

  /** Without a font pango draws a box of hexadecimal digits; 〓 says the same in less space. */
  function hasFont(character: string): Promise<boolean> {
    const known = drawable.get(character);
    if (known) return known;
    const code = character.codePointAt(0)?.toString(16) ?? '';
    const asked = run('fc-list', [`:charset=${code}`, 'family'], { timeout: fontLookupMs }).then(
      ({ stdout }) => stdout.trim() !== '',
      // Without fontconfig's tools nothing can be said: draw and see.
      () => true,
    );
    if (drawable.size >= rememberedCharacters) drawable.clear();
    drawable.set(character, asked);
    return asked;
  }

  function strutOf(size: number): Promise<Picture> {
    const drawn = struts.get(size) ?? draw(strut, size);
    struts.set(size, drawn);
    return drawn;
  }

  async function drawn(character: string): Promise<string> {
    const isCommon = encodeCharacter(character, 'gb18030') !== null;
    return isCommon || (await hasFont(character)) ? character : geta;
  }

  const rasterise: Rasterise = async (text, scale) => {
    if (!(await hasFont(chinese))) return null;
    const all = await Promise.all(characters(printable(text)).map(drawn));
    const columns = all.reduce((sum, each) => sum + columnsOf(each), 0);
    const width = columns * dotsPerColumn * scale;
    if (columns === 0 || width > widestDots) return null;
    const size = 2 * dotsPerColumn * scale;
    const box = await strutOf(size);
    const placed = pieces(all);
    const drawings = await Promise.all(placed.map(({ text: piece }) => draw(strut + piece, size)));
    // Descenders reach below the strut; all pictures begin at its top.
    const tallest = Math.max(...drawings.map(({ height }) => height), box.height);
    const bitmap = blank(width, Math.min(Math.max(tallest, lineDots * scale), 2 * size));
    placed.forEach(({ column }, index) => {
      const drawing = drawings[index];
      if (drawing) stamp(bitmap, drawing, box.width, column * dotsPerColumn * scale);
    });
    return bitmap;
  };
  return { rasterise, hasFont: () => hasFont(chinese) };
}

/** One a character: fallback fonts have advances of their own. */
function pieces(all: readonly string[]): Piece[] {
  const found: Piece[] = [];
  let column = 0;
  for (const text of all) {
    if (text.trim() !== '') found.push({ text, column });
    column += columnsOf(text);
  }
  return found;
}

async function draw(text: string, size: number): Promise<Picture> {
  // Pango reads markup.
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { data, info } = await sharp({
    text: { text: escaped, font: `${font} ${size}`, dpi: 72, rgba: true },
  })
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, alpha: data };
}

function blank(width: number, height: number): Bitmap {
  return { width, height, bits: new Uint8Array(Math.ceil(width / 8) * height) };
}

function stamp(onto: Bitmap, from: Picture, skip: number, left: number): void {
  const rowBytes = Math.ceil(onto.width / 8);
  for (let y = 0; y < Math.min(onto.height, from.height); y++) {
    for (let x = skip; x < from.width; x++) {
      const to = left + x - skip;
      if (to >= onto.width || (from.alpha[y * from.width + x] ?? 0) < inkThreshold) continue;
      const at = y * rowBytes + (to >> 3);
      onto.bits[at] = (onto.bits[at] ?? 0) | (0x80 >> (to & 7));
    }
  }
}
