// The simulator against what textbooks know: the yardstick is right before the estimator is measured with it.
import { describe, expect, test } from 'vitest';
import { measureWaits, referenceHalls } from './queue-reference.ts';

const TICKETS = 300_000;
const SEED = 1;

describe('mean waits within 5 %', () => {
  for (const hall of referenceHalls) {
    test(hall.name, () => {
      const { byClass } = measureWaits(hall, TICKETS, SEED);
      for (const [index, expected] of hall.expected.entries()) {
        expect((byClass[index] ?? 0) / expected).toBeGreaterThan(0.95);
        expect((byClass[index] ?? 0) / expected).toBeLessThan(1.05);
      }
    });
  }
});

test('who finds n waiting and all windows busy waits (n + 1) / (c·µ), within 5 %', () => {
  const [hall] = referenceHalls.filter(({ windows }) => windows === 3);
  if (!hall) throw new Error('no such hall');
  const { byAhead } = measureWaits(hall, TICKETS, SEED);
  for (const ahead of [0, 1, 2, 3, 5, 8]) {
    const ratio = ((byAhead[ahead] ?? 0) * hall.windows) / (ahead + 1);
    expect(ratio, `${ahead} ahead`).toBeGreaterThan(0.95);
    expect(ratio, `${ahead} ahead`).toBeLessThan(1.05);
  }
});
