// Slips as staff meet them over HTTP: the test slip on the twin's paper, cancelling in time and too late, old slips.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobsSlice } from '../../../server/modules/printing/schema.ts';
import {
  askStaff,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../started-kiosk.ts';

let kiosk: StartedKiosk;
let cookie: string;
beforeEach(async () => {
  kiosk = await startKiosk();
  cookie = await signIn(kiosk.staff);
});
afterEach(() => kiosk.end());

const ask = (path: string) => askStaff(`${kiosk.staff}${path}`, { headers: { cookie } });
const send = (path: string, body: object = {}) => postStaff(`${kiosk.staff}${path}`, body, cookie);
const list = async () => (await ask('/api/printing/jobs')).json() as JobsSlice;
const turn = (change: object) => send('/api/devices/virtual/printer', change);
async function take(): Promise<{ id: string; jobId: string }> {
  const answer = await post(`${kiosk.touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
  return (await answer.json()) as { id: string; jobId: string };
}
const stateOf = async (jobId: string) => (await list()).jobs.find(({ id }) => id === jobId)?.state;

test('the test slip shows an installer all there is to see, beep included', async () => {
  const { id } = (await send('/api/printing/test-slips')).json() as { id: string };
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('confirmed');
  const svg = (await ask('/api/devices/virtual/printer/paper.svg')).text;
  for (const part of [
    '打印测试',
    '设置是 80 毫米，48 列',
    '镕喆囍堃瞭',
    'DQ1.test',
    '设置是半切',
    '响 2 声',
  ]) {
    expect(svg).toContain(part);
  }
  const { slips } = (await ask('/api/devices/virtual/printer')).json() as {
    slips: { lines: { kind: string }[] }[];
  };
  const kinds = new Set(slips[0]?.lines.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['barcode', 'blank', 'image', 'qr', 'signal', 'text']);
});

test('a slip that waits can be cancelled once; one that is out cannot', async () => {
  await turn({ paperOut: true });
  const { jobId } = await take();
  expect((await list()).waiting).toBe(1);
  expect((await send(`/api/printing/jobs/${jobId}/cancellation`)).status).toBe(200);
  const late = await send(`/api/printing/jobs/${jobId}/cancellation`);
  expect(late.status).toBe(409);
  expect(late.json()).toMatchObject({ code: 'JOB_STATE_WRONG' });
  await turn({ paperOut: false });
  const next = await take();
  await expect.poll(() => stateOf(next.jobId), { timeout: 10_000 }).toBe('confirmed');
  expect((await send(`/api/printing/jobs/${next.jobId}/cancellation`)).status).toBe(409);
  expect((await send('/api/printing/jobs/nothing/cancellation')).status).toBe(404);
});

test('an old slip is listed, printed when asked for, the rest dismissed', async () => {
  await turn({ paperOut: true });
  const first = await take();
  const second = await take();
  for (let called = 0; called < 2; called++) await send('/api/services/calls', { window: 1 });
  await expect.poll(async () => (await list()).stale.length, { timeout: 10_000 }).toBe(2);
  await turn({ paperOut: false });
  const wanted = await send(`/api/printing/jobs/${first.jobId}/reprint`);
  expect(wanted.status).toBe(201);
  const { id } = wanted.json() as { id: string };
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('confirmed');
  const dismissed = await send('/api/printing/dismissals', {
    jobIds: [first.jobId, second.jobId],
  });
  expect(dismissed.json()).toEqual({ dismissed: 1 });
  expect(await list()).toMatchObject({ waiting: 0, stale: [] });
  const paper = (await ask('/api/devices/virtual/printer')).json() as { slips: unknown[] };
  expect(paper.slips).toHaveLength(1);
  expect(JSON.stringify(paper)).not.toContain('补打');
});

test.each([
  [{}],
  [{ jobIds: [] }],
  [{ jobIds: 'all' }],
  [{ jobIds: [''] }],
  [{ jobIds: Array.from({ length: 501 }, (_, i) => `j${i}`) }],
])('dismissing %j is refused', async (body) => {
  const answer = await send('/api/printing/dismissals', body);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'BODY_INVALID' });
});
