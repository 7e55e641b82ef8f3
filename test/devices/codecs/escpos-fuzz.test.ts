// Whatever comes in, as text from outside or as bytes from a wire: nothing throws, nothing grows without bound, no control
// byte of a text reaches paper, and what follows noise is understood again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultProfile, encodeSlip, type PrinterProfile } from '../../../devices/codecs/escpos.ts';
import { createEscposParser, type PaperOp } from '../../../devices/codecs/escpos-parser.ts';
import { createReplyParser, type PrinterReply } from '../../../devices/codecs/escpos-status.ts';
import type { SlipLine } from '../../../devices/slip.ts';
import { createPaper } from '../../../devices/virtual/paper.ts';
import { drawPaper } from '../../../devices/virtual/paper-svg.ts';
import { onPaper, text } from '../on-paper.ts';

/** Controls, real-time commands, direction overrides, lone surrogates, joined emoji, rare and common characters. */
const nasty = fc.constantFrom(
  ...[
    '\0',
    '\x1b@',
    '\x1dV\0',
    '\x10\x04\x01',
    '\x10\x14\x01\0\x01',
    '\x1c.',
    '\n',
    '\x7f',
    '\x9b',
  ],
  ...['\u202e', '\u2066', '\u200b', '\ufeff', '\ud800', '\udc00', '\ufffd', '\ufffe', '\ue5e5'],
  ...[
    '𠮷',
    '䶮',
    '㛃',
    '𬭎',
    '😀',
    '👨‍👩‍👧',
    '🇨🇳',
    'e\u0301',
    '€',
    '¥',
    '￥',
    '　',
    '，',
    'A012',
    '党群',
  ],
);
const unit = fc.oneof(
  nasty,
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);
const wild = fc.array(unit, { maxLength: 40 }).map((parts) => parts.join(''));
const anyLine: fc.Arbitrary<SlipLine> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: wild,
    size: fc.constantFrom(1 as const, 2 as const),
    align: fc.constantFrom('left' as const, 'centre' as const),
    bold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('columns' as const), left: wild, right: wild }),
  fc.record({ kind: fc.constant('number' as const), text: wild }),
  fc.record({ kind: fc.constantFrom('qr' as const, 'barcode' as const), data: wild }),
  fc.record({ kind: fc.constant('feed' as const), lines: fc.oneof(fc.integer(), fc.double()) }),
  fc.constantFrom<SlipLine>({ kind: 'rule' }, { kind: 'logo' }),
);
const anyProfile: fc.Arbitrary<Partial<PrinterProfile>> = fc.record({
  columns: fc.constantFrom(48 as const, 32 as const),
  charset: fc.constantFrom('gb2312' as const, 'gbk' as const, 'gb18030' as const),
  cutter: fc.constantFrom('none' as const, 'partial' as const, 'full' as const),
  beeper: fc.boolean(),
  drawer: fc.boolean(),
});
/** Draws nothing, as large as it was asked for. */
const blank = async (of: string, scale: number) => {
  const width = Math.min(576, 24 * scale * Math.max(1, [...of].length));
  return { width, height: 24 * scale, bits: new Uint8Array((width / 8) * 24 * scale) };
};

