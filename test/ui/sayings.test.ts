// What the touchscreen says of a slip, and which notices it shows.
import { describe, expect, test } from 'vitest';
import type { DeviceStatus } from '../../devices/schema.ts';
import type { JobState } from '../../server/modules/printing/schema.ts';
import type { TakeTicketReply } from '../../server/modules/services/page-schema.ts';
import { fitting } from '../../ui/touch/home/notices.tsx';
import { slipSaying } from '../../ui/touch/services/ticket.tsx';

const reply: TakeTicketReply = {
  id: 't1',
  number: 'A012',
  item: '高龄津贴申请',
  items: ['高龄津贴申请'],
  class: 'ordinary',
  ahead: 3,
  wait: null,
  served: true,
  visitId: 'v1',
  jobId: 'j1',
};
const ready: DeviceStatus = {
  kind: 'printer',
  state: 'ready',
  virtual: false,
  trouble: null,
  paperNearEnd: false,
  lastError: null,
  sinceMs: 0,
};
const without = '没有小票也能办，记住 A012 就行';

function say(job: JobState | null, printer: Partial<DeviceStatus> | null = {}) {
  const recent = job ? { t1: job } : {};
  const devices = printer ? { printer: { ...ready, ...printer } } : {};
  return slipSaying(reply, { waiting: 0, recent }, { devices });
}

describe('a slip', () => {
  test('is on its way, then there', () => {
    expect(say(null)).toMatchObject({ tone: 'good', title: '小票正在打印' });
    expect(say('queued')).toMatchObject({ title: '小票正在打印' });
    expect(say('sending')).toMatchObject({ title: '小票正在打印' });
    expect(say('confirmed')).toMatchObject({ tone: 'good', title: '请取小票' });
    expect(say('processed')).toMatchObject({ tone: 'good', title: '请取小票' });
  });

  test('waits while the printer is in trouble, and the number stands', () => {
    const trouble = { state: 'degraded', trouble: 'paperOut' } as const;
    expect(say('queued', trouble)).toEqual({
      tone: 'trouble',
      title: '打印机缺纸，号已经留好',
      hint: without,
    });
    expect(say('queued', { state: 'opening' })).toMatchObject({ tone: 'trouble', hint: without });
  });

  test('that came out before the paper ended is there all the same', () => {
    const trouble = { state: 'degraded', trouble: 'paperOut' } as const;
    expect(say('confirmed', trouble)).toMatchObject({ title: '请取小票' });
  });

  test('of unknown fate is not promised', () => {
    for (const state of ['unconfirmed', 'failed', 'cancelled', 'stale'] as const) {
      expect(say(state)).toMatchObject({ hint: without });
    }
  });

  test('is not spoken of where there is no printer', () => {
    expect(say(null, null)).toMatchObject({ tone: 'plain', hint: without });
    const noJob = slipSaying({ ...reply, jobId: null }, null, { devices: { printer: ready } });
    expect(noJob).toMatchObject({ tone: 'plain', hint: without });
  });
});

describe('notices', () => {
  const [a, b, c] = ['一'.repeat(30), '二'.repeat(30), '三'.repeat(30)];

  test('are all there when there is room', () => {
    expect(fitting([a, b, c], 5, 90)).toEqual([a, b, c]);
  });

  test('take turns when there is not, and every one has its turn', () => {
    expect(fitting([a, b, c], 0, 60)).toEqual([a, b]);
    expect(fitting([a, b, c], 2, 60)).toEqual([c, a]);
    const shown = new Set([0, 1, 2].flatMap((turn) => fitting([a, b, c], turn, 10)));
    expect([...shown]).toEqual([a, b, c]);
  });

  test('one is shown even if it is longer than the room', () => {
    expect(fitting(['长'.repeat(200)], 0, 40)).toHaveLength(1);
  });
});
