// What a view and a reply get must be what a start would read from the journal, whatever a module put in.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../server/store/canonical-json.ts';
import { readBack } from '../../../server/store/read-back.ts';

const anything = fc.anything({
  withDate: true,
  withNullPrototype: true,
  withSparseArray: true,
  withBigInt: false,
});

test('as JSON gives it back, for any value that JSON can hold', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const text: string | undefined = JSON.stringify(value);
      if (text === undefined) return;
      expect(readBack(value, text)).toStrictEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [{ gone: undefined, kept: 1 }],
  [{ none: Number.NaN }],
  [{ zero: -0 }],
  [{ at: new Date(0) }],
  [new Date(0)],
  [{ inner: { deep: [1, { a: 'b' }] } }],
  [JSON.parse('{"__proto__":{"polluted":true},"a":1}')],
])('%o', (value) => {
  const text = JSON.stringify(value);
  expect(readBack(value, text)).toStrictEqual(JSON.parse(text));
});

test('nothing inside is shared with what came in', () => {
  const inner = ['a'];
  const value = { inner, plain: 1 };
  const copy = readBack(value, JSON.stringify(value)) as typeof value;
  inner.push('b');
  value.plain = 2;
  expect(copy).toEqual({ inner: ['a'], plain: 1 });
});

test('canonical JSON: the order of keys does not matter, everything else does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const turned = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
        typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).reverse())
          : inner,
      ) as unknown;
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ 'a":1,"b': 2 })).not.toBe(canonicalJson({ a: 1, b: 2 }));
});
