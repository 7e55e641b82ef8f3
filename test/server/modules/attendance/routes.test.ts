import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../../../server/auth/schema.ts';
import type { Card } from '../../../../server/modules/attendance/bodies.ts';
import { checkIn } from '../../../../server/modules/attendance/commands.ts';
import { staffRoutes, touchRoutes } from '../../../../server/modules/attendance/routes.ts';
import type { VisitPage } from '../../../../server/modules/attendance/schema.ts';
import { KEPT_DAYS } from '../../../../server/modules/attendance/view.ts';
import { noticeVersion } from '../../../../server/modules/centre/schema.ts';
import { startToy, type Toy } from '../../http/toy.ts';
import { at, DAY, dayAfter, MemoryKiosk, profile } from './memory-kiosk.ts';

const notice = noticeVersion(profile);
const card = { name: '李大山', idNumber: '12011119900307123X', birthDate: '1990-03-07' };

let kiosk: MemoryKiosk;
let toy: Toy;
const cards = new Map<string, Card>();
const roles = new Map<string, unknown>();

beforeEach(async () => {
  kiosk = MemoryKiosk.open();
  cards.clear();
  const store = kiosk.store();
  toy = await startToy((app) => {
    app.addHook('onRoute', ({ url, config }) => {
      roles.set(url, config?.roles);
    });
    touchRoutes(app, { store, cards: { take: (readId) => cards.get(readId) ?? null } });
    staffRoutes(app, { store });
    app.addHook('onRequest', async (request) => {
      if (request.headers['x-staff']) {
        request.session = { accountId: 'manager', name: '经理', roles: ['manager' satisfies Role] };
      }
    });
  });
});
afterEach(() => toy.app.close());

async function post(path: string, payload: object, id?: string) {
  const headers = { 'x-staff': '1', ...(id && { 'idempotency-key': id }) };
  const reply = await toy.app.inject({ method: 'POST', url: path, payload, headers });
  return {
    status: reply.statusCode,
    body: reply.json() as Record<string, unknown>,
    text: reply.body,
  };
}
const get = (url: string) => toy.app.inject({ method: 'GET', url, headers: { 'x-staff': '1' } });
const visits = () => kiosk.views.attendance.visits;

describe('at the touchscreen', () => {
  test('the short form of the contract works', async () => {
    const reply = await post('/api/attendance/visits', {
      purpose: 'errand',
      method: 'headcount',
      headcount: 2,
    });
    expect(reply).toMatchObject({
      status: 201,
      body: { id: expect.any(String), headcount: 2, already: false },
    });
  });

  test('a card is taken from the reader by its read, and a second attempt finds it again', async () => {
    cards.set('read-1', card);
    const body = { method: 'idCard', purpose: 'visit', readId: 'read-1', notice };
    const first = await post('/api/attendance/visits', body, 'tap-00001');
    expect(await post('/api/attendance/visits', body, 'tap-00001')).toEqual(first);
    expect(first.status).toBe(201);
    expect(Object.values(visits())).toMatchObject([{ proof: 'card' }]);
    const left = await post('/api/attendance/departures', { method: 'idCard', readId: 'read-1' });
    expect(left).toMatchObject({ status: 200, body: { done: true } });
    cards.clear();
    const late = await post('/api/attendance/visits', body);
    expect(late).toMatchObject({ status: 410, body: { code: 'CARD_READ_EXPIRED' } });
  });

  test.each([
    { method: 'headcount', purpose: 'visit', headcount: 0 },
    { method: 'headcount', purpose: 'visit', headcount: 2, phone: '13800138000' },
    { method: 'ticket', purpose: 'visit', headcount: 1 },
    { method: 'phone', purpose: 'visit', phone: '1380013800', notice },
    { method: 'phone', purpose: 'visit', phone: '13800138000' },
    { method: 'idCard', purpose: 'visit', card, notice },
  ])('refuses the body %o', async (body) => {
    const reply = await post('/api/attendance/visits', body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'BODY_INVALID' } });
    expect(visits()).toEqual({});
  });

  test('phones cannot be tried in bulk, and no answer tells one from another', async () => {
    const inside = '13800138007';
    kiosk.accept(checkIn, { method: 'phone', purpose: 'visit', phone: inside, notice });
    const answers: string[] = [];
    for (let last = 0; last < 25; last++) {
      const phone = `138001380${String(last).padStart(2, '0')}`;
      const { status, text } = await post('/api/attendance/departures', { method: 'phone', phone });
      answers.push(`${status} ${status === 200 ? text : ''}`);
    }
    expect(answers.slice(0, 20)).toEqual(Array(20).fill('200 {"done":true}'));
    expect(answers.slice(20)).toEqual(Array(5).fill('429 '));
    const other = { method: 'session', visitId: 'nothing' };
    expect((await post('/api/attendance/departures', other)).status).toBe(200);
  });
});

