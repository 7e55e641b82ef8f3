// The power goes between a call and its announcement: what a window was told is on the board when the kiosk is back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoardSlice } from '../../server/modules/services/page-schema.ts';
import { readEvents, snapshotOf } from '../server/http/event-source.ts';
import { askStaff, post, signIn } from '../server/started-kiosk.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const CUTS = 4;
let kiosk: KioskProcess;

beforeAll(async () => {
  kiosk = await createKioskProcess();
  await kiosk.start();
});
afterAll(() => kiosk.remove());

async function boardNow(): Promise<BoardSlice> {
  const page = await readEvents(`${kiosk.touchUrl}/api/events?page=board`);
  const { board } = await snapshotOf(page);
  page.stop();
  return board as BoardSlice;
}

test('kill -9 right after a call was answered: the board calls it after the restart', async () => {
  for (let cut = 0; cut < CUTS; cut++) {
    await post(`${kiosk.touchUrl}/api/services/tickets`, { itemId: 'gaoling-jintie' });
    const cookie = await signIn(kiosk.staffUrl);
    const key = randomUUID();
    const press = () =>
      askStaff(`${kiosk.staffUrl}/api/services/calls`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ window: 1 }),
      });
    const answer = await press();
    await kiosk.kill();
    expect(answer.status, answer.text).toBe(200);
    const { number } = answer.json() as { number: string };
    expect(number).toBe(`A00${cut + 1}`);

    await kiosk.start();
    const { now, last } = await boardNow();
    expect(now).toMatchObject({ number, window: 1, times: 1 });
    expect(last.map((one) => one.number)).not.toContain(number);
  }
}, 300_000);
