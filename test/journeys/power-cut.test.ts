// kill -9 in the middle of load, on the whole kiosk over HTTP: what a screen has confirmed is there afterwards.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const KILLS = process.env['KIOSK_LONG_TESTS'] ? 200 : 20;
const VISITORS = 16;

interface Confirmed {
  path: string;
  key: string;
  body: object;
  answer: { id: string; number?: string };
}

describe('power cuts under load', () => {
  let kiosk: KioskProcess;
  const confirmed: Confirmed[] = [];

  beforeAll(async () => {
    kiosk = await createKioskProcess();
  });
  afterAll(() => kiosk.remove());

  async function post(path: string, key: string, body: object): Promise<Response> {
    return fetch(kiosk.touchUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  }

  /** One visitor after another, until the power goes. */
  async function visitors(items: string[]): Promise<void> {
    for (let turn = 0; ; turn++) {
      const ticket = turn % 2 === 0;
      const path = ticket ? '/api/services/tickets' : '/api/attendance/visits';
      const body = ticket
        ? { itemId: items[turn % items.length] }
        : { purpose: 'visit', method: 'headcount', headcount: 1 + (turn % 3) };
      const key = randomUUID();
      try {
        const response = await post(path, key, body);
        const answer = (await response.json()) as Confirmed['answer'];
        expect(response.status, JSON.stringify(answer)).toBe(201);
        confirmed.push({ path, key, body, answer });
      } catch (error) {
        if (error instanceof TypeError || error instanceof SyntaxError) return;
        throw error;
      }
    }
  }

  test(`${KILLS} kills: nothing confirmed is missing, no number is given twice`, async () => {
    for (let cut = 0; cut < KILLS; cut++) {
      await kiosk.start();
      const response = await fetch(`${kiosk.touchUrl}/api/services/items`);
      const list = (await response.json()) as { items: { id: string; served: boolean }[] };
      const items = list.items.filter(({ served }) => served).map(({ id }) => id);
      const load = Promise.all(Array.from({ length: VISITORS }, () => visitors(items)));
      await new Promise((resolve) => setTimeout(resolve, 20 + ((cut * 37) % 160)));
      await kiosk.kill();
      await load;
    }
    expect(confirmed.length).toBeGreaterThan(KILLS);

    await kiosk.start();
    const numbers = confirmed.flatMap(({ answer }) => answer.number ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { path, key, body, answer } of confirmed) {
      const again = await post(path, key, body);
      expect(await again.json(), `${path} ${key}`).toEqual(answer);
    }
  }, 900_000);

  test('the same key with another body is refused, also after the cuts', async () => {
    const first = confirmed.find(({ path }) => path.endsWith('visits'));
    const response = await post(first?.path ?? '', first?.key ?? '', {
      purpose: 'study',
      method: 'headcount',
      headcount: 9,
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });
});
