// A thousand slips through a printer that fails fifty times, over the real store and spool: what is on paper afterwards.
import { runFaults } from '../server/printing/fault-run.ts';
import type { Case } from './case.ts';

const jobs = 1_000;
const faults = 50;
const printers = [
  ['process ids', 11, { autoStatus: true }],
  ['GS r 1 only, chatters', 12, { processId: false, chatters: true }],
] as const;

export async function measureFaults(): Promise<Case[]> {
  const cases: Case[] = [];
  for (const [what, seed, printer] of printers) {
    const result = await runFaults({ jobs, faults, seed, printer });
    const of = `${jobs} slips, ${faults} faults (${what})`;
    const wrong = { unit: 'slips', bound: { atMost: 0 } } as const;
    cases.push(
      {
        name: `lost: ${of}`,
        value: result.lost.length + result.claimed.length,
        ...wrong,
        detail: {
          ...result.sprung,
          'left to staff': result.leftToStaff,
          'of those not on paper': result.missing,
        },
      },
      {
        name: `unmarked twice: ${of}`,
        value: result.unmarkedTwice.length,
        ...wrong,
        detail: { 'marked copies': result.marked, 'foreign bytes': result.violations.length },
      },
      {
        name: `a slip from take to fate: ${of}`,
        unit: 'ms',
        value: result.elapsedMs / jobs,
        detail: { 'whole run s': Math.round(result.elapsedMs / 1_000) },
      },
    );
  }
  return cases;
}
