import { beforeEach, describe, expect, test } from 'vitest';
import { closeDay, openDay } from '../../../server/modules/centre/commands.ts';
import { dayOf, daysBetween } from '../../../server/modules/centre/schema.ts';
import { acceptHelp, callHelp, withdrawHelp } from '../../../server/modules/help/commands.ts';
import {
  cancelJob,
  finishJob,
  queueTestSlip,
  reprint,
  requeueJob,
  startJob,
} from '../../../server/modules/printing/commands.ts';
import { type Bench, createBench } from './decide.ts';

let bench: Bench;
const clock = () => {
  bench.actor = { kind: 'kiosk', part: 'dayKeeper' };
};
const staff = () => {
  bench.actor = { kind: 'staff', accountId: 'a1' };
};
const closings = () => bench.recorded.filter(({ type }) => type === 'centre.dayClosed');

beforeEach(() => {
  bench = createBench();
  clock();
});

describe('the business day', () => {
  test('the clock opens the next day and closes the one before', () => {
    bench.accept(openDay, { day: '2026-11-22' });
    bench.accept(openDay, { day: '2026-11-23' });
    expect(bench.views.centre).toMatchObject({ day: '2026-11-23', lastDay: '2026-11-23' });
    expect(closings()).toMatchObject([{ data: { day: '2026-11-22', late: false } }]);
  });

  test('a missed closing is marked late', () => {
    bench.accept(openDay, { day: '2026-11-20' });
    bench.accept(openDay, { day: '2026-11-23' });
    expect(closings()).toMatchObject([{ data: { day: '2026-11-20', late: true } }]);
  });

  test('a clock in 1970 or 2099 moves nothing', () => {
    bench.accept(openDay, { day: '2026-11-22' });
    expect(bench.refuse(openDay, { day: '1970-01-01' })).toBe('DAY_INVALID');
    expect(bench.refuse(openDay, { day: '2099-01-01' })).toBe('DAY_INVALID');
    expect(bench.views.centre.day).toBe('2026-11-22');
  });

  test('staff may set any real day, back as well, but no day that does not exist', () => {
    bench.accept(openDay, { day: '2026-11-22' });
    staff();
    bench.accept(openDay, { day: '2026-11-21' });
    expect(bench.views.centre.day).toBe('2026-11-21');
    expect(bench.refuse(openDay, { day: '2026-02-30' })).toBe('DAY_INVALID');
    expect(bench.refuse(openDay, { day: '2026-13-01' })).toBe('DAY_INVALID');
  });

  test('staff who name the open day confirm it; the clock has nothing to confirm', () => {
    bench.accept(openDay, { day: '2026-11-22' });
    expect(bench.refuse(openDay, { day: '2026-11-22' })).toBe('DAY_ALREADY_OPEN');
    staff();
    const before = structuredClone(bench.views);
    expect(bench.accept(openDay, { day: '2026-11-22' })).toEqual({ day: '2026-11-22' });
    expect(bench.recorded.at(-1)).toMatchObject({ type: 'centre.dayConfirmed' });
    expect(bench.views).toEqual(before);
  });

  test('a closed day cannot be closed twice', () => {
    bench.accept(openDay, { day: '2026-11-22' });
    bench.accept(closeDay, { late: false });
    expect(bench.refuse(closeDay, { late: false })).toBe('DAY_NOT_OPEN');
  });

  test('the day is the zone’s, not the machine’s', () => {
    expect(dayOf(Date.parse('2026-11-22T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-11-23');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  });
});

describe('calling for help', () => {
  test('a second tap joins the open call; one member of staff takes it', () => {
    const first = bench.accept(callHelp, {});
    expect(bench.accept(callHelp, {})).toEqual(first);
    staff();
    bench.accept(acceptHelp, { callId: first.id });
    expect(bench.refuse(acceptHelp, { callId: first.id })).toBe('HELP_CALL_TAKEN');
    expect(bench.accept(callHelp, {})).not.toEqual(first);
  });

  test('taken back, it is gone', () => {
    const { id } = bench.accept(callHelp, {});
    bench.accept(withdrawHelp, { callId: id });
    expect(bench.refuse(acceptHelp, { callId: id })).toBe('HELP_CALL_NOT_FOUND');
  });
});

describe('a print job', () => {
  test('waits, is sent, is finished; a copy is numbered', () => {
    const { id } = bench.accept(queueTestSlip, {});
    expect(bench.refuse(reprint, { jobId: id })).toBe('JOB_STATE_WRONG');
    bench.accept(startJob, { jobId: id });
    bench.accept(finishJob, { jobId: id, result: 'unconfirmed' });
    const second = bench.accept(reprint, { jobId: id });
    expect(bench.views.printing.jobs[second.id]).toMatchObject({ copy: 2, state: 'queued' });
    bench.accept(cancelJob, { jobId: second.id });
    expect(bench.views.printing.queue).toEqual([]);
    expect(bench.views.printing.jobs[bench.accept(reprint, { jobId: id }).id]?.copy).toBe(3);
  });

  test('of which nothing was sent goes back to the front, unmarked', () => {
    const first = bench.accept(queueTestSlip, {});
    bench.accept(queueTestSlip, {});
    bench.accept(startJob, { jobId: first.id });
    bench.accept(requeueJob, { jobId: first.id });
    expect(bench.views.printing.queue[0]).toBe(first.id);
    expect(bench.views.printing.jobs[first.id]).toMatchObject({ state: 'queued', copy: 1 });
  });
});
