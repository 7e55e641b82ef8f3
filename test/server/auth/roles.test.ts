// Role × route, from the route table itself: whoever lacks the role is refused before anything else is looked at.
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { holds, refusalFor } from '../../../server/auth/roles.ts';
import type { Role } from '../../../server/auth/schema.ts';
import type { App } from '../../../server/http/app.ts';
import { openDesk } from './desk.ts';

const ROLES: readonly Role[] = ['host', 'window', 'editor', 'manager', 'admin'];

test('the matrix', () => {
  for (const role of ROLES) {
    expect(refusalFor('public', null)).toBeNull();
    expect(refusalFor('anyStaff', null)).toBe('SIGN_IN_REQUIRED');
    expect(refusalFor('anyStaff', [role])).toBeNull();
    expect(refusalFor([role], null)).toBe('SIGN_IN_REQUIRED');
    for (const own of ROLES) {
      const may = own === role || own === 'admin';
      expect(refusalFor([role], [own])).toBe(may ? null : 'ROLE_MISSING');
    }
  }
  expect(refusalFor([], ['manager'])).toBe('ROLE_MISSING');
  expect(refusalFor([], null)).toBe('SIGN_IN_REQUIRED');
  expect(holds(['host', 'manager'], ['window', 'manager'])).toBe(true);
});

test('every route of the listener, every role', async () => {
  const desk = await openDesk();
  // Signing out is public and would end the session that the test goes on with.
  const routes = desk.routes.filter(({ url }) => url !== '/api/sign-out');
  expect(routes.length).toBeGreaterThan(10);
  for (const role of [null, ...ROLES]) {
    const clerk = desk.clerk();
    if (role !== null) {
      const id = await desk.hire(`${role}1`, '738291', [role]);
      const account = await desk.accounts.byId(id);
      if (!account) throw new Error('no account');
      clerk.cookie = desk.auth.sessions.open(account);
    }
    for (const { method, url, roles } of routes) {
      const path = url.replace(':id', 'nobody');
      const { body } = await (method === 'GET' ? clerk.get(path) : clerk.post(path, { x: 1 }));
      const expected = refusalFor(roles, role && [role]);
      const refused = ['SIGN_IN_REQUIRED', 'ROLE_MISSING'].includes(body.code ?? '');
      expect(refused ? body.code : null, `${role} ${method} ${url}`).toBe(expected);
    }
  }
});

test('a route without roles keeps the listener from starting', async () => {
  const desk = await openDesk();
  const app = Fastify() as unknown as App;
  desk.auth.guard(app);
  expect(() => app.get('/api/forgotten', () => ({}))).toThrow(
    /GET \/api\/forgotten.*config\.roles/,
  );
  app.get('/api/fine', { config: { roles: 'public' } }, () => ({}));
  await app.close();
});

test('unknown paths are 404 for everybody, not a question of signing in', async () => {
  const desk = await openDesk();
  expect((await desk.clerk().get('/api/nothing')).status).toBe(404);
});
