// The twin's parser: any chunking gives the same paper, and no noise brings it down.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultProfile, encodeSlip } from '../../../devices/codecs/escpos.ts';
import { createEscposParser, type PaperOp } from '../../../devices/codecs/escpos-parser.ts';
import { createPaper } from '../../../devices/virtual/paper.ts';
import { drawPaper } from '../../../devices/virtual/paper-svg.ts';

function opsOf(...chunks: Uint8Array[]): PaperOp[] {
  const ops: PaperOp[] = [];
  const parser = createEscposParser((op) => ops.push(op));
  for (const chunk of chunks) parser.feed(chunk);
  return ops;
}
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const textOf = (ops: readonly PaperOp[]) =>
  ops.map((op) => (op.op === 'text' ? op.text : '')).join('');

const slip = {
  copy: 2,
  lines: [
    { kind: 'text', text: '六埠村党群服务中心', align: 'centre', bold: true },
    { kind: 'number', text: 'A012' },
    { kind: 'columns', left: '六埠茴香', right: '￥3.50' },
    { kind: 'qr', data: 'DQ1.x' },
    { kind: 'rule' },
  ],
} as const;

describe('the parser', () => {
  test('reads the bytes of the manuals', () => {
    expect(opsOf(hex('1b40 1c26 c5c5b6d3bac5 41 0a'))).toEqual([
      { op: 'initialise' },
      ...[...'排队号'].map((text) => ({ op: 'text', text, columns: 2 })),
      { op: 'text', text: 'A', columns: 1 },
      { op: 'lineFeed' },
    ]);
    expect(opsOf(hex('1d2848060030 3031323334'))).toEqual([
      { op: 'processId', id: Uint8Array.from(Buffer.from('1234')) },
    ]);
    expect(opsOf(hex('1d763000 0200 0100 8001'))).toMatchObject([
      { op: 'image', width: 16, height: 1 },
    ]);
    expect(opsOf(hex('1d2111 1c210c 1d5600 1d564203'))).toMatchObject([
      { op: 'size', wide: 2, high: 2 },
      { op: 'size', of: 'hanzi' },
      { op: 'cut' },
      { op: 'cut' },
    ]);
  });

  test('prints Hanzi only in Chinese mode, and four-byte forms as what they are not', () => {
    expect(textOf(opsOf(hex('1b40 c5c5')))).toBe('▯▯');
    expect(textOf(opsOf(hex('1c26 81308436')))).not.toContain('¥');
  });

  test('skips what it does not know, and shows it', () => {
    const ops = opsOf(hex('1bff 41 1d2849020001ff 42'));
    expect(textOf(ops)).toBe('AB');
    expect(ops.filter(({ op }) => op === 'unknown')).toHaveLength(2);
  });

  test('does not care where a stream is cut', async () => {
    const bytes = await encodeSlip(slip, defaultProfile);
    const whole = opsOf(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(opsOf(...chunks)).toEqual(whole);
      }),
    );
  });

  test('and its paper survive noise, truncation and merging; after power-on all is well again', async () => {
    const bytes = await encodeSlip(slip, defaultProfile);
    const commands = fc.constantFrom(0x1b, 0x1c, 0x1d, 0x10, 0x28, 0x6b, 0x76, 0x30, 0xff, 0x0a);
    const noise = fc.array(fc.oneof(commands, fc.integer({ min: 0, max: 255 })), {
      maxLength: 600,
    });
    fc.assert(
      fc.property(noise, fc.nat(bytes.length), (junk, end) => {
        const paper = createPaper(48);
        const parser = createEscposParser(paper.apply);
        parser.feed(Uint8Array.from(junk));
        parser.feed(bytes.subarray(0, end));
        drawPaper(paper.slips(), 48);
        paper.tear();
        parser.reset();
        parser.feed(bytes);
        const [newest] = paper.slips();
        expect(newest?.end).toBe('cut');
        expect(newest?.lines[0]).toMatchObject({ runs: [{ text: '补打（第 2 次）' }] });
      }),
    );
  });

  test('keeps a megabyte of noise within bounds', () => {
    const paper = createPaper(48);
    const parser = createEscposParser(paper.apply);
    let seed = 7;
    const noise = Uint8Array.from({ length: 1_000_000 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed >> 16;
    });
    // A picture of four gigabytes is claimed first.
    parser.feed(hex('1d763000 ffff ffff'));
    parser.feed(noise);
    parser.reset();
    parser.feed(noise);
    const kept = paper.slips();
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(kept).length).toBeLessThan(20_000_000);
  });
});

describe('the picture of the paper', () => {
  test('escapes what it shows and draws the code, the size and the tear', () => {
    const paper = createPaper(48);
    const parser = createEscposParser(paper.apply);
    parser.feed(
      Buffer.from(
        '\x1b@<script>alert("1")</script>&\n\x1d(k\x03\x001C\x06\x1d(k\x06\x001P0DQ1\x1d(k\x03\x001Q0',
        'latin1',
      ),
    );
    paper.tear();
    const svg = drawPaper(paper.slips(), 48);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 576 /);
    expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('scale(6)');
    expect(svg).toContain('L564 ');
  });
});
