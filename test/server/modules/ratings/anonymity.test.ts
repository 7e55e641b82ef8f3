// To the windows ratings are anonymous: nothing that a window's account can ask or is pushed tells a grade.
import { expect, test } from 'vitest';
import { snapshotOf } from '../../http/event-source.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { signIn } from '../../started-kiosk.ts';
import { type Hall, hallClock, openHall, rateByCode, serve, summary } from './hall.ts';

const { start, watch } = kioskOfEachTest();
const hall = async (): Promise<Hall> => openHall(await start({ systemClock: hallClock }));

/** Names that a count or a grade could have, wherever it stands. */
const TELLING = /"(grades?|rated|unrated|ratings?|reasons|rectif\w*|aspects|satisf\w*)"\s*:/;

test('no route that a window account may read, and nothing that is pushed to it, tells a rating', async () => {
  const all = await hall();
  const { kiosk, manager, clerk } = all;
  const tickets = [await serve(all), await serve(all), await serve(all)];
  for (const { code } of tickets) await rateByCode(kiosk, code, { grade: 1, reasons: ['unclear'] });
  // What the pattern looks for is there for managers.
  expect(JSON.stringify(await summary(manager))).toMatch(TELLING);

  const { paths } = (await clerk.get('/openapi.json')).json() as {
    paths: Record<string, Record<string, unknown>>;
  };
  const reads = Object.entries(paths).filter(([, methods]) => 'get' in methods);
  expect(reads.some(([path]) => path.startsWith('/api/ratings/'))).toBe(true);
  let answered = 0;
  for (const [path] of reads) {
    if (path === '/api/events' || path === '/api/help/events') continue;
    const query = '?from=2026-11-23&to=2026-11-23&list=summary&format=csv';
    const asked = path.replace(/\{\w+\}/g, encodeURIComponent(tickets[0]?.id ?? ''));
    for (const url of [asked, asked + query]) {
      const { status, text } = await clerk.get(url);
      if (path.startsWith('/api/ratings/')) expect(status, url).toBe(403);
      if (status === 200 && path !== '/openapi.json') {
        answered += 1;
        // A twin of a pad lights its lamp for each grade it took, as a pad does: that one was given, not which.
        const told = path === '/api/devices/virtual' ? text.replaceAll(/"rated":\d+/g, '') : text;
        expect(told, url).not.toMatch(TELLING);
      }
    }
  }
  expect(answered).toBeGreaterThan(3);

  const cookie = await signIn(kiosk.staff, '窗口一');
  const stream = await watch(`${kiosk.staff}/api/events?page=staff`, { cookie });
  expect(JSON.stringify(await snapshotOf(stream))).not.toMatch(TELLING);
});

test('nor does anything at the touchscreen or on the board, beyond whether this slip was rated', async () => {
  const all = await hall();
  const { kiosk } = all;
  const { id, code } = await serve(all);
  await rateByCode(kiosk, code, { grade: 1 });
  for (const page of ['touch', 'board']) {
    const stream = await watch(`${kiosk.touch}/api/events?page=${page}`);
    expect(JSON.stringify(await snapshotOf(stream))).not.toMatch(TELLING);
  }
  for (const path of ['/api/services/items', `/api/services/tickets/${id}`]) {
    expect(await (await fetch(kiosk.touch + path)).text()).not.toMatch(TELLING);
  }
  const own = await fetch(`${kiosk.touch}/api/ratings/tickets/${encodeURIComponent(code)}`);
  expect(await own.json()).toEqual({ state: 'rated', items: ['高龄津贴申请'] });
});

test('managers are told nothing of a window or an item with fewer than three ratings, on screen and in the file', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const [first, second, third] = [await serve(all), await serve(all), await serve(all)];
  await rateByCode(kiosk, first.code, { grade: 1 });
  await rateByCode(kiosk, second.code, { grade: 5 });
  const hidden = await summary(manager);
  expect(hidden.windows).toMatchObject([{ name: '1', rated: 2, grades: null }]);
  expect(hidden.items).toMatchObject([{ rated: 2, grades: null }]);
  const path = '/api/ratings/export?list=summary&from=2026-11-23&to=2026-11-23&format=csv';
  const rows = (await manager.get(path)).text.split('\r\n');
  expect(rows.find((row) => row.startsWith('窗口,'))).toBe(
    '窗口,1 号窗口,2,1,,,,,,,评价太少，不列出',
  );
  await rateByCode(kiosk, third.code, { grade: 4 });
  const shown = await summary(manager);
  expect(shown.windows).toMatchObject([{ name: '1', rated: 3, grades: [1, 0, 0, 1, 1] }]);
  const after = (await manager.get(path)).text.split('\r\n');
  expect(after.find((row) => row.startsWith('窗口,'))).toBe('窗口,1 号窗口,3,0,1,1,0,0,1,67%,');
});
