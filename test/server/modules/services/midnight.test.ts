// The wall clock leaps across midnight and back: the queue keeps its order, and the day turns when somebody says so.
import { expect, test } from 'vitest';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { clockAt, journalLines, post, postStaff, signIn } from '../../started-kiosk.ts';

const { start } = kioskOfEachTest();
const EVENING = '2026-11-23T15:59:30Z';

interface Taken {
  id: string;
  number: string;
}

test('a clock that leaps across midnight moves nobody in the queue; the new day begins when staff say so', async () => {
  const wall = { iso: EVENING, trusted: true };
  const first = await start({ systemClock: clockAt(wall) });
  const { touch, staff } = first;
  const cookie = await signIn(staff);
  const take = async (visitorClass = 'ordinary'): Promise<Taken> => {
    const body = { itemId: 'gaoling-jintie', class: visitorClass };
    return (await (await post(`${touch}/api/services/tickets`, body)).json()) as Taken;
  };
  const call = async () => {
    const answer = await postStaff(`${staff}/api/services/calls`, { window: 1 }, cookie);
    return (answer.json() as Taken).number;
  };

  wall.trusted = false;
  const before = await take();
  wall.iso = '2027-01-05T09:00:00Z';
  const ahead = await take();
  wall.iso = '2026-11-22T01:00:00Z';
  const back = await take();
  wall.iso = '2026-11-23T16:00:30Z';
  const midnight = await take();
  const elderly = await take('elderly');
  expect([await call(), await call(), await call(), await call(), await call()]).toEqual([
    elderly.number,
    before.number,
    ahead.number,
    back.number,
    midnight.number,
  ]);
  expect([before, ahead, back, midnight, elderly].map(({ number }) => number)).toEqual([
    'A001',
    'A002',
    'A003',
    'A004',
    'A005',
  ]);

  const left = await take();
  const opened = await postStaff(`${staff}/api/centre/days`, { day: '2026-11-24' }, cookie);
  expect(opened.status).toBe(200);
  const old = await (await fetch(`${touch}/api/services/tickets/${left.id}`)).json();
  expect(old).toMatchObject({ state: 'void' });
  expect((await take()).number).toBe('A001');

  await first.stop();
  const keys = (await journalLines(first.folder))
    .filter(({ t }) => t === 'services.ticketTaken')
    .map(({ d }) => d as { keyMs: number; class: string; number: string })
    .filter((one) => one.class === 'ordinary')
    .map(({ keyMs }) => keyMs);
  expect(keys).toEqual([...keys].sort((a, b) => a - b));
  // Seconds of the test passed, not weeks of the wall.
  expect((keys.at(-1) ?? 0) - (keys[0] ?? 0)).toBeLessThan(3_600_000);
});
