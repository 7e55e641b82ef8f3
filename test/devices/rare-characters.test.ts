// Characters of names and prices that printers lack, in every place a slip has: right, or visibly replaced, and nothing behind
// them moves.
import { describe, expect, test } from 'vitest';
import { defaultProfile, encodeSlip, type PrinterProfile } from '../../devices/codecs/escpos.ts';
import { createEscposParser, type PaperOp } from '../../devices/codecs/escpos-parser.ts';
import { createDrawing } from '../../devices/raster.ts';
import type { SlipLine } from '../../devices/slip.ts';
import { onPaper, text } from './on-paper.ts';

const { rasterise } = createDrawing();
const charsets = ['gb2312', 'gbk', 'gb18030'] as const;
const rare = ['𠮷', '㛃', '𬭎', '😀', '👨‍👩‍👧'];
type Image = Extract<PaperOp, { op: 'image' }>;

async function images(line: SlipLine, profile: Partial<PrinterProfile> = {}): Promise<Image[]> {
  const slip = { copy: 1, lines: [line] };
  const bytes = await encodeSlip(slip, { ...defaultProfile, ...profile }, rasterise);
  const found: Image[] = [];
  createEscposParser((op) => void (op.op === 'image' && found.push(op))).feed(bytes);
  return found;
}
/** Black dots in the columns `from`–`to` of the grid. */
function ink({ width, height, bits }: Image, from: number, to: number, scale = 1): number {
  let dots = 0;
  for (let y = 0; y < height; y++) {
    for (let x = from * 12 * scale; x < to * 12 * scale; x++) {
      if ((bits[(y * width) / 8 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) dots += 1;
    }
  }
  return dots;
}

const places: [string, (character: string) => SlipLine, widths: (columns: number) => number][] = [
  ['a line', (c) => text(`李${c}12`), () => 6 * 12],
  ['double size', (c) => ({ kind: 'text', text: `李${c}12`, size: 2 }), () => 6 * 24],
  [
    'the left column',
    (c) => ({ kind: 'columns', left: `李${c}`, right: '12' }),
    (columns) => columns * 12,
  ],
  [
    'the right column',
    (c) => ({ kind: 'columns', left: '李', right: `${c}12` }),
    (columns) => columns * 12,
  ],
  [
    'the big number',
    (c) => ({ kind: 'number', text: `${c}12` }),
    (columns) => 4 * 12 * Math.min(8, Math.floor(columns / 4)),
  ],
];

describe.each(places)('in %s', (_place, line, widths) => {
  test.each([48, 32] as const)(
    'drawn on the grid of %i columns, and what follows is text',
    async (columns) => {
      for (const charset of charsets) {
        for (const character of rare) {
          const { slip, violations } = await onPaper(
            [line(character), text('后面￥1')],
            { charset, columns },
            { rasterise },
          );
          expect(violations).toEqual([]);
          expect(slip.lines, character).toEqual(['▒', '后面￥1']);
          expect(slip.sizes[1]).toBe('1x1');
          // Rows of a picture are whole bytes.
          expect(slip.pictures[0]?.widthDots).toBe(Math.ceil(widths(columns) / 8) * 8);
        }
      }
    },
  );

  test('replaced by 〓 of the same width where nothing can be drawn', async () => {
    for (const charset of charsets) {
      for (const character of rare) {
        const { slip } = await onPaper([line(character), text('后面')], { charset });
        const common = await onPaper([line('王'), text('后面')], { charset });
        expect(slip.lines[0]).toBe(common.slip.lines[0]?.replace('王', '〓'));
        expect(slip.lines[1]).toBe('后面');
      }
    }
  });

  test('either yen sign is the printer’s own ￥ in every charset', async () => {
    for (const charset of charsets) {
      const full = await onPaper([line('￥')], { charset });
      const narrow = await onPaper([line('¥')], { charset });
      expect(full.slip.lines[0]).toContain('￥');
      expect(full.slip.pictures).toEqual([]);
      expect(narrow.bytes.equals(full.bytes)).toBe(true);
    }
  });
});

describe('drawn', () => {
  test('a price stays at the right edge', async () => {
    const [row] = await images({ kind: 'columns', left: '𬭎', right: '￥19.90' });
    if (!row) throw new Error('nothing drawn');
    expect(ink(row, 0, 2)).toBeGreaterThan(40);
    expect(ink(row, 2, 41)).toBe(0);
    for (let column = 43; column < 48; column++) {
      expect(ink(row, column, column + 1), `column ${column}`).toBeGreaterThan(0);
    }
  });

  test('a big number is as big as a printed one', async () => {
    const [number] = await images({ kind: 'number', text: '𠮷12' });
    if (!number) throw new Error('nothing drawn');
    expect(number.width).toBe(4 * 12 * 8);
    for (const [from, to] of [
      [0, 2],
      [2, 3],
      [3, 4],
    ] as const) {
      expect(ink(number, from, to, 8)).toBeGreaterThan(1_000);
    }
  });

  test('of 70 Hanzi only the row that needs it', async () => {
    const long = '为人民服务全心全意办好每一件事'.repeat(5).slice(0, 69);
    const mixed = `${long.slice(0, 30)}𠮷${long.slice(30)}`;
    const { slip } = await onPaper([text(mixed), text('后面')], {}, { rasterise });
    expect(slip.lines).toEqual([mixed.slice(0, 24), '▒', `${mixed.slice(49)}`, '后面']);
    expect(slip.pictures[0]?.widthDots).toBe(24 * 24);
  });
});

test('䶮 is text where the printer has it, drawn where it has not', async () => {
  for (const charset of charsets) {
    const { slip } = await onPaper([text('䶮')], { charset }, { rasterise });
    expect(slip.lines).toEqual([charset === 'gb18030' ? '䶮' : '▒']);
  }
});
