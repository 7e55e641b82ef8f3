import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffRoutes, touchRoutes } from '../../../../server/modules/directory/routes.ts';
import type { Privacy } from '../../../../server/privacy/privacy.ts';
import { startToy, type Toy } from '../../http/toy.ts';
import { MemoryKiosk } from '../attendance/memory-kiosk.ts';

let kiosk: MemoryKiosk;
let toy: Toy;
const roles = new Map<string, unknown>();

beforeEach(async () => {
  kiosk = MemoryKiosk.open();
  const store = kiosk.store();
  const privacy = { sign: (kind, id) => `DQ1.${kind}.${id}.signed` } as Pick<Privacy, 'sign'>;
  toy = await startToy((app) => {
    touchRoutes(app, { store });
    app.addHook('onRoute', ({ url, config }) => {
      roles.set(url, config?.roles);
    });
    staffRoutes(app, { store, privacy, backupsGoneOn: () => '2026-11-30' });
  });
});
afterEach(() => toy.app.close());

async function post(url: string, payload: object) {
  const reply = await toy.app.inject({ method: 'POST', url, payload });
  return { status: reply.statusCode, body: reply.json() as Record<string, string> };
}
async function get(url: string) {
  const reply = await toy.app.inject({ method: 'GET', url });
  return { status: reply.statusCode, body: reply.json() as Record<string, string> };
}
const someone = {
  name: '王小芳',
  phone: '13800138000',
  unitId: 'dongcun',
  group: '三组',
  member: true,
};

test('a person is added, listed by mask, found by surname, given a card and forgotten', async () => {
  const added = await post('/api/directory/people', someone);
  expect(added.status).toBe(201);
  const { id = '' } = added.body;
  const row = { id, mask: '王*芳', unit: '东村', group: '三组' };
  expect((await get('/api/directory/surnames')).body).toEqual({
    surnames: [{ surname: '王', count: 1 }],
  });
  const residents = await get(`/api/directory/residents?surname=${encodeURIComponent('王')}`);
  expect(residents.body).toEqual({ residents: [row] });
  expect((await get('/api/directory/people')).body).toEqual({ people: [{ ...row, member: true }] });
  const card = await get(`/api/directory/people/${id}/card`);
  expect(card.body).toEqual({ code: `DQ1.member.${id}.signed` });

  const forgotten = await post('/api/directory/forgettings', { personId: id, reason: '本人要求' });
  expect(forgotten).toEqual({ status: 200, body: { forgotten: 1, backupsGoneOn: '2026-11-30' } });
  expect((await get('/api/directory/surnames')).body).toEqual({ surnames: [] });
  expect((await get(`/api/directory/people/${id}/card`)).status).toBe(404);
});

test('a card is for members', async () => {
  const { body } = await post('/api/directory/people', { ...someone, member: false });
  expect(await get(`/api/directory/people/${body['id']}/card`)).toMatchObject({
    status: 404,
    body: { code: 'PERSON_NOT_FOUND' },
  });
});

test.each([
  ['/api/directory/people', { ...someone, name: '  ' }],
  ['/api/directory/people', { ...someone, phone: '12345' }],
  ['/api/directory/people', { ...someone, nickname: '芳芳' }],
  ['/api/directory/forgettings', { personId: 'x' }],
])('%s refuses %o', async (path, body) => {
  expect(await post(path, body)).toMatchObject({ status: 400, body: { code: 'BODY_INVALID' } });
});

test('staff routes are for managers', () => {
  expect(roles.size).toBeGreaterThan(2);
  for (const allowed of roles.values()) expect(allowed).toEqual(['manager', 'admin']);
});
