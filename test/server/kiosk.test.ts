import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEvents, snapshotOf, until } from './http/event-source.ts';
import { kioskOfEachTest } from './kiosk-of-each-test.ts';
import { askStaff, journalLines, post, postStaff, signIn, startKiosk } from './started-kiosk.ts';

const { start, watch } = kioskOfEachTest();
describe('the demo', () => {
  test('a visitor checks in and takes a number; screens and paper hear of it', async () => {
    const { touch, staff } = await start();
    const page = await watch(`${touch}/api/events?page=touch`);
    const before = await snapshotOf(page);
    expect(Object.keys(before).sort()).toEqual(
      'attendance board catalogue centre devices help printing services setup store units workshop'.split(
        ' ',
      ),
    );
    expect(before).toMatchObject({ centre: { name: '第六埠村党群服务中心', demo: true } });
    expect(JSON.stringify(before)).not.toMatch(/王桂芳|1390000/);

    const visit = await post(`${touch}/api/attendance/visits`, {
      purpose: 'meeting',
      method: 'headcount',
      headcount: 12,
    });
    expect(visit.status).toBe(201);
    const counted = await until(page, (f) => f.type === 'slice' && f.name === 'attendance');
    expect(counted).toMatchObject({ value: { today: { people: 12, visits: 1 } } });

    const ticket = await post(`${touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
    expect(ticket.status).toBe(201);
    const { id, number } = (await ticket.json()) as { id: string; number: string };
    expect(number).toBe('A001');
    await until(
      page,
      (f) =>
        f.type === 'slice' &&
        f.name === 'printing' &&
        (f.value as { recent: Record<string, string> }).recent[id] === 'confirmed',
    );
    const cookie = await signIn(staff);
    const paper = await askStaff(`${staff}/api/devices/virtual/printer`, { headers: { cookie } });
    expect(paper.text).toContain('高龄津贴申请');
  });

  test('residents show as masks only; a card on the reader and a code before the scanner are moments', async () => {
    const { touch, staff } = await start();
    const page = await watch(`${touch}/api/events?page=touch`);
    await snapshotOf(page);
    const cookie = await signIn(staff);
    const card = { name: '王𬭎', idNumber: '120111199001011237', birthDate: '1990-01-01' };
    await postStaff(`${staff}/api/devices/virtual/id-card`, card, cookie);
    const moment = await until(page, (f) => f.type === 'moment');
    expect(moment).toMatchObject({ name: 'card', value: { mask: '王*' } });
    const { readId } = (moment as { value: { readId: string } }).value;
    const centre = (await (await watch(`${touch}/api/events?page=board`)).next()).frame;
    expect(centre.type).toBe('hello');
    const { notice } = (await noticeOf(touch)) as { notice: { version: string } };
    const body = { purpose: 'errand', method: 'idCard', readId, notice: notice.version };
    expect((await post(`${touch}/api/attendance/visits`, body)).status).toBe(201);
    await postStaff(`${staff}/api/devices/virtual/code`, { text: 'https://pay.example/x' }, cookie);
    const code = await until(page, (f) => f.type === 'moment');
    expect(code).toEqual({ type: 'moment', name: 'code', value: { code: '', kind: 'unknown' } });
  });

  async function noticeOf(touch: string): Promise<unknown> {
    return (await snapshotOf(await watch(`${touch}/api/events?page=touch`)))['centre'];
  }

  test('a restart goes on where it stopped and adopts nothing twice', async () => {
    const first = await start();
    await post(`${first.touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
    await first.stop();
    const linesBefore = await journalLines(first.folder);
    const second = await start({ folder: first.folder });
    const ticket = await post(`${second.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ number: 'A002' });
    await second.stop();
    const types = (await journalLines(first.folder)).slice(linesBefore.length).map(({ t }) => t);
    expect(types.filter((type) => /Adopted|personAdded|accountAdded|dayOpened/.test(type))).toEqual(
      [],
    );
  });

  test('what changed in the settings is adopted, and only that', async () => {
    const first = await start();
    await first.stop();
    const before = (await journalLines(first.folder)).length;
    const second = await start({
      folder: first.folder,
      change: (settings) => ({ ...settings, centre: { ...settings.centre, slogan: '新口号' } }),
    });
    const page = await watch(`${second.touch}/api/events?page=board`);
    expect(await snapshotOf(page)).toMatchObject({ centre: { slogan: '新口号' } });
    await second.stop();
    const types = (await journalLines(first.folder)).slice(before).map(({ t }) => t);
    expect(types.filter((type) => type.endsWith('Adopted'))).toEqual(['centre.profileAdopted']);
  });
});

describe('two doors', () => {
  test('no staff path exists on the touch listener, with or without a session', async () => {
    const { touch, staff } = await start();
    const cookie = await signIn(staff);
    const paths = await pathsOf((await askStaff(`${staff}/openapi.json`)).text);
    const visitors = await pathsOf(await (await fetch(`${touch}/openapi.json`)).text());
    const shared = new Set(visitors.map(({ method, path }) => `${method} ${path}`));
    const staffOnly = paths.filter(({ method, path }) => !shared.has(`${method} ${path}`));
    expect(staffOnly.length).toBeGreaterThan(25);
    for (const { method, path } of staffOnly) {
      const answer = await fetch(`${touch}${path.replace(/\{\w+\}/g, 'x')}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
      expect([404, 405], `${method} ${path}`).toContain(answer.status);
    }
  });

  test('no staff route answers anybody who is not signed in', async () => {
    const { staff } = await start();
    const paths = await pathsOf((await askStaff(`${staff}/openapi.json`)).text);
    const open = [];
    for (const { method, path } of paths) {
      const answer = await askStaff(`${staff}${path.replace(/\{\w+\}/g, 'x')}`, { method });
      if (answer.status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual([
      'GET /api/help/events',
      'GET /api/setup',
      'GET /healthz',
      'POST /api/accounts/first',
      'POST /api/accounts/recoveries',
      'POST /api/accounts/recoveries/complete',
      'POST /api/sign-in',
      'POST /api/sign-out',
    ]);
  });

  test('streams of staff carry what the role may see, and end with the session', async () => {
    const { staff } = await start();
    const cookie = await signIn(staff, '窗口一');
    const reader = await watch(`${staff}/api/events?page=staff`, { cookie });
    expect(Object.keys(await snapshotOf(reader)).sort()).toEqual(
      'announcements attendance catalogue centre devices help jobs orders sound store tickets units workshop'.split(
        ' ',
      ),
    );
    await postStaff(`${staff}/api/sign-out`, {}, cookie);
    await reader.ended();
    const again = await readEvents(`${staff}/api/events?page=staff`, { cookie });
    expect(again.answer.status).toBe(401);
  });

  test('a page without session hears that somebody calls, and nothing else', async () => {
    const { touch, staff } = await start();
    const page = await watch(`${staff}/api/help/events?page=signIn`);
    expect(await snapshotOf(page)).toEqual({ helpWaiting: { waiting: false } });
    const call = await (await post(`${touch}/api/help/calls`, {})).json();
    expect(await until(page, () => true)).toEqual({
      type: 'slice',
      name: 'helpWaiting',
      value: { waiting: true },
    });
    const cookie = await signIn(staff);
    const { id } = call as { id: string };
    await postStaff(`${staff}/api/help/calls/${id}/acceptance`, {}, cookie);
    expect(await until(page, () => true)).toMatchObject({ value: { waiting: false } });
    await post(`${touch}/api/attendance/visits`, { purpose: 'other', method: 'headcount' });
    await post(`${touch}/api/help/calls`, {});
    expect(await until(page, () => true)).toMatchObject({ name: 'helpWaiting' });
  });

  test('pages without session have a cap, and seats that are not those of staff', async () => {
    const { staff, settings } = await start();
    const { streamsPerClient } = settings.limits;
    for (let n = 0; n < streamsPerClient; n++) {
      await watch(`${staff}/api/help/events?page=signIn`);
    }
    const more = await watch(`${staff}/api/help/events?page=signIn`);
    expect(more.answer.status).toBe(429);
    const cookie = await signIn(staff);
    const own = await watch(`${staff}/api/events?page=staff`, { cookie });
    expect(own.answer.status).toBe(200);
  });

  test('pages and assets: cached as they may be, dot files never', async () => {
    const { touch, staff } = await start();
    const page = await fetch(`${touch}/`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('touch');
    expect(await (await fetch(`${touch}/board`)).text()).toContain('board');
    expect((await askStaff(`${staff}/`)).text).toContain('staff');
    const asset = await fetch(`${touch}/assets/main-abc123.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    for (const path of ['/assets/.env', '/assets/..%2ftouch%2findex.html', '/assets/nope.js']) {
      const answer = await fetch(`${touch}${path}`);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.headers.get('content-type'), path).toContain('problem+json');
      expect(await answer.text()).not.toContain('SECRET');
    }
  });

  test('health and metrics', async () => {
    const { touch } = await start();
    const health = await fetch(`${touch}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ ok: true, store: 'writable', printer: 'ready' });
    const metrics = await (await fetch(`${touch}/metrics`)).text();
    expect(metrics).toContain('kiosk_store_writable 1');
    expect(metrics).toContain('route="/healthz"');
  });
});

test('without devices the kiosk says which are missing and pretends nothing', async () => {
  const { touch, staff } = await start({
    change: (settings) => ({
      ...settings,
      devices: {
        printer: 'none',
        scanner: 'none',
        idReader: 'none',
        callPad: 'none',
        ledPanel: 'none',
      },
    }),
  });
  const page = await watch(`${touch}/api/events?page=touch`);
  expect(await snapshotOf(page)).toMatchObject({ devices: { devices: {} } });
  const ticket = await post(`${touch}/api/services/tickets`, { itemId: 'dibao' });
  expect(await ticket.json()).toMatchObject({ number: 'A001', jobId: null });
  const cookie = await signIn(staff);
  const twin = await askStaff(`${staff}/api/devices/virtual/printer`, { headers: { cookie } });
  expect(twin.status).toBe(404);
});

test('a second kiosk on the same data touches nothing and says why', async () => {
  const first = await start();
  const keyring = join(first.folder, 'data', 'keyring.json');
  const before = await readFile(keyring, 'utf8');
  await expect(startKiosk({ folder: first.folder })).rejects.toThrow(/in use by another/);
  expect(await readFile(keyring, 'utf8')).toBe(before);
  expect((await fetch(`${first.touch}/healthz`)).status).toBe(200);
});

test('a part that cannot start stops the ones before it', async () => {
  const first = await start();
  const { touchPort } = first.addresses;
  const taken = startKiosk({
    change: (settings) => ({
      ...settings,
      listeners: { ...settings.listeners, touch: { host: '127.0.0.1', port: touchPort } },
    }),
  });
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('stopping does not wait for open streams', async () => {
  const { touch, kiosk } = await start();
  const page = await watch(`${touch}/api/events?page=touch`);
  await snapshotOf(page);
  await kiosk.stop();
  await page.ended();
});

function pathsOf(openapi: string): { method: string; path: string }[] {
  const { paths } = JSON.parse(openapi) as { paths: Record<string, Record<string, object>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}
