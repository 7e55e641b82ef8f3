// Random lives of the journal on a disk that loses whatever it may lose, and one life with a fault at every single call.
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../server/store/journal.ts';
import { runHistory, runScript } from './journal-history.ts';
import type { Call, Fault } from './simulated-disk.ts';

const HISTORIES = process.env['KIOSK_LONG_TESTS'] === '1' ? 20_000 : 2000;
const BATCH = 500;

describe('random histories of power cuts, kills and failing disks', () => {
  for (let from = 1; from <= HISTORIES; from += BATCH)
    it(`seeds ${from} to ${from + BATCH - 1}: nothing promised is lost, nothing sound is reported`, async () => {
      let acknowledged = 0;
      let deaths = 0;
      for (let seed = from; seed < from + BATCH; seed++) {
        const result = await runHistory({ seed, makeJournal: createJournal });
        expect(result.violations, `seed ${seed}`).toEqual([]);
        acknowledged += result.acknowledged;
        deaths += result.deaths;
      }
      // The histories must be worth something: records were promised, processes died.
      expect(acknowledged).toBeGreaterThan(BATCH * 10);
      expect(deaths).toBeGreaterThan(BATCH);
    });

  it('replays a history from its seed', async () => {
    const run = () => runHistory({ seed: 42, makeJournal: createJournal });
    expect(await run()).toEqual(await run());
  });
});

describe('a fault at the k-th call, for every k', () => {
  const faults: Record<string, Fault> = {
    'no space': { kind: 'error', code: 'ENOSPC' },
    'an I/O error': { kind: 'error', code: 'EIO' },
    'death before the call took effect': { kind: 'death', effect: false },
    'death after the call took effect': { kind: 'death', effect: true },
    'a short write': { kind: 'short' },
  };
  const reading: readonly Call[] = ['read', 'open', 'size', 'list', 'close'];
  for (const [name, fault] of Object.entries(faults))
    for (const powerCut of [false, true])
      it(`${name}, then ${powerCut ? 'a power cut' : 'a kill'}`, async () => {
        const sound = await runScript(createJournal, () => null, powerCut);
        expect(sound).toMatchObject({ violations: [] });
        expect(sound.calls).toBeGreaterThan(40);
        const failures = new Set<string>();
        for (let k = 1; k <= sound.calls; k++) {
          const result = await runScript(
            createJournal,
            (n, call) =>
              n === k && !(name === 'no space' && reading.includes(call)) ? fault : null,
            powerCut,
          );
          expect(result.violations, `call ${k}`).toEqual([]);
          for (const failure of result.failures) failures.add(failure);
        }
        const told = { 'no space': ['DISK_FULL'], 'an I/O error': ['DISK_ERROR'] }[name];
        if (told !== undefined) expect([...failures]).toEqual(told);
      });
});
