// What a scanner sends, with and without a terminator, too long, in GBK, twice.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodeFramer, createRepeatFilter } from '../../../devices/codecs/code-scanner.ts';

function codesOf(...chunks: (string | Uint8Array | 'gap')[]): (string | null)[] {
  const codes: (string | null)[] = [];
  const framer = createCodeFramer((text) => codes.push(text));
  for (const chunk of chunks) {
    if (chunk === 'gap') framer.gap();
    else framer.feed(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  return codes;
}

describe('codes', () => {
  test('end with CR, LF, both, or a gap', () => {
    expect(codesOf('DQ1.a\rDQ1.b\r\nDQ1.c\n', 'DQ1', '.d', 'gap', 'gap')).toEqual([
      'DQ1.a',
      'DQ1.b',
      'DQ1.c',
      'DQ1.d',
    ]);
  });

  test('are UTF-8, or else GBK', () => {
    expect(codesOf('六埠\r', Uint8Array.of(0xc1, 0xf9, 0xb2, 0xba, 0x0d))).toEqual([
      '六埠',
      '六埠',
    ]);
  });

  test('carry no control characters; one that is too long is told of and not kept', () => {
    expect(codesOf('a\x00\x1bb\u202e\r', `${'x'.repeat(4_096)}\r`, 'ok\r')).toEqual([
      'ab',
      null,
      'ok',
    ]);
    expect(codesOf(`${'x'.repeat(256)}\r`, `${'x'.repeat(257)}\r`)).toEqual([
      'x'.repeat(256),
      null,
    ]);
    expect(codesOf('%%NoRead\r', '  \r')).toEqual([]);
  });

  test('survive any noise', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 })), (chunks) => {
        for (const code of codesOf(...chunks, 'gap'))
          expect(code?.length ?? 0).toBeLessThanOrEqual(256);
        expect(codesOf(...chunks, 'gap', 'after\r').at(-1)).toBe('after');
      }),
    );
  });

  test('are scanned once while they lie under the scanner', () => {
    const isNew = createRepeatFilter();
    const scans = [
      ['a', 0],
      ['a', 1_000],
      ['a', 2_500],
      ['b', 2_600],
      ['a', 2_700],
      ['a', 4_700],
    ] as const;
    expect(scans.map(([text, atMs]) => isNew(text, atMs))).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});