describe('the encoder', () => {
  test('any slip on any printer is whole commands and Hanzi, and the last line is what it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { maxLength: 6 }),
        anyProfile,
        fc.boolean(),
        async (lines, profile, draws) => {
          const { slip, violations } = await onPaper([...lines, text('后面￥1')], profile, {
            beeps: 2,
            opensDrawer: true,
            ...(draws && { rasterise: blank }),
          });
          expect(violations).toEqual([]);
          expect(slip.lines.filter(Boolean).at(-1)).toBe('后面￥1');
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a control character changes not one byte', async () => {
    const bytesOf = (line: (content: string) => SlipLine, content: string) =>
      encodeSlip({ copy: 1, lines: [line(content)] }, defaultProfile);
    const lines: ((content: string) => SlipLine)[] = [
      text,
      (content) => ({ kind: 'number', text: content }),
      (content) => ({ kind: 'columns', left: content, right: content }),
    ];
    await fc.assert(
      fc.asyncProperty(wild, fc.constantFrom(...lines), async (any, line) => {
        // Halves of a pair that only a control character keeps apart must not become one here.
        const content = any.toWellFormed();
        const clean = content.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '');
        const [with_, without] = [await bytesOf(line, content), await bytesOf(line, clean)];
        expect(Buffer.from(with_).equals(without)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text of a megabyte is a long slip, no more', async () => {
    const { slip, violations } = await onPaper([text('长\x1b@𠮷'.repeat(160_000)), text('后面')]);
    expect(violations).toEqual([]);
    expect(slip.lines.at(-1)).toBe('后面');
  });
});

function opsOf(...chunks: Uint8Array[]): PaperOp[] {
  const ops: PaperOp[] = [];
  const parser = createEscposParser((op) => ops.push(op));
  for (const chunk of chunks) parser.feed(chunk);
  return ops;
}
/** Noise that looks like commands more often than chance would have it. */
const leads = fc.constantFrom(
  0x1b,
  0x1c,
  0x1d,
  0x10,
  0x28,
  0x6b,
  0x76,
  0x30,
  0x49,
  0x7b,
  0xff,
  0x81,
);
const noise = fc
  .array(fc.oneof(leads, fc.integer({ min: 0, max: 255 })), { maxLength: 400 })
  .map((bytes) => Uint8Array.from(bytes));
function megabyte(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: 1_000_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
/** The largest thing a printer takes at once: after as many zeros nothing is left open. */
const largestFrame = new Uint8Array(256 * 1024);

describe('the twin’s parser', () => {
  const slip = {
    copy: 1,
    beeps: 2,
    lines: [text('党群服务中心'), { kind: 'barcode', data: 'A012' }, { kind: 'qr', data: 'DQ1.x' }],
  } as const;

  test('does not care where noise is cut', () => {
    fc.assert(
      fc.property(noise, fc.nat(400), (junk, at) => {
        expect(opsOf(junk.subarray(0, at), junk.subarray(at))).toEqual(opsOf(junk));
      }),
    );
  });

  test('is in step again one frame behind any noise', async () => {
    const bytes = await encodeSlip(slip, { ...defaultProfile, beeper: true });
    const expected = opsOf(bytes);
    const claim = Uint8Array.of(0x1d, 0x76, 0x30, 0, 0xff, 0xff, 0xff, 0xff);
    fc.assert(
      fc.property(fc.oneof(noise, fc.constant(claim)), (junk) => {
        const ops: PaperOp[] = [];
        const parser = createEscposParser((op) => ops.push(op));
        parser.feed(junk);
        parser.feed(largestFrame);
        parser.feed(bytes);
        expect(ops.slice(-expected.length)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  test('keeps no more of a megabyte of noise than its paper holds', () => {
    for (const seed of [1, 2, 3]) {
      const paper = createPaper(48);
      createEscposParser(paper.apply).feed(megabyte(seed));
      const kept = paper.slips();
      expect(kept.length).toBeLessThanOrEqual(20);
      for (const { lines } of kept) expect(lines.length).toBeLessThanOrEqual(300);
      expect(drawPaper(kept, 48)).toMatch(/^<svg .*<\/svg>$/s);
    }
  });
});

function repliesOf(...chunks: Uint8Array[]): PrinterReply[] {
  const replies: PrinterReply[] = [];
  const parser = createReplyParser((reply) => replies.push(reply));
  for (const chunk of chunks) parser.feed(chunk);
  return replies;
}
/** Frames of the manuals. */
const done = Uint8Array.of(0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00);
const auto = Uint8Array.of(0x18, 0x00, 0x0c, 0x00);
const well = Uint8Array.of(0x12);
const replyNoise = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x37, 0x22, 0x10, 0x12, 0x00, 0x41, 0x11, 0x13, 0x1e),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 200 },
  )
  .map((bytes) => Uint8Array.from(bytes));

describe('the parser of replies', () => {
  test('does not care where a stream is cut', () => {
    fc.assert(
      fc.property(replyNoise, fc.nat(200), (junk, at) => {
        expect(repliesOf(junk.subarray(0, at), junk.subarray(at))).toEqual(repliesOf(junk));
      }),
    );
  });

  test('hears each kind again one frame behind any noise', () => {
    fc.assert(
      fc.property(replyNoise, (junk) => {
        for (const [frame, kind] of [
          [done, { kind: 'processed', id: 'ABCD' }],
          [auto, { kind: 'autoStatus', bits: [0x18, 0, 0x0c, 0] }],
          [well, { kind: 'status', bits: 0x12 }],
        ] as const) {
          expect(repliesOf(junk, frame, frame).at(-1)).toEqual(kind);
        }
        // A GS r reply is a byte that ASB frames also have: four of them, and the last is heard.
        const queued = repliesOf(junk, new Uint8Array(4));
        expect(queued.at(-1)).toEqual({ kind: 'queuedStatus', bits: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  test('a megabyte of noise: no more replies than bytes, and heard again behind it', () => {
    for (const seed of [4, 5, 6]) {
      const replies = repliesOf(megabyte(seed), done, done);
      expect(replies.length).toBeLessThanOrEqual(1_000_000);
      expect(replies.at(-1)).toEqual({ kind: 'processed', id: 'ABCD' });
    }
  });
});
