// A printer that stood still for hours, over the real store: what is still of use follows once each, what is not is listed,
// and staff decide. Cancelling is for what was not sent.
import { afterEach, describe, expect, test } from 'vitest';
import { openDay } from '../../../server/modules/centre/commands.ts';
import { cancelJob, dismissStale, reprint } from '../../../server/modules/printing/commands.ts';
import { callNext } from '../../../server/modules/services/call-commands.ts';
import { until } from '../../devices/quiet.ts';
import { countPaper } from './paper-count.ts';
import { openHall, type RealHall, ticketEnd } from './real-hall.ts';

const halls: RealHall[] = [];
afterEach(async () => {
  for (const hall of halls.splice(0)) await hall.end();
});
async function hallWithoutPaper(): Promise<RealHall> {
  const hall = await openHall();
  halls.push(hall);
  hall.device.fail('paperOut');
  await until(() => hall.printer.status().trouble === 'paperOut', 'no paper');
  return hall;
}
async function takeMany(hall: RealHall, count: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let i = 0; i < count; i++) numbers.push(await hall.take());
  return numbers;
}
const paper = (hall: RealHall) => countPaper(hall.device.slips, ticketEnd);
const once = { unmarked: 1, marked: 0, whole: 1 };
async function newPaper(hall: RealHall): Promise<void> {
  hall.device.heal();
  await hall.quiet();
}

describe('twelve hours without paper', () => {
  test('slips still of use follow once each and in order, the called ones are listed, and the count goes down', async () => {
    const hall = await hallWithoutPaper();
    const numbers = await takeMany(hall, 144);
    for (let called = 0; called < 60; called++) await hall.run(callNext, { window: 1 });
    // What is of no use any more leaves the queue while the printer still stands.
    await expect.poll(async () => (await hall.slice()).waiting).toBe(84);
    const counts: number[] = [];
    const off = hall.store.onCommitted(
      () => void hall.slice().then(({ waiting }) => counts.push(waiting)),
    );
    await newPaper(hall);
    off();
    expect([...paper(hall)]).toEqual(numbers.slice(60).map((number) => [number, once]));
    const { stale, waiting } = await hall.slice();
    expect(waiting).toBe(0);
    expect(stale.map(({ label, reason }) => `${label} ${reason}`)).toEqual(
      numbers.slice(0, 60).map((number) => `${number} called`),
    );
    // What staff see on the way: every step down is told, none is skipped up again.
    expect(counts.length).toBeGreaterThan(84);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  }, 120_000);

  test('over midnight nothing is printed at dawn', async () => {
    const hall = await hallWithoutPaper();
    const evening = await takeMany(hall, 5);
    await hall.run(openDay, { day: '2026-11-24' });
    await newPaper(hall);
    expect(hall.device.slips).toEqual([]);
    expect((await hall.slice()).stale.map(({ label, reason }) => [label, reason])).toEqual(
      evening.map((number) => [number, 'oldDay']),
    );
    const morning = await hall.take();
    await hall.quiet();
    expect([...paper(hall).keys()]).toEqual([morning]);
  });

  test('staff print one all the same and dismiss the rest', async () => {
    const hall = await hallWithoutPaper();
    const [first] = await takeMany(hall, 3);
    await hall.run(openDay, { day: '2026-11-24' });
    await newPaper(hall);
    const [wanted] = (await hall.slice()).stale;
    expect((await hall.run(reprint, { jobId: wanted?.id ?? '' })).ok).toBe(true);
    await hall.quiet();
    // Nothing of it was ever on paper: it is the original.
    expect([...paper(hall)]).toEqual([[first, once]]);
    const { stale } = await hall.slice();
    expect(stale).toHaveLength(2);
    const outcome = await hall.run(dismissStale, { jobIds: stale.map(({ id }) => id) });
    expect(outcome).toMatchObject({ ok: true, reply: { dismissed: 2 } });
    expect((await hall.slice()).stale).toEqual([]);
    await hall.quiet();
    expect(hall.device.slips).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test('what waits is called off, and the others need not wait for it', async () => {
    const hall = await hallWithoutPaper();
    const [first, second, third] = await takeMany(hall, 3);
    const { jobs } = await hall.slice();
    const jobId = jobs.find(({ label }) => label === second)?.id ?? '';
    expect((await hall.run(cancelJob, { jobId })).ok).toBe(true);
    await newPaper(hall);
    expect([...paper(hall).keys()]).toEqual([first, third]);
  });

  test('what is being sent cannot be called off: refused, and its fate is true', async () => {
    const hall = await openHall({ healMs: null });
    halls.push(hall);
    hall.device.failAt('neverDrains', 2);
    await hall.take();
    await until(() => hall.device.slips.length > 0, 'the first line on paper');
    const [job] = await hall.jobs();
    expect(job?.state).toBe('sending');
    const outcome = await hall.run(cancelJob, { jobId: job?.id ?? '' });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { refused: 'JOB_STATE_WRONG', status: 409 },
    });
    hall.device.heal();
    await hall.quiet();
    expect((await hall.jobs())[0]?.state).not.toBe('cancelled');
  });

  test('at the very moment of sending: either it is called off and no byte is sent, or it is refused and printed', async () => {
    const hall = await openHall();
    halls.push(hall);
    const outcomes: [number: string, calledOff: boolean][] = [];
    for (let round = 0; round < 40; round++) {
      const number = await hall.take();
      const job = (await hall.jobs()).find((one) => one.number === number);
      // A little later each time, so that some come before and some after the first byte.
      await new Promise((resolve) => setTimeout(resolve, round % 8));
      const outcome = await hall.run(cancelJob, { jobId: job?.id ?? '' });
      if (!outcome.ok) expect(outcome.refusal.refused).toBe('JOB_STATE_WRONG');
      outcomes.push([number, outcome.ok]);
    }
    await hall.quiet();
    const found = paper(hall);
    for (const [number, calledOff] of outcomes) {
      expect(found.get(number), number).toEqual(calledOff ? undefined : once);
    }
  });
});

describe('a full disk while printing', () => {
  test('nothing is sent that the journal does not hold; then everything once', async () => {
    const hall = await hallWithoutPaper();
    const numbers = await takeMany(hall, 3);
    hall.diskFull(true);
    // Somebody else's write finds the disk full.
    await expect(hall.take()).rejects.toThrow('STORE_READ_ONLY');
    hall.device.heal();
    await until(() => hall.printer.status().state === 'ready', 'paper again');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(hall.device.slips).toEqual([]);
    hall.diskFull(false);
    await until(() => hall.store.status().state === 'writable', 'room again');
    await hall.quiet();
    expect([...paper(hall)]).toEqual(numbers.map((number) => [number, once]));
  });

  test('under a slip at the printer: its fate is written later, and it is not printed twice', async () => {
    const hall = await openHall();
    halls.push(hall);
    hall.device.onFirstJobByte(() => hall.diskFull(true));
    const number = await hall.take();
    await until(() => hall.device.slips[0]?.end === 'cut', 'the slip');
    await until(() => hall.store.status().state === 'readOnly', 'no room');
    hall.diskFull(false);
    await until(() => hall.store.status().state === 'writable', 'room again');
    await hall.quiet();
    expect((await hall.jobs()).map(({ state }) => state)).toEqual(['confirmed']);
    expect([...paper(hall)]).toEqual([[number, once]]);
  });
});
