// Frame templates: bytes worked out by hand, found again in any noise, and written as the settings allow.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../config/check.ts';
import { Settings } from '../../../config/settings.ts';
import {
  createTemplateParser,
  encodeFrame,
  type FrameFields,
  parseTemplate,
} from '../../../devices/codecs/frame-template.ts';

/** The worked example of the demo village. */
const panel = 'AA 55 {len} ( {address} 31 {text:gbk:16} ) {sum:8} 0D';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function framesOf(template: string, ...chunks: Uint8Array[]): FrameFields[] {
  const frames: FrameFields[] = [];
  const parser = createTemplateParser(parseTemplate(template), (fields) => frames.push(fields));
  for (const chunk of chunks) parser.feed(chunk);
  return frames;
}

describe('a frame', () => {
  test('of the panel in the demo', () => {
    // 请A012到3号窗口 in GBK: C7EB 41303132 B5BD 33 BAC5 B4B0 BFDA, one space; 18 bytes counted, sum 0xDB.
    const bytes = 'aa55120331c7eb41303132b5bd33bac5b4b0bfda20';
    const counted = Buffer.from(bytes, 'hex').subarray(3);
    const sum = counted.reduce((total, byte) => (total + byte) & 0xff, 0);
    const frame = encodeFrame(parseTemplate(panel), { address: 3, text: '请A012到3号窗口' });
    expect(hex(frame)).toBe(`${bytes}${sum.toString(16).padStart(2, '0')}0d`);
    expect(framesOf(panel, frame)).toEqual([{ address: 3, text: '请A012到3号窗口' }]);
  });

  test.each([
    ['02 {digits:4} 03', { digits: 'A12' }, '023030313203'],
    ['02 {digits:2} 03', { digits: 'A0123' }, '02323303'],
    ['( 01 02 {key} ) {xor}', { key: 0x0c }, '01020c0f'],
    ['(FF FF){sum:16}', {}, 'ffff01fe'],
    ['{len} ( {any:2} {text:ascii:4} )', { text: 'A1号码' }, '06000041313f3f'],
    ['( {address} )', { address: 7 }, '07'],
  ])('%s', (template, values, bytes) => {
    expect(hex(encodeFrame(parseTemplate(template), values))).toBe(bytes);
  });

  test('cuts a text between characters, marks what the charset lacks, and takes no control bytes', () => {
    const text = (value: string) =>
      hex(encodeFrame(parseTemplate('{text:gbk:5}'), { text: value }));
    expect(text('六埠村')).toBe('c1f9b2ba20');
    expect(text('𠮷')).toBe('a1fe202020');
    expect(text('\x1b@a\r\nb')).toBe('4061622020');
  });

  test('with a wrong sum, length or digit is none', () => {
    const frame = encodeFrame(parseTemplate(panel), { address: 3, text: 'A' });
    for (const at of [0, 2, 10, frame.length - 2]) {
      const damaged = Uint8Array.from(frame);
      damaged[at] = (damaged[at] ?? 0) ^ 0x01;
      expect(framesOf(panel, damaged, frame)).toHaveLength(1);
    }
    expect(framesOf('02 {digits:2} 03', Buffer.from('0231410302313203', 'hex'))).toEqual([
      { digits: '12' },
    ]);
  });

  test('is found after any noise, in any chunks', () => {
    const noise = fc.array(
      fc.oneof(fc.constantFrom(0xaa, 0x55, 0x12), fc.integer({ min: 0, max: 255 })),
      { maxLength: 200 },
    );
    const frame = encodeFrame(parseTemplate(panel), { address: 9, text: 'A999' });
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 30 }), (junk, size) => {
        const stream = Buffer.concat([Uint8Array.from(junk), frame, frame]);
        const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, at) =>
          stream.subarray(at * size, (at + 1) * size),
        );
        expect(framesOf(panel, ...chunks).slice(-2)).toEqual([
          { address: 9, text: 'A999' },
          { address: 9, text: 'A999' },
        ]);
      }),
    );
    expect(framesOf(panel, new Uint8Array(1_000_000).fill(0xaa), frame)).toHaveLength(1);
  });
});

describe('a template', () => {
  const isSetting = (template: string) =>
    faultsOf(Settings, { ledPanelFrame: template }).every((fault) => !fault.startsWith('ledPanel'));
  const isParsed = (template: string) => {
    try {
      return parseTemplate(template).length > 0;
    } catch {
      return false;
    }
  };

  test.each([
    panel,
    'FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16',
    'ff68{len}{len}68({address}01{key}){sum:8}16',
    '02 {digits:4} 03',
  ])('%s is right', (template) => {
    expect([isSetting(template), isParsed(template)]).toEqual([true, true]);
  });

  test.each([
    '',
    '  ',
    'FF 6',
    'GG',
    '{adress}',
    '{digits:0}',
    '{text:utf8:4}',
    '{text:gbk:100}',
    '{sum:8}',
    '{len} 01',
    '( )',
    '( 01',
    '01 )',
    '( 01 ) ( 02 )',
    '( 01 {sum:8} )',
    '{xor} ( 01 )',
  ])('%s is refused', (template) => {
    expect([isSetting(template), isParsed(template)]).toEqual([false, false]);
  });

  test('is one for the settings exactly when it is one for the codec', () => {
    const token = fc.constantFrom(
      'FF',
      '0d',
      '(',
      ')',
      '{address}',
      '{key}',
      '{len}',
      '{sum:8}',
      '{sum:16}',
      '{xor}',
      '{digits:4}',
      '{any:9}',
      '{text:gbk:16}',
      '{text:ascii:1}',
      '{oops}',
      '7',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), fc.constantFrom('', ' '), (tokens, gap) => {
        const template = tokens.join(gap);
        expect(isSetting(template), template).toBe(isParsed(template));
      }),
      { numRuns: 2_000 },
    );
  });
});
