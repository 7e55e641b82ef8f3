// The life of a print job: what staff may still do with it, which copy the next one is, and what came too late.
import { beforeEach, describe, expect, test } from 'vitest';
import { adoptCatalogue } from '../../../server/modules/catalogue/commands.ts';
import { openDay } from '../../../server/modules/centre/commands.ts';
import {
  cancelJob,
  dismissStale,
  finishJob,
  queueTestSlip,
  reprint,
  requeueJob,
  startJob,
} from '../../../server/modules/printing/commands.ts';
import { isStale, selectJobs } from '../../../server/modules/printing/view.ts';
import { callNext } from '../../../server/modules/services/call-commands.ts';
import { takeTicket } from '../../../server/modules/services/commands.ts';
import { type Bench, createBench } from './decide.ts';
import { smallCatalogue } from './small-catalogue.ts';

const items = [{ id: 'elder', name: '高龄津贴申请', prefix: 'A', windows: [1] }];
const staff = { kind: 'staff', accountId: 'a1' } as const;
let bench: Bench;

beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, smallCatalogue(items));
  bench.accept(openDay, { day: '2026-11-23' });
});

/** A ticket's job. */
function take(): string {
  bench.actor = { kind: 'touchscreen' };
  const { jobId } = bench.accept(takeTicket, { itemId: 'elder', print: true });
  bench.actor = staff;
  return jobId ?? '';
}
const job = (id: string) => bench.views.printing.jobs[id];
const stale = (id: string) => {
  const found = job(id);
  return found ? isStale(found, bench.views, bench.wallMs) : null;
};
const listed = () => selectJobs(bench.views);
const finish = (jobId: string, result: 'confirmed' | 'unconfirmed' | 'stale' | 'failed') =>
  bench.accept(finishJob, { jobId, result });

describe('cancelling', () => {
  test('is for what still waits', () => {
    const id = take();
    bench.accept(cancelJob, { jobId: id });
    expect(job(id)?.state).toBe('cancelled');
    expect(listed().waiting).toBe(0);
    expect(bench.refuse(cancelJob, { jobId: id })).toBe('JOB_STATE_WRONG');
  });

  test('is refused once the printer has it, and afterwards', () => {
    const id = take();
    bench.accept(startJob, { jobId: id });
    expect(bench.refuse(cancelJob, { jobId: id })).toBe('JOB_STATE_WRONG');
    finish(id, 'confirmed');
    expect(bench.refuse(cancelJob, { jobId: id })).toBe('JOB_STATE_WRONG');
    expect(bench.refuse(cancelJob, { jobId: 'nothing' })).toBe('JOB_NOT_FOUND');
  });

  test('first, and the printer does not get it any more', () => {
    const id = take();
    bench.accept(cancelJob, { jobId: id });
    expect(bench.refuse(startJob, { jobId: id })).toBe('JOB_STATE_WRONG');
  });
});

describe('the next copy', () => {
  const copyOf = (jobId: string) => job(bench.accept(reprint, { jobId }).id)?.copy;

  test('is marked when the last was sent, whatever became of it', () => {
    for (const result of ['confirmed', 'unconfirmed', 'failed'] as const) {
      const id = take();
      bench.accept(startJob, { jobId: id });
      finish(id, result);
      expect(copyOf(id), result).toBe(2);
    }
  });

  test('is still the original when nothing was ever sent', () => {
    const id = take();
    bench.accept(cancelJob, { jobId: id });
    const again = bench.accept(reprint, { jobId: id }).id;
    expect(job(again)?.copy).toBe(1);
    bench.accept(cancelJob, { jobId: again });
    expect(copyOf(id)).toBe(1);
  });

  test('is marked when the called-off one was printed after all: never two originals', () => {
    const id = take();
    bench.accept(cancelJob, { jobId: id });
    const again = bench.accept(reprint, { jobId: id }).id;
    // Before, while and after it is printed.
    expect(copyOf(id)).toBe(2);
    bench.accept(startJob, { jobId: again });
    expect(copyOf(id)).toBe(3);
    finish(again, 'unconfirmed');
    expect(copyOf(id)).toBe(4);
  });

  test('goes on counting when a further copy is called off', () => {
    const id = take();
    bench.accept(startJob, { jobId: id });
    finish(id, 'unconfirmed');
    const second = bench.accept(reprint, { jobId: id }).id;
    bench.accept(cancelJob, { jobId: second });
    expect(copyOf(second)).toBe(3);
  });
});

describe('what came too late', () => {
  test('is a called ticket’s slip and yesterday’s, test slips too', () => {
    const called = take();
    const waiting = take();
    const trial = bench.accept(queueTestSlip, {}).id;
    bench.accept(callNext, { window: 1 });
    expect([called, waiting, trial].map(stale)).toEqual([true, false, false]);
    bench.accept(openDay, { day: '2026-11-24' });
    expect([called, waiting, trial].map(stale)).toEqual([true, true, true]);
  });

  test('is listed with the reason, oldest first, until staff decide', () => {
    const called = take();
    bench.accept(callNext, { window: 1 });
    finish(called, 'stale');
    const other = take();
    expect(listed()).toMatchObject({
      waiting: 1,
      stale: [{ id: called, label: 'A001', reason: 'called' }],
    });
    bench.accept(openDay, { day: '2026-11-24' });
    finish(other, 'stale');
    expect(listed().stale.map(({ label, reason }) => `${label} ${reason}`)).toEqual([
      'A001 oldDay',
      'A002 oldDay',
    ]);
    expect(bench.accept(dismissStale, { jobIds: [called, other, other, 'nothing'] })).toEqual({
      dismissed: 2,
    });
    expect(listed().stale).toEqual([]);
    expect(bench.accept(dismissStale, { jobIds: [called] })).toEqual({ dismissed: 0 });
  });

  test('dismissing touches nothing else', () => {
    const waiting = take();
    const done = take();
    bench.accept(startJob, { jobId: done });
    finish(done, 'confirmed');
    bench.accept(dismissStale, { jobIds: [waiting, done, '__proto__'] });
    expect(job(waiting)?.state).toBe('queued');
    expect(job(done)?.state).toBe('confirmed');
  });

  test('is printed when staff ask: as the original, that day, and leaves the list', () => {
    const old = take();
    bench.accept(openDay, { day: '2026-11-24' });
    finish(old, 'stale');
    const { id } = bench.accept(reprint, { jobId: old });
    expect(job(id)).toMatchObject({ copy: 1, asked: true });
    expect(stale(id)).toBe(false);
    expect(listed().stale).toEqual([]);
    bench.accept(openDay, { day: '2026-11-25' });
    expect(stale(id)).toBe(true);
  });

  test('the spool’s own further copy is of no use once the number was called', () => {
    const id = take();
    bench.accept(startJob, { jobId: id });
    finish(id, 'unconfirmed');
    bench.actor = { kind: 'kiosk', part: 'spool' };
    const second = bench.accept(reprint, { jobId: id }).id;
    expect(stale(second)).toBe(false);
    bench.actor = staff;
    bench.accept(callNext, { window: 1 });
    expect(stale(second)).toBe(true);
    const third = bench.accept(reprint, { jobId: id }).id;
    expect(stale(third)).toBe(false);
  });
});

test('only a job that is being sent goes back to the queue', () => {
  const id = take();
  expect(bench.refuse(requeueJob, { jobId: id })).toBe('JOB_STATE_WRONG');
  bench.accept(startJob, { jobId: id });
  bench.accept(requeueJob, { jobId: id });
  expect(job(id)?.state).toBe('queued');
});
