// The Idempotency-Key of a command: whatever a client calls it, the same key is the same action.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedKiosk, startKiosk } from '../started-kiosk.ts';

let kiosk: StartedKiosk;
beforeAll(async () => {
  kiosk = await startKiosk();
});
afterAll(() => kiosk.end());

async function take(key: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${kiosk.touch}/api/services/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ itemId: 'gaoling-jintie' }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test.each(['1', 'k-7', '8e03978e-40d5-43dd-bc93-6894a57f9324', 'a'.repeat(128)])(
  '%s: twice is once',
  async (key) => {
    const [first, second] = [await take(key), await take(key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  },
);

test('quoted or bare, it is the same key', async () => {
  expect((await take('"quoted-1"')).body['id']).toBe((await take('quoted-1')).body['id']);
});

test.each(['two words', '', '键', 'a'.repeat(129)])(
  '"%s" is refused, not passed over',
  async (key) => {
    const before = await waiting();
    const { status, body } = await take(encodeURIComponent(key) === key ? key : encode(key));
    expect([status, body['code']]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    expect(await waiting()).toBe(before);
  },
);

/** Headers carry bytes: whatever is not ASCII comes as Latin-1. */
function encode(text: string): string {
  return Buffer.from(text).toString('latin1');
}
async function waiting(): Promise<number> {
  const answer = await fetch(`${kiosk.touch}/api/services/items`);
  const { items } = (await answer.json()) as { items: { id: string; waiting: number }[] };
  return items.find(({ id }) => id === 'gaoling-jintie')?.waiting ?? -1;
}
