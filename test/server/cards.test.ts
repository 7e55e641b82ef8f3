import { expect, test } from 'vitest';
import { createCardReads } from '../../server/cards.ts';

const card = (name: string) => ({ name, idNumber: '120111199001011237', birthDate: null });

test('a card is kept for a minute, under an id that nobody guesses', () => {
  let now = 0;
  const cards = createCardReads(() => now);
  const id = cards.put(card('王芳'));
  expect(id).toMatch(/^[\w-]{16}$/);
  expect(cards.put(card('王芳'))).not.toBe(id);
  // A request may come twice.
  expect(cards.take(id)?.name).toBe('王芳');
  now = 59_999;
  expect(cards.take(id)?.name).toBe('王芳');
  now = 60_000;
  expect(cards.take(id)).toBeNull();
  expect(cards.take('__proto__')).toBeNull();
});

test('a card that lies on the reader does not fill the memory: the oldest goes', () => {
  const cards = createCardReads(() => 0);
  const ids = Array.from({ length: 25 }, (_, n) => cards.put(card(`王${n}`)));
  expect(ids.map((id) => cards.take(id) !== null).filter(Boolean)).toHaveLength(20);
  expect(cards.take(ids[24] ?? '')?.name).toBe('王24');
  cards.clear();
  expect(cards.take(ids[24] ?? '')).toBeNull();
});