describe('for managers', () => {
  const range = `from=${DAY}&to=${dayAfter(DAY, KEPT_DAYS)}`;
  const someVisits = (count: number) => {
    for (let visit = 0; visit < count; visit++) {
      kiosk.accept(checkIn, { method: 'headcount', purpose: 'visit', headcount: 1 });
    }
  };

  test('no route is open to anybody else', () => {
    const staff = [...roles].filter(
      ([url]) => !/visits$|departures$/.test(url) || url.includes(':'),
    );
    const ours = staff.filter(([url]) => url.startsWith('/api/attendance/'));
    expect(ours.map(([url]) => url).sort()).toEqual([
      '/api/attendance/backfills',
      '/api/attendance/export',
      '/api/attendance/visits/:id/corrections',
    ]);
    for (const [, allowed] of ours) expect(allowed).toEqual(['manager', 'admin']);
  });

  test('pages of visits follow one another', async () => {
    someVisits(130);
    const first: VisitPage = (await get(`/api/attendance/visits?${range}`)).json();
    expect(first.visits).toHaveLength(100);
    const rest: VisitPage = (
      await get(`/api/attendance/visits?${range}&after=${encodeURIComponent(first.after ?? '')}`)
    ).json();
    expect(rest.visits).toHaveLength(30);
    expect(rest.after).toBeNull();
    expect(new Set([...first.visits, ...rest.visits].map(({ id }) => id)).size).toBe(130);
  });

  test.each([
    ['from=2026-11-24&to=2026-11-23', 'RANGE_INVALID'],
    ['from=2026-02-30&to=2026-11-23', 'RANGE_INVALID'],
    ['from=2025-11-22&to=2026-11-23', 'RANGE_INVALID'],
    ['from=2026-11-23&to=2026-11-23&after=T1-1-3', 'RANGE_INVALID'],
    ['from=2026-11-23', 'BODY_INVALID'],
    ['from=23.11.2026&to=2026-11-23', 'BODY_INVALID'],
    ['from=2026-11-23&to=2026-11-23&limit=1', 'BODY_INVALID'],
  ])('refuses the range %s', async (query, code) => {
    const reply = await get(`/api/attendance/visits?${query}`);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code });
  });

  test('a visit of long ago is corrected, and the second attempt is the same command', async () => {
    someVisits(3);
    const [id = ''] = Object.keys(visits());
    for (let days = 1; days <= KEPT_DAYS; days++) kiosk.openDay(dayAfter(DAY, days));
    expect(visits()[id]).toBeUndefined();
    const path = `/api/attendance/visits/${id}/corrections`;
    const body = { reason: '人数有误', headcount: 6, endedAtMs: at(DAY, '11:00') };
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await post(path, body, 'correction-1')).toMatchObject({
        status: 200,
        body: { done: true },
      });
    }
    expect(kiosk.views.attendance.counts[DAY]).toMatchObject({ visits: 3, people: 8 });
    const { visits: rows }: VisitPage = (await get(`/api/attendance/visits?${range}`)).json();
    expect(rows.find((row) => row.id === id)).toMatchObject({
      headcount: 6,
      endedBy: 'staff',
      state: 'corrected',
      reason: '人数有误',
    });
    const nobody = await post('/api/attendance/visits/T1-1-zzz/corrections', body);
    expect(nobody).toMatchObject({ status: 404, body: { code: 'VISIT_NOT_FOUND' } });
  });

  test('a back-fill answers with its id', async () => {
    const reply = await post('/api/attendance/backfills', {
      day: DAY,
      purpose: 'study',
      headcount: 4,
      startedAtMs: at(DAY, '08:40'),
      reason: '停电补登',
    });
    expect(reply.status).toBe(201);
    expect(visits()[String(reply.body['id'])]).toMatchObject({ headcount: 4, state: 'backfilled' });
  });

  test('a download is on record before it begins, under a Chinese name', async () => {
    someVisits(2);
    const before = kiosk.journal.length;
    const reply = await get(`/api/attendance/export?${range}&format=csv`);
    expect(reply.statusCode).toBe(200);
    expect(kiosk.journal.slice(before)).toMatchObject([
      { type: 'attendance.listExported', actor: { accountId: 'manager' }, data: { format: 'csv' } },
    ]);
    const disposition = String(reply.headers['content-disposition']);
    const encoded = /filename\*=UTF-8''([\w%.~-]+)$/.exec(disposition)?.[1] ?? '';
    const to = dayAfter(DAY, KEPT_DAYS);
    expect(decodeURIComponent(encoded)).toBe(`来访登记表_第六埠村党群服务中心_${DAY}_${to}.csv`);
    expect(disposition).toContain(`attachment; filename="visits_${DAY}_${to}.csv"; `);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.body.split('\r\n')).toHaveLength(5 + 2 + 1);
  });

  test('an XLSX comes whole over a real connection', async () => {
    someVisits(300);
    const reply = await fetch(`${toy.url}/api/attendance/export?${range}&format=xlsx`);
    expect(reply.headers.get('content-type')).toContain('spreadsheetml');
    const bytes = new Uint8Array(await reply.arrayBuffer());
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe('PK');
    const { readXlsx } = await import('hucre/xlsx');
    expect((await readXlsx(bytes)).sheets[0]?.rows).toHaveLength(305);
  });

  test('a range that is refused is neither recorded nor sent', async () => {
    const before = kiosk.journal.length;
    const reply = await get('/api/attendance/export?from=2026-11-24&to=2026-11-23&format=csv');
    expect(reply.json()).toMatchObject({ code: 'RANGE_INVALID' });
    expect(reply.headers['content-disposition']).toBeUndefined();
    expect(kiosk.journal).toHaveLength(before);
  });
});
