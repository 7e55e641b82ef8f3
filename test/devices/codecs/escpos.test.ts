// Slips as they come out on paper, read back by a parser that knows the manuals only.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCharacter } from '../../../devices/codecs/charset.ts';
import type { Bitmap } from '../../../devices/codecs/escpos-marks.ts';
import { characters, printable, widthOf, wrap } from '../../../devices/codecs/paper-text.ts';
import { onPaper, text } from '../on-paper.ts';

describe('a job', () => {
  test('begins by clearing the printer and entering Chinese mode, and ends with a cut', async () => {
    const { bytes, slip } = await onPaper([text('取号成功')]);
    expect(bytes.subarray(0, 4).toString('hex')).toBe('1b401c26');
    // GBK of 取号成功, from the code table.
    expect(bytes.toString('hex')).toContain('c8a1bac5b3c9b9a6');
    expect(slip).toMatchObject({ lines: ['取号成功'], end: 'cut' });
  });

  test('without a cutter only feeds', async () => {
    const { bytes } = await onPaper([text('x')], { cutter: 'none' });
    expect(bytes.toString('hex')).not.toContain('1d56');
    expect(bytes.toString('hex')).toMatch(/1b64041b40$/);
  });

  test('that is a further copy says so on top, in double height', async () => {
    const { slip } = await onPaper([text('A012')], {}, { copy: 2 });
    expect(slip.lines).toEqual(['补打（第 2 次）', 'A012']);
    expect(slip.sizes).toEqual(['1x2', '1x1']);
  });

  test('sizes the number to the paper', async () => {
    for (const [columns, number, size] of [
      [48, 'A012', '8x8'],
      [32, 'A012', '8x8'],
      [32, 'A0123', '6x6'],
      [48, 'A01234', '8x8'],
    ] as const) {
      const { slip } = await onPaper([{ kind: 'number', text: number }], { columns });
      expect(slip).toMatchObject({ lines: [number], sizes: [size] });
    }
  });

  test('sizes Hanzi by FS ! and GS !, never by ESC !', async () => {
    const { bytes, slip } = await onPaper([
      { kind: 'text', text: '高龄津贴', size: 2 },
      text('后'),
    ]);
    expect(bytes.toString('hex')).toContain('1c210c1d2111');
    expect(bytes.toString('hex')).toContain('1c21001d2100');
    expect(bytes.includes(Buffer.from([0x1b, 0x21]))).toBe(false);
    expect(slip.sizes).toEqual(['2x2', '1x1']);
  });

  test('carries a code of ours, and no other', async () => {
    const { slip } = await onPaper([
      { kind: 'qr', data: 'DQ1.T1-1-2s.k3v' },
      { kind: 'qr', data: '中文会溢出' },
      { kind: 'qr', data: 'x\x1b@' },
      { kind: 'qr', data: 'x'.repeat(5_000) },
    ]);
    expect(slip.lines.filter(Boolean)).toEqual(['qr:DQ1.T1-1-2s.k3v']);
  });
});

describe('columns', () => {
  test('align right, by what the paper takes, not by what the string counts', async () => {
    const line = { kind: 'columns', left: '六埠茴香 1斤', right: '¥3.50' } as const;
    for (const columns of [48, 32] as const) {
      const { slip } = await onPaper([line], { columns });
      const [row = ''] = slip.lines;
      expect(row).toMatch(/^六埠茴香 1斤 +￥3\.50$/);
      expect(Buffer.byteLength(row.replaceAll(/[^\x00-\x7f]/g, 'xx'))).toBe(columns);
    }
  });

  test('that do not fit get rows of their own', async () => {
    const left = '杨柳青年画（连年有余）装裱礼盒装大号';
    const { slip } = await onPaper([{ kind: 'columns', left, right: '￥1280.00' }], {
      columns: 32,
    });
    expect(slip.lines.length).toBe(3);
    expect(slip.lines.slice(0, 2).join('')).toBe(left);
    expect(slip.lines[2]).toBe(`${' '.repeat(23)}￥1280.00`);
  });

  test('wrap 70 Hanzi into rows of 24 and lose none', async () => {
    const long = '为人民服务全心全意办好每一件事'.repeat(5).slice(0, 70);
    const { slip } = await onPaper([text(long), text('后面')]);
    expect(slip.lines.map((line) => line.length)).toEqual([24, 24, 22, 2]);
    expect(slip.lines.slice(0, 3).join('')).toBe(long);
  });

  test('break at words, and never begin a row with a full stop', () => {
    expect(wrap('请带 ABCDEF', 8)).toEqual(['请带', 'ABCDEF']);
    expect(wrap('一二三四。', 8)).toEqual(['一二三', '四。']);
    expect(wrap('ABCDEFGHIJ', 4)).toEqual(['ABCD', 'EFGH', 'IJ']);
    expect(wrap('', 8)).toEqual(['']);
  });

  test('count each character as the segmenter does, behind another one too', () => {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
    const wrong: string[] = [];
    for (let code = 0x20; code < 0x1_0000; code++) {
      const clean = printable(`党${String.fromCharCode(code)}A`);
      const segments = [...segmenter.segment(clean)].map(({ segment }) => segment);
      const visible = segments.filter((one) => !/^\p{Default_Ignorable_Code_Point}+$/u.test(one));
      if (characters(clean).join('|') !== visible.join('|')) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('hold for any text and any width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 2, max: 48 }),
        (any, columns) => {
          const clean = printable(any);
          const rows = wrap(clean, columns);
          for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(columns);
          const ink = (all: string) =>
            characters(all)
              .filter((each) => each.trim() !== '')
              .join('');
          expect(ink(rows.join(''))).toBe(ink(clean));
        },
      ),
    );
  });
});

