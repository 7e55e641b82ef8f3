// Code 128 against the standard's own rules, and the frames of the TM-T88 manual.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsOf, encodeCode128, modulesOf, readCode128 } from '../../../devices/codecs/code128.ts';

const read = (text: string) => {
  const data = encodeCode128(text);
  const code = data && readCode128(data);
  if (!code) throw new Error(`no code for ${text}`);
  return code;
};
const hex = (data: Uint8Array | null) => data && Buffer.from(data).toString('hex');

describe('the data of GS k 73', () => {
  test.each([
    // {B No. {C 123456, the example of the TM-T88 manual: 7B 42 4E 6F 2E 7B 43 0C 22 38.
    ['No.123456', '7b424e6f2e7b430c2238'],
    ['DQ1.test', '7b424451312e74657374'],
    ['{}', '7b427b7b7d'],
    ['1234567', '7b430c22387b4237'],
    ['123', '7b42313233'],
  ])('%s', (text, expected) => {
    expect(hex(encodeCode128(text))).toBe(expected);
    expect(read(text).text).toBe(text);
  });

  test.each(['', '中文', 'a\n', 'x\x1b@', '\x7f', 'x'.repeat(254)])('none for %j', (text) => {
    expect(encodeCode128(text)).toBeNull();
  });

  test('any ASCII comes back as it was', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(fc.oneof(ascii, fc.stringMatching(/^[A-Z]{0,3}\d{1,20}$/)), (text) => {
        fc.pre(text !== '');
        expect(read(text).text).toBe(text);
      }),
    );
  });

  test('noise is no code, and no throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const code = readCode128(noise);
        if (code) expect(barsOf(code).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('bars', () => {
  test('each symbol is three bars in eleven modules, the stop four in thirteen', () => {
    const code = read('DQ1.20261127');
    const bars = barsOf(code);
    expect(bars).toHaveLength(3 * (code.symbols.length + 1) + 4);
    const [from, width] = bars.at(-1) ?? [0, 0];
    expect(from + width).toBe(modulesOf(code));
    // Standard: bars of a symbol take an even number of modules.
    for (let symbol = 0; symbol <= code.symbols.length; symbol++) {
      const three = bars.slice(symbol * 3, symbol * 3 + 3);
      expect(three[0]?.[0]).toBe(symbol * 11);
      expect(three.reduce((sum, [, wide]) => sum + wide, 0) % 2).toBe(0);
    }
  });

  test('end with the check symbol', () => {
    // PJJ123C in set B: (104 + 48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35) mod 103 = 55, which is 311321.
    const bars = barsOf(read('PJJ123C'));
    const check = bars.slice(-7, -4).map(([, wide]) => wide);
    expect(check).toEqual([3, 1, 2]);
  });
});
