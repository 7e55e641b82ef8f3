// Slips through a failing printer over the real store: the short form of what `npm run bench print` does with a thousand.
import { expect, test } from 'vitest';
import { runFaults } from './fault-run.ts';

test.each([
  ['knows process ids and tells by itself', 1, { autoStatus: true }],
  ['answers GS r 1 only, and chatters', 2, { processId: false, chatters: true }],
] as const)(
  '100 slips, 15 faults, a printer that %s',
  async (_what, seed, printer) => {
    const result = await runFaults({ jobs: 100, faults: 15, seed, printer });
    const { lost, claimed, unmarkedTwice, violations } = result;
    expect({ lost, claimed, unmarkedTwice, violations }).toEqual({
      lost: [],
      claimed: [],
      unmarkedTwice: [],
      violations: [],
    });
    // The run was worth it: every kind of fault came, some slips were torn, and what nobody knows stayed the exception.
    expect(Object.keys(result.sprung)).toHaveLength(6);
    expect(result.marked).toBeGreaterThan(0);
    expect(result.leftToStaff).toBeLessThan(5);
  },
  300_000,
);
