// The Hall listener: the visitors' routes for paired screens, nothing of staff, nothing of the kiosk's own readers.
import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { snapshotOf, until } from '../http/event-source.ts';
import { kioskOfEachTest } from '../kiosk-of-each-test.ts';
import { askStaff, post, postStaff, type StartedKiosk, signIn } from '../started-kiosk.ts';
import {
  askHall,
  codeOf,
  enterCode,
  type ListedScreen,
  makeCode,
  pairScreen,
  UPSTAIRS,
} from './pair-screen.ts';

const { start: startPlain, watch } = kioskOfEachTest();
const start = () => startPlain({ environment: { KIOSK_HALL_PORT: '0' } });
const BOARD = { name: '二楼大屏', kind: 'board', prints: false } as const;

function pathsOf(openapi: string): string[] {
  const { paths } = JSON.parse(openapi) as { paths: Record<string, Record<string, object>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

describe('routes', () => {
  test('are those of the touch listener and the pairing; no staff path exists there', async () => {
    const kiosk = await start();
    const cookie = `${await pairScreen(kiosk)}; ${await signIn(kiosk.staff)}`;
    const touch = pathsOf(await (await fetch(`${kiosk.touch}/openapi.json`)).text());
    const hall = pathsOf((await askHall(kiosk, '/openapi.json')).text);
    const staff = pathsOf((await askStaff(`${kiosk.staff}/openapi.json`)).text);
    const own = ['POST /api/pairing/screens', 'GET /api/pairing/screen'];
    expect(hall.toSorted()).toEqual([...touch, ...own].sort());
    const staffOnly = staff.filter((route) => !hall.includes(route));
    expect(staffOnly.length).toBeGreaterThan(25);
    for (const route of staffOnly) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await askStaff(`${kiosk.hall}${path.replace(/\{\w+\}/g, 'x')}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
      expect([404, 405], route).toContain(answer.status);
    }
    expect((await askHall(kiosk, '/metrics', cookie)).status).toBe(404);
  });

  test('answer nobody who is not paired, but for the pairing and health', async () => {
    const kiosk = await start();
    const hall = pathsOf((await askHall(kiosk, '/openapi.json')).text);
    const open = [];
    for (const route of hall) {
      const [method = '', path = ''] = route.split(' ');
      const url = `${kiosk.hall}${path.replace(/\{\w+\}/g, 'x')}`;
      const answer = await askStaff(url, { method, headers: { cookie: 'kiosk_screen=made-up' } });
      if (answer.status === 401) expect(codeOf(answer)).toBe('SCREEN_NOT_PAIRED');
      else open.push(route);
    }
    expect(open.sort()).toEqual(['GET /healthz', 'POST /api/pairing/screens']);
  });

  test('a board reads what it shows and does nothing', async () => {
    const kiosk = await start();
    const cookie = await pairScreen(kiosk, BOARD);
    const shown = await watch(`${kiosk.hall}/api/events?page=board`, { cookie });
    expect(await snapshotOf(shown)).toHaveProperty('board');
    const answers = [
      await askHall(kiosk, '/api/events?page=touch', cookie),
      await askHall(kiosk, '/api/directory/surnames', cookie),
      await postStaff(`${kiosk.hall}/api/services/tickets`, { itemId: 'dibao' }, cookie),
    ];
    expect(answers.map(codeOf)).toEqual(Array(3).fill('SCREEN_KIND_WRONG'));
  });

  test('one address shows each screen its page, and whoever is not paired how to', async () => {
    const kiosk = await start();
    const touch = await pairScreen(kiosk);
    const board = await pairScreen(kiosk, BOARD);
    const titleAt = async (path: string, cookie?: string) =>
      /<title>(\w+)/.exec((await askHall(kiosk, path, cookie)).text)?.[1];
    expect(await titleAt('/')).toBe('pair');
    expect(await titleAt('/board')).toBe('pair');
    expect(await titleAt('/', touch)).toBe('touch');
    expect(await titleAt('/board', touch)).toBe('board');
    expect(await titleAt('/', board)).toBe('board');
    const { headers } = await askHall(kiosk, '/', touch);
    expect(headers['cache-control']).toBe('no-store');
    expect(String(headers['set-cookie'])).toContain(touch);
  });

  test('speak TLS only', async () => {
    const kiosk = await start();
    await expect(fetch(kiosk.hall.replace('https:', 'http:'))).rejects.toThrow();
  });
});

test('two screens of the hall and the kiosk share one queue', async () => {
  const kiosk = await start();
  const cookies = [
    await pairScreen(kiosk),
    await pairScreen(kiosk, { ...UPSTAIRS, name: '西门触摸屏' }),
  ];
  const upstairs = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie: cookies[0] ?? '' });
  await snapshotOf(upstairs);
  const body = { itemId: 'gaoling-jintie' };
  const answers = await Promise.all([
    ...Array.from({ length: 12 }, (_, n) =>
      postStaff(`${kiosk.hall}/api/services/tickets`, body, cookies[n % 2]).then((answer) =>
        answer.json(),
      ),
    ),
    ...Array.from({ length: 6 }, () =>
      post(`${kiosk.touch}/api/services/tickets`, body).then((answer) => answer.json()),
    ),
  ]);
  const numbers = answers.map((answer) => (answer as { number: string }).number).sort();
  expect(numbers).toEqual(
    Array.from({ length: 18 }, (_, n) => `A${String(n + 1).padStart(3, '0')}`),
  );
  await until(
    upstairs,
    (f) =>
      f.type === 'slice' &&
      f.name === 'services' &&
      (f.value as { waiting: number }).waiting === 18,
  );
});

describe('what a screen of the hall learns', () => {
  test('is no card, no code, no set-up code, and no device it cannot use', async () => {
    const kiosk = await start();
    const cookie = await pairScreen(kiosk);
    const own = await watch(`${kiosk.touch}/api/events?page=touch`);
    const upstairs = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie });
    expect(await snapshotOf(own)).toHaveProperty('setup');
    const slices = await snapshotOf(upstairs);
    expect(slices).not.toHaveProperty('setup');
    expect(slices).toMatchObject({ devices: { devices: {} } });
    expect(Object.keys((slices as { devices: { devices: object } }).devices.devices)).toEqual([]);

    const staff = await signIn(kiosk.staff);
    const card = { name: '王芳', idNumber: '120111199001011237', birthDate: '1990-01-01' };
    await postStaff(`${kiosk.staff}/api/devices/virtual/id-card`, card, staff);
    await until(own, (f) => f.type === 'moment' && f.name === 'card');
    await postStaff(
      `${kiosk.staff}/api/devices/virtual/code`,
      { text: 'https://x.example' },
      staff,
    );
    await until(own, (f) => f.type === 'moment' && f.name === 'code');
    // Whatever was sent before this slice has come by now.
    await post(`${kiosk.touch}/api/help/calls`, {});
    const seen: string[] = [];
    await until(upstairs, (f) => {
      seen.push(f.type === 'slice' || f.type === 'moment' ? `${f.type} ${f.name}` : f.type);
      return f.type === 'slice' && f.name === 'help';
    });
    expect(seen.filter((frame) => frame !== 'slice help')).toEqual([]);
  });

  test.each([true, false])('prints there: %s', async (prints) => {
    const kiosk = await start();
    const cookie = await pairScreen(kiosk, { ...UPSTAIRS, prints });
    const upstairs = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie });
    const { devices } = (await snapshotOf(upstairs)) as { devices: { devices: object } };
    expect(Object.keys(devices.devices)).toEqual(prints ? ['printer'] : []);
    const taken = await postStaff(
      `${kiosk.hall}/api/services/tickets`,
      { itemId: 'dibao' },
      cookie,
    );
    const { jobId } = taken.json() as { jobId: string | null };
    expect(jobId !== null).toBe(prints);
  });
});

describe('unpairing', () => {
  async function paired(kiosk: StartedKiosk) {
    const cookie = await pairScreen(kiosk);
    const staff = await signIn(kiosk.staff);
    const stream = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie });
    await snapshotOf(stream);
    const page = await watch(`${kiosk.staff}/api/events?page=staff`, { cookie: staff });
    const { screens } = (await snapshotOf(page))['screens'] as { screens: ListedScreen[] };
    const id = screens[0]?.id ?? '';
    return { cookie, staff, stream, page, screens, id };
  }

  test('cuts the open stream at once; a stolen cookie opens nothing any more', async () => {
    const kiosk = await start();
    const { cookie, staff, stream, id } = await paired(kiosk);
    const done = await postStaff(`${kiosk.staff}/api/pairing/screens/${id}/unpairing`, {}, staff);
    expect(done.status).toBe(200);
    await stream.ended();
    for (const path of ['/api/services/items', '/api/events?page=touch', '/api/pairing/screen']) {
      const answer = await askHall(kiosk, path, cookie);
      expect([answer.status, codeOf(answer)], path).toEqual([401, 'SCREEN_NOT_PAIRED']);
    }
    const ticket = await postStaff(
      `${kiosk.hall}/api/services/tickets`,
      { itemId: 'dibao' },
      cookie,
    );
    expect(ticket.status).toBe(401);
    const again = await postStaff(`${kiosk.staff}/api/pairing/screens/${id}/unpairing`, {}, staff);
    expect(codeOf(again)).toBe('SCREEN_NOT_FOUND');
  });

  test('staff see whether a screen is connected, since when not, and its new name', async () => {
    const kiosk = await start();
    const { staff, stream, page, screens, id } = await paired(kiosk);
    expect(screens).toMatchObject([{ ...UPSTAIRS, connected: true, lastSeenMs: null }]);
    const listed = (f: { type: string; name?: string; value?: unknown }) =>
      f.name === 'screens' ? (f.value as { screens: ListedScreen[] }).screens[0] : undefined;
    const settings = { name: '三楼触摸屏', prints: false };
    await postStaff(`${kiosk.staff}/api/pairing/screens/${id}/settings`, settings, staff);
    await until(page, (f) => listed(f)?.name === '三楼触摸屏');
    stream.stop();
    await until(page, (f) => listed(f)?.connected === false);
    const reader = await watch(`${kiosk.staff}/api/events?page=staff`, { cookie: staff });
    const now = (await snapshotOf(reader))['screens'] as { screens: ListedScreen[] };
    expect(now.screens[0]?.lastSeenMs).toBeGreaterThan(Date.now() - 60_000);
  });

  test('a screen that is to print from now on gets a stream that knows the printer', async () => {
    const kiosk = await start();
    const { cookie, staff, stream, id } = await paired(kiosk);
    const settings = { name: UPSTAIRS.name, prints: true };
    await postStaff(`${kiosk.staff}/api/pairing/screens/${id}/settings`, settings, staff);
    await stream.ended();
    const again = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie });
    expect(await snapshotOf(again)).toMatchObject({ devices: { devices: { printer: {} } } });
  });
});

test('who calls for help at one screen does not answer for another; staff hear where', async () => {
  const kiosk = await start();
  const cookie = await pairScreen(kiosk);
  const page = await watch(`${kiosk.staff}/api/events?page=staff`, {
    cookie: await signIn(kiosk.staff),
  });
  await snapshotOf(page);
  const own = await (await post(`${kiosk.touch}/api/help/calls`, {})).json();
  const upstairs = async () =>
    (await postStaff(`${kiosk.hall}/api/help/calls`, {}, cookie)).json() as { id: string };
  const { id } = await upstairs();
  expect(id).not.toBe((own as { id: string }).id);
  expect(await upstairs()).toEqual({ id });
  const both = await until(
    page,
    (f) =>
      f.type === 'slice' &&
      f.name === 'help' &&
      (f.value as { calls: unknown[] }).calls.length === 2,
  );
  const { calls } = (both as { value: { calls: { place?: string }[] } }).value;
  expect(calls.map(({ place }) => place)).toEqual([undefined, UPSTAIRS.name]);
});

test('a certificate that covers its names, and what to trust it by, for managers', async () => {
  const kiosk = await startPlain({
    environment: { KIOSK_HALL_PORT: '0' },
    change: (settings) => ({
      ...settings,
      publicUrl: 'https://phones.example.cn',
      listeners: {
        ...settings.listeners,
        hall: { ...settings.listeners.hall, names: ['hall.example.cn'] },
      },
    }),
  });
  const path = `${kiosk.staff}/api/pairing/certificate`;
  const asked = async (name: string) =>
    askStaff(path, { headers: { cookie: await signIn(kiosk.staff, name) } });
  expect((await asked('窗口一')).status).toBe(403);
  const { text: ca, headers } = await asked('管理员');
  expect(headers['content-disposition']).toContain('.crt');
  const { port } = new URL(kiosk.hall);
  for (const servername of ['hall.example.cn', 'phones.example.cn']) {
    const socket = connect({ host: '127.0.0.1', port: Number(port), servername, ca });
    await once(socket, 'secureConnect');
    expect(socket.authorized, servername).toBe(true);
    socket.destroy();
  }
});

test('streams have a cap of their own', async () => {
  const kiosk = await start();
  const cookie = await pairScreen(kiosk);
  const { streamsPerClient } = kiosk.settings.limits;
  for (let n = 0; n < streamsPerClient; n++) {
    const reader = await watch(`${kiosk.hall}/api/events?page=board`, { cookie });
    expect(reader.answer.status).toBe(200);
  }
  const more = await watch(`${kiosk.hall}/api/events?page=touch`, { cookie });
  expect(more.answer.status).toBe(429);
  expect((await watch(`${kiosk.touch}/api/events?page=touch`)).answer.status).toBe(200);
});

test('a flood of requests is told to wait, and harms neither staff nor the kiosk’s own screen', async () => {
  const kiosk = await startPlain({
    environment: { KIOSK_HALL_PORT: '0' },
    change: (settings) => ({ ...settings, limits: { ...settings.limits, hallPerMinute: 60 } }),
  });
  const code = await makeCode(kiosk);
  const statuses = new Set<number>();
  for (let n = 0; n < 61; n++) statuses.add((await askHall(kiosk, '/')).status);
  expect([...statuses].sort()).toEqual([200, 429]);
  expect((await enterCode(kiosk, code)).status).toBe(429);
  expect((await fetch(`${kiosk.touch}/api/services/items`)).status).toBe(200);
  expect((await askStaff(`${kiosk.staff}/api/setup`)).status).toBe(200);
});
