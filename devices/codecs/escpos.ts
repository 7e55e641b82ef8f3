// Slip → ESC/POS bytes. Chinese is encoded here, in Chinese mode; node-thermal-printer builds the QR code and
// is never given text: it encodes Hanzi with whatever code page it finds first (facts: hardware §1).
import thermal from 'node-thermal-printer';
import type { Slip, SlipLine } from '../slip.ts';
import { encodeCharacter, geta, type PrinterCharset } from './charset.ts';
import {
  type Bitmap,
  barcodeCommand,
  beepCommand,
  cutCommand,
  dotsPerColumn,
  drawerCommand,
  rasterCommand,
} from './escpos-marks.ts';
import { characters, printable, widthOf, wrap } from './paper-text.ts';

/** What no printer says of itself in a way to be believed. 203 dpi: 8 dots a millimetre. */
export interface PrinterProfile {
  /** Of the 12-dot font: 48 on 80 mm paper (576 dots), 32 on 58 mm (384 dots). */
  readonly columns: 48 | 32;
  readonly charset: PrinterCharset;
  readonly cutter: 'none' | 'partial' | 'full';
  /** Whether to ask for the process id that TM printers send when printing completes. */
  readonly processId: 'probe' | 'never';
  /** Whether to ask for status that comes by itself (ASB): trouble is seen at once, not at the next poll. */
  readonly autoStatus: 'probe' | 'never';
  readonly qr: boolean;
  readonly barcode: boolean;
  readonly beeper: boolean;
  readonly drawer: boolean;
}
export const defaultProfile: PrinterProfile = {
  columns: 48,
  charset: 'gbk',
  cutter: 'partial',
  processId: 'probe',
  autoStatus: 'probe',
  qr: true,
  barcode: true,
  beeper: false,
  drawer: false,
};

/**
 * Draws a line of text on the column grid: `scale` times 12 dots a column, `widthOf(text)` columns wide.
 * Null when it cannot: then what the printer lacks becomes 〓.
 */
export type Rasterise = (text: string, scale: number) => Promise<Bitmap | null>;

interface Style {
  align: 0 | 1;
  bold: boolean;
  /** Times as wide, times as high: 1–8. */
  wide: number;
  high: number;
}
const plain: Style = { align: 0, bold: false, wide: 1, high: 1 };
const largestNumber = 8;
const qrMaxLength = 300;

export async function encodeSlip(
  slip: Slip,
  profile: PrinterProfile,
  rasterise: Rasterise | null = null,
  logo: Bitmap | null = null,
): Promise<Uint8Array> {
  const job = createJob(profile, rasterise);
  if (slip.copy > 1) {
    await job.text(`补打（第 ${slip.copy} 次）`, { ...plain, align: 1, high: 2 });
  }
  for (const line of slip.lines) await encodeLine(job, line, { profile, logo });
  if (slip.opensDrawer && profile.drawer && slip.copy === 1) job.add(drawerCommand);
  if (slip.beeps && profile.beeper) job.add(beepCommand(slip.beeps));
  return job.end();
}

type Job = ReturnType<typeof createJob>;

async function encodeLine(
  job: Job,
  line: SlipLine,
  { profile, logo }: { profile: PrinterProfile; logo: Bitmap | null },
): Promise<void> {
  const { columns } = profile;
  switch (line.kind) {
    case 'text': {
      const size = line.size ?? 1;
      const align = line.align === 'centre' ? 1 : 0;
      await job.text(line.text, { align, bold: line.bold ?? false, wide: size, high: size });
      break;
    }
    case 'columns':
      for (const row of columnRows(printable(line.left), printable(line.right), columns)) {
        await job.row(row, plain);
      }
      break;
    case 'number': {
      const text = printable(line.text);
      const fits = Math.floor(columns / Math.max(1, widthOf(text)));
      const size = Math.max(1, Math.min(largestNumber, fits));
      await job.text(text, { align: 1, bold: false, wide: size, high: size });
      break;
    }
    case 'rule':
      await job.row('-'.repeat(columns), plain);
      break;
    case 'feed':
      job.feed(line.lines);
      break;
    case 'qr':
      if (profile.qr) job.qr(line.data);
      break;
    case 'barcode':
      await encodeBarcode(job, line.data, profile);
      break;
    case 'logo':
      if (logo) job.picture(logo);
      break;
    case 'cut':
      job.cut();
      break;
  }
}

/** Its text always stands there: whoever has no scanner types it. */
async function encodeBarcode(job: Job, data: string, profile: PrinterProfile): Promise<void> {
  const code = profile.barcode ? barcodeCommand(data, profile.columns) : null;
  if (code) job.code(code);
  await job.text(data, { ...plain, align: 1 });
}

/** Right-aligns `right`; when both do not fit beside each other, it gets a row of its own. */
function columnRows(left: string, right: string, columns: number): string[] {
  const room = columns - widthOf(left) - widthOf(right);
  if (room >= 1) return [left + ' '.repeat(room) + right];
  const rights = wrap(right, columns).map((row) => ' '.repeat(columns - widthOf(row)) + row);
  return [...wrap(left, columns), ...rights];
}

