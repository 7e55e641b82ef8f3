// Accounts through their routes: kept by administrators, never without one, hashes never told.
import { expect, test } from 'vitest';
import { openDesk } from '../../auth/desk.ts';

const PIN = '738291';

async function office() {
  const desk = await openDesk();
  const id = await desk.hire('王芳', PIN, ['admin']);
  const boss = desk.clerk();
  await boss.post('/api/sign-in', { name: '王芳', pin: PIN });
  return { desk, boss, id };
}

test('an administrator adds a clerk, who signs in', async () => {
  const { desk, boss, id } = await office();
  const added = await boss.post('/api/accounts', {
    name: '李芳',
    roles: ['window', 'window', 'host'],
    pin: '905273',
  });
  expect(added).toMatchObject({ status: 201, body: { id: expect.any(String) } });
  const clerk = desk.clerk();
  const signedIn = await clerk.post('/api/sign-in', { name: '李芳', pin: '905273' });
  expect(signedIn.body).toMatchObject({ name: '李芳', roles: ['window', 'host'] });
  const list = await boss.get('/api/accounts');
  expect(list.body).toEqual({
    accounts: [
      { id, name: '王芳', roles: ['admin'], disabled: false },
      { id: added.body['id'], name: '李芳', roles: ['window', 'host'], disabled: false },
    ],
  });
  expect(JSON.stringify(list.body)).not.toContain('scrypt');
  expect(desk.store.recorded.at(-1)?.actor).toEqual({ kind: 'staff', accountId: id });
});

test('the same request sent again gets the same answer', async () => {
  const { boss } = await office();
  const body = { name: '李芳', roles: ['window'], pin: '905273' };
  const key = { 'idempotency-key': 'add-li-fang-1' };
  const once = await boss.post('/api/accounts', body, key);
  const again = await boss.post('/api/accounts', body, key);
  expect(again).toMatchObject({ status: 201, body: once.body });
  const other = await boss.post('/api/accounts', { ...body, pin: '472918' }, key);
  expect(other.body.code).toBe('IDEMPOTENCY_MISMATCH');
});

test.each([
  [{ name: '王芳' }, 'ACCOUNT_NAME_TAKEN'],
  [{ pin: '123123' }, 'PIN_WEAK'],
  [{ pin: '12345' }, 'PIN_WEAK'],
  [{ name: '李 芳' }, 'BODY_INVALID'],
  [{ name: '__proto__' }, 'BODY_INVALID'],
  [{ roles: [] }, 'BODY_INVALID'],
  [{ roles: ['king'] }, 'BODY_INVALID'],
  [{ first: true }, 'BODY_INVALID'],
])('%o → %s', async (change, code) => {
  const { boss } = await office();
  const body = { name: '李芳', roles: ['window'], pin: '905273', ...change };
  expect((await boss.post('/api/accounts', body)).body.code).toBe(code);
});

test('a name that differs in case only is taken', async () => {
  const { boss } = await office();
  await boss.post('/api/accounts', { name: 'wang', roles: ['host'], pin: '905273' });
  const again = await boss.post('/api/accounts', { name: 'WANG', roles: ['host'], pin: '905273' });
  expect(again.body.code).toBe('ACCOUNT_NAME_TAKEN');
});

test('the last administrator stays; with a second one the first may go', async () => {
  const { desk, boss, id } = await office();
  const refused = await boss.post(`/api/accounts/${id}/disablement`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'LAST_ADMIN' } });
  const second = await desk.hire('赵芳', '472918', ['admin']);
  await boss.post(`/api/accounts/${second}/disablement`);
  expect((await boss.post(`/api/accounts/${id}/disablement`)).body.code).toBe('LAST_ADMIN');
  await boss.post(`/api/accounts/${second}/enablement`);
  expect((await boss.post(`/api/accounts/${id}/disablement`)).status).toBe(200);
  expect((await boss.get('/api/accounts')).status).toBe(401);
});

test('disabling and enabling twice records it once', async () => {
  const { desk, boss } = await office();
  const id = await desk.hire('李芳', '905273', ['window']);
  const before = desk.store.recorded.length;
  for (const noun of ['disablement', 'disablement', 'enablement', 'enablement']) {
    expect((await boss.post(`/api/accounts/${id}/${noun}`)).status).toBe(200);
  }
  expect(desk.store.recorded.slice(before).map(({ type }) => type)).toEqual([
    'accounts.accountDisabled',
    'accounts.accountEnabled',
  ]);
});

test.each(['nobody', '__proto__', 'constructor'])('account %s is not found', async (id) => {
  const { boss } = await office();
  for (const [path, body] of [
    ['disablement', {}],
    ['enablement', {}],
    ['pin', { pin: '905273' }],
  ] as const) {
    const answer = await boss.post(`/api/accounts/${id}/${path}`, body);
    // Names of Object.prototype never reach a command.
    const code = id === 'nobody' ? 'ACCOUNT_NOT_FOUND' : 'NOT_FOUND';
    expect(answer).toMatchObject({ status: 404, body: { code } });
  }
});

test("one's own PIN: the old one is asked for, other desks are signed out, this one goes on", async () => {
  const { desk, boss } = await office();
  const other = desk.clerk('192.0.2.11');
  await other.post('/api/sign-in', { name: '王芳', pin: PIN });
  const wrong = await boss.post('/api/accounts/own/pin', { oldPin: '000000', pin: '905273' });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'SIGN_IN_WRONG' } });
  const weak = await boss.post('/api/accounts/own/pin', { oldPin: PIN, pin: '654321' });
  expect(weak.body.code).toBe('PIN_WEAK');
  const before = boss.cookie;
  const done = await boss.post('/api/accounts/own/pin', { oldPin: PIN, pin: '905273' });
  expect(done.status).toBe(200);
  expect(boss.cookie).not.toBe(before);
  expect((await boss.get('/api/accounts')).status).toBe(200);
  expect((await other.get('/api/session')).status).toBe(401);
  expect((await other.post('/api/sign-in', { name: '王芳', pin: PIN })).status).toBe(401);
  expect((await other.post('/api/sign-in', { name: '王芳', pin: '905273' })).status).toBe(200);
});

test('a thief at an unlocked desk cannot guess the old PIN for ever', async () => {
  const { boss } = await office();
  const codes: unknown[] = [];
  for (let i = 0; i < 6; i++) {
    const body = { oldPin: `40718${i}`, pin: '905273' };
    codes.push((await boss.post('/api/accounts/own/pin', body)).body.code);
  }
  expect(codes.at(-1)).toBe('SIGN_IN_LOCKED');
});
