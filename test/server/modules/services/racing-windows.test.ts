// Windows that press at once, and fingers that press twice: nobody is called to two windows, nobody is lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callNext } from '../../../../server/modules/services/call-commands.ts';
import { openCrowdedHall, WINDOWS } from '../../../bench/queue-hall.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { type Answer, askStaff, post, signIn } from '../../started-kiosk.ts';
import { seeded } from '../../store/random.ts';

const { start } = kioskOfEachTest();
/** Served by windows 1 and 2 of the demo village. */
const ITEM = 'gaoling-jintie';

async function hallOf(people: number) {
  const { touch, staff } = await start();
  const cookie = await signIn(staff);
  const ids: string[] = [];
  for (let i = 0; i < people; i++) {
    const answer = await post(`${touch}/api/services/tickets`, { itemId: ITEM });
    ids.push(((await answer.json()) as { id: string }).id);
  }
  const press = (window: number, key: string): Promise<Answer> =>
    askStaff(`${staff}/api/services/calls`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': `press-${key}` },
      body: JSON.stringify({ window }),
    });
  const stateOf = async (id: string) => {
    const answer = await fetch(`${touch}/api/services/tickets/${id}`);
    return (await answer.json()) as { state: string; window: number | null };
  };
  return { ids, press, stateOf };
}
const called = (answer: Answer) => (answer.json() as { id: string }).id;

test('two windows press next at once: never the same number', async () => {
  const { ids, press } = await hallOf(20);
  const all: string[] = [];
  for (let round = 0; round < 10; round++) {
    const both = await Promise.all([press(1, `a-${round}`), press(2, `b-${round}`)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    all.push(...both.map(called));
  }
  expect(new Set(all).size).toBe(20);
  expect([...all].sort()).toEqual([...ids].sort());
  const none = await Promise.all([press(1, 'a-last'), press(2, 'b-last')]);
  expect(none.map((answer) => answer.json())).toEqual([
    expect.objectContaining({ code: 'QUEUE_EMPTY' }),
    expect.objectContaining({ code: 'QUEUE_EMPTY' }),
  ]);
});

test('the same press sent twice is one call', async () => {
  const { ids, press, stateOf } = await hallOf(3);
  const twice = await Promise.all([press(1, 'once'), press(1, 'once')]);
  expect(twice.map(called)).toEqual([ids[0], ids[0]]);
  expect(called(await press(1, 'once'))).toBe(ids[0]);
  expect(await stateOf(ids[1] ?? '')).toMatchObject({ state: 'waiting' });
});

test('two presses at one window are two calls: the first visitor is ended, not lost and not called elsewhere', async () => {
  const { ids, press, stateOf } = await hallOf(3);
  const both = await Promise.all([press(1, 'first'), press(1, 'second')]);
  expect(both.map(called).sort()).toEqual(ids.slice(0, 2).sort());
  const states = await Promise.all(ids.map(stateOf));
  expect(states.map(({ state }) => state)).toEqual(['served', 'called', 'waiting']);
  expect(called(await press(2, 'third'))).toBe(ids[2]);
});

test('ten thousand presses of eight windows, numbers being taken meanwhile: each number is called once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-presses-'));
  const hall = await openCrowdedHall(join(folder, 'data'), 4000);
  const random = seeded(11);
  const calls: string[] = [];
  let empty = 0;
  const press = async (turn: number) => {
    const outcome = await hall.store.execute(callNext, {
      id: `press-${turn}`,
      actor: { kind: 'staff', accountId: 'clerk' },
      body: { window: random.between(1, WINDOWS) },
    });
    if (outcome.ok) calls.push(outcome.reply.id);
    else if (outcome.refusal.refused === 'QUEUE_EMPTY') empty++;
    else throw new Error(outcome.refusal.refused);
  };
  for (let turn = 0; turn < 10_000; turn += 50) {
    const presses = Array.from({ length: 50 }, (_, i) => press(turn + i));
    const takes = random.chance(0.5) ? [hall.take()] : [];
    await Promise.all([...presses, ...takes]);
  }
  const { waiting, tickets } = await hall.store.read(({ services }) => services);
  await hall.stop();
  await rm(folder, { recursive: true });
  expect(calls.length + empty).toBe(10_000);
  expect(calls.length).toBeGreaterThan(4000);
  expect(new Set(calls).size).toBe(calls.length);
  expect(waiting.length + calls.length).toBe(Object.keys(tickets).length);
}, 240_000);