/** As large as eyes and scanners like it, small enough for 58 mm paper: 300 characters make 73 modules. */
function qrCellDots(data: string): number {
  if (data.length <= 80) return 6;
  return data.length <= 180 ? 5 : 4;
}

/** node-thermal-printer as a byte builder: without an interface it cannot send. */
function qrCommand(data: string): Uint8Array {
  const builder = new thermal.printer({ type: thermal.types.EPSON, interface: '' });
  builder.printQR(data, { cellSize: qrCellDots(data), correction: 'M', model: 2 });
  return builder.getBuffer();
}

function createJob(profile: PrinterProfile, rasterise: Rasterise | null) {
  const parts: Uint8Array[] = [];
  let style = plain;
  // ESC @ also clears what an earlier, interrupted job left behind; FS & enters Chinese mode; ESC R 0 makes ASCII ASCII:
  // a printer that its switches set to "China" has ￥ and ‾ for $ and ~.
  put(0x1b, 0x40, 0x1c, 0x26, 0x1b, 0x52, 0);

  function put(...bytes: number[]): void {
    parts.push(Uint8Array.from(bytes));
  }

  function setStyle(next: Style): void {
    if (next.align !== style.align) put(0x1b, 0x61, next.align);
    if (next.bold !== style.bold) put(0x1b, 0x45, next.bold ? 1 : 0);
    if (next.wide !== style.wide || next.high !== style.high) {
      // FS ! first: where GS ! sizes Hanzi too it has the last word, where it does not FS ! has doubled them.
      put(0x1c, 0x21, (next.wide > 1 ? 0x04 : 0) | (next.high > 1 ? 0x08 : 0));
      put(0x1d, 0x21, ((next.wide - 1) << 4) | (next.high - 1));
    }
    style = next;
  }

  function encode(text: string): { bytes: Buffer; complete: boolean } {
    const parts: Uint8Array[] = [];
    let complete = true;
    for (const character of characters(text)) {
      const bytes = encodeCharacter(character, profile.charset);
      if (!bytes) complete = false;
      parts.push(bytes ?? (encodeCharacter(geta, profile.charset) as Uint8Array));
    }
    return { bytes: Buffer.concat(parts), complete };
  }

  /** One row of at most the paper's width. */
  async function row(text: string, next: Style): Promise<void> {
    const { bytes, complete } = encode(text);
    const drawn = complete || !rasterise ? null : await draw(rasterise, text, next);
    if (drawn) {
      picture(drawn, next);
      return;
    }
    setStyle(next);
    parts.push(bytes);
    put(0x0a);
  }

  async function draw(by: Rasterise, text: string, { wide }: Style): Promise<Bitmap | null> {
    // Something no font has is not worth a picture of a box.
    if (characters(text).every((character) => /[\p{Co}\p{Cn}]/u.test(character))) return null;
    const bitmap = await by(text, wide).catch(() => null);
    return bitmap && bitmap.width <= profile.columns * dotsPerColumn ? bitmap : null;
  }

  function picture(bitmap: Bitmap, next: Style): void {
    if (bitmap.width > profile.columns * dotsPerColumn) return;
    setStyle({ ...next, wide: 1, high: 1, bold: false });
    parts.push(rasterCommand(bitmap));
  }

  return {
    row,
    async text(text: string, next: Style): Promise<void> {
      const columns = Math.max(2, Math.floor(profile.columns / next.wide));
      for (const each of wrap(printable(text), columns)) await row(each, next);
    },
    feed(lines: number): void {
      setStyle(plain);
      put(0x1b, 0x64, Math.max(0, Math.min(20, Math.trunc(lines) || 0)));
    },
    qr(data: string): void {
      // Longer than its own count of characters, a code would spill onto the paper as text.
      if (!/^[\x20-\x7e]+$/.test(data) || data.length > qrMaxLength) return;
      setStyle({ ...plain, align: 1 });
      parts.push(qrCommand(data));
      put(0x0a);
    },
    code(command: Uint8Array): void {
      setStyle({ ...plain, align: 1 });
      parts.push(command);
    },
    picture: (bitmap: Bitmap) => picture(bitmap, { ...plain, align: 1 }),
    cut(): void {
      setStyle(plain);
      parts.push(cutCommand(profile.cutter));
    },
    add: (command: Uint8Array) => void parts.push(command),
    end(): Uint8Array {
      setStyle(plain);
      return Buffer.concat([...parts, encodeCut(profile)]);
    },
  };
}

/** Feeds past the cutter, cuts, ESC @: as every slip ends, and what is left of an interrupted one. */
export function encodeCut({ cutter }: PrinterProfile): Uint8Array {
  return Buffer.concat([cutCommand(cutter), Uint8Array.of(0x1b, 0x40)]);
}