describe('text from outside', () => {
  test.each([
    ['A012\x1b@\x1dV\x00 后', 'A012@V 后'],
    ['\x10\x14\x01\x00\x05开钱箱', '开钱箱'],
    ['前\ud800后', '前后'],
    ['\u202e倒过来\u2066', '倒过来'],
    ['甲\r\n乙\t丙\x7f\x85\x9b', '甲乙丙'],
    ['零\u200b宽\ufeff', '零宽'],
    ['¥12.50', '￥12.50'],
    ['不断\u00a0行', '不断 行'],
  ])('%j', async (from, expected) => {
    const { slip, violations } = await onPaper([text(from), text('后面')]);
    expect(slip.lines).toEqual([expected, '后面']);
    expect(violations).toEqual([]);
  });

  test.each([
    ['李𠮷先生 您好', '李〓先生 您好'],
    ['䶮㛃', '〓〓'],
    ['好😀好', '好〓好'],
    ['一家👨‍👩‍👧三口', '一家〓三口'],
    ['€ 5 欧', '〓 5 欧'],
  ])('what the printer lacks takes two columns and shifts nothing: %s', async (from, expected) => {
    const { slip, violations } = await onPaper([text(from), text('排队号')]);
    expect(slip.lines).toEqual([expected, '排队号']);
    expect(violations).toEqual([]);
  });

  test('never brings a control byte to paper, whatever it is', async () => {
    const wild = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)),
    });
    await fc.assert(
      fc.asyncProperty(wild, fc.constantFrom('gb2312', 'gbk', 'gb18030'), async (any, charset) => {
        const { violations, slip } = await onPaper([text(any), text('后面')], { charset } as const);
        expect(violations).toEqual([]);
        expect(slip.lines.at(-1)).toBe('后面');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a charset', () => {
  function counted(charset: 'gb2312' | 'gbk' | 'gb18030'): number {
    let count = 0;
    for (let code = 0x80; code <= 0xffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const bytes = encodeCharacter(String.fromCharCode(code), charset);
      if (!bytes) continue;
      count += 1;
      const [lead = 0, trail = 0] = bytes;
      const isPair = bytes.length === 2 && lead >= 0x81 && trail >= 0x40 && trail !== 0x7f;
      if (!isPair)
        throw new Error(`U+${code.toString(16)} → ${Buffer.from(bytes).toString('hex')}`);
    }
    return count;
  }

  test('is the one that the printer has', () => {
    // GB/T 2312-1980: 682 signs and 6,763 Hanzi.
    expect(counted('gb2312')).toBe(7_445);
    expect(counted('gbk')).toBeGreaterThan(21_000);
    expect(counted('gb18030')).toBeGreaterThan(counted('gbk'));
  });

  test.each([
    ['镕', null, 'e946', 'e946'],
    ['䶮', null, null, 'fe9f'],
    ['𠮷', null, null, null],
    ['é', 'a8a6', 'a8a6', 'a8a6'],
    ['\ue5e5', null, null, null],
  ] as const)('%s', (character, ...expected) => {
    const hex = (['gb2312', 'gbk', 'gb18030'] as const).map((charset) => {
      const bytes = encodeCharacter(character, charset);
      return bytes && Buffer.from(bytes).toString('hex');
    });
    expect(hex).toEqual(expected);
  });
});

describe('a line with a character the printer lacks', () => {
  const drawn: { text: string; scale: number }[] = [];
  async function rasterise(of: string, scale: number): Promise<Bitmap> {
    drawn.push({ text: of, scale });
    const bits = new Uint8Array(30 * 24);
    // What would open the cash drawer if a printer met it in the data.
    bits.set([0x10, 0x14, 0x01, 0x00, 0x05, 0x10, 0x04, 0x01]);
    return { width: 240, height: 24, bits };
  }

  test('is drawn as a whole, the others stay text', async () => {
    drawn.length = 0;
    const lines = [
      text('前面'),
      { kind: 'text', text: '李𠮷先生', size: 2 },
      text('后面'),
    ] as const;
    const { slip, violations } = await onPaper(lines, {}, { rasterise });
    expect(drawn).toEqual([{ text: '李𠮷先生', scale: 2 }]);
    expect(slip.lines).toEqual(['前面', '▒', '后面']);
    expect(slip.pictures).toMatchObject([{ widthDots: 240, heightDots: 24 }]);
    expect(violations).toEqual([]);
  });

  test('holds no real-time command in its picture', async () => {
    const { bytes } = await onPaper([text('𠮷')], {}, { rasterise });
    expect(bytes.includes(Buffer.from([0x10, 0x14]))).toBe(false);
    expect(bytes.includes(Buffer.from([0x10, 0x04]))).toBe(false);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('no font'))],
    ['cannot', () => Promise.resolve(null)],
    [
      'overshoots the paper',
      () => Promise.resolve({ width: 584, height: 1, bits: new Uint8Array(73) }),
    ],
  ])('becomes 〓 when drawing %s', async (_how, broken) => {
    const { slip } = await onPaper([text('李𠮷先生')], {}, { rasterise: broken });
    expect(slip.lines).toEqual(['李〓先生']);
  });
});
