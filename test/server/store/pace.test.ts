// When a write sets off: together on a slow disk, by halves where deciding is what takes long.
import { expect, test } from 'vitest';
import { createPace } from '../../../server/store/pace.ts';

function settled(flushMs: number, decideMs: number) {
  const pace = createPace();
  for (let i = 0; i < 100; i++) {
    pace.wrote(flushMs);
    pace.decided(32, 32 * decideMs);
  }
  return pace;
}

test('nothing is known yet: everybody is waited for', () => {
  expect(createPace().enough(32)).toBe(Number.POSITIVE_INFINITY);
});

test('a slow flush is shared by all', () => {
  expect(settled(5, 0.015).enough(32)).toBe(Number.POSITIVE_INFINITY);
});

test('where a crowd takes longer to decide than a flush, half of it is enough', () => {
  const pace = settled(0.25, 0.015);
  expect(pace.enough(32)).toBe(16);
  expect(pace.enough(33)).toBe(17);
  expect(pace.enough(4)).toBe(Number.POSITIVE_INFINITY);
});

test('one slow write among many changes nothing', () => {
  const pace = settled(0.25, 0.015);
  pace.wrote(2);
  expect(pace.enough(32)).toBe(16);
});

test('a disk that became slow does', () => {
  const pace = settled(0.25, 0.015);
  for (let i = 0; i < 20; i++) pace.wrote(5);
  expect(pace.enough(32)).toBe(Number.POSITIVE_INFINITY);
});
