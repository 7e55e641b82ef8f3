// Sessions: opaque, rotated, ended by idling, by time, by signing out, by losing the account or its PIN.
import { expect, test } from 'vitest';
import { IDLE_MS, LONGEST_MS, sessionCookie } from '../../../server/auth/sessions.ts';
import { disableAccount } from '../../../server/modules/accounts/commands.ts';
import { openDesk } from './desk.ts';

const PIN = '738291';
const MINUTE_MS = 60_000;

async function signedIn() {
  const desk = await openDesk();
  const id = await desk.hire('王芳', PIN, ['admin']);
  const clerk = desk.clerk();
  const answer = await clerk.post('/api/sign-in', { name: '王芳', pin: PIN });
  return { desk, id, clerk, answer };
}

test('signing in answers who one is and sets a cookie that scripts and other sites never see', async () => {
  const { answer, id, clerk } = await signedIn();
  expect(answer).toMatchObject({
    status: 200,
    body: { accountId: id, name: '王芳', roles: ['admin'] },
  });
  expect(answer.cookie).toMatch(
    /^kiosk_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect((await clerk.get('/api/session')).body).toEqual(answer.body);
});

test('the token itself is kept nowhere', async () => {
  const { desk, clerk } = await signedIn();
  expect(JSON.stringify(desk.auth.sessions.find(clerk.cookie, false))).not.toContain(clerk.cookie);
});

test('a session that was planted before signing in is worth nothing after', async () => {
  const { desk, clerk } = await signedIn();
  const planted = 'A'.repeat(43);
  const victim = desk.clerk();
  victim.cookie = planted;
  await victim.post('/api/sign-in', { name: '王芳', pin: PIN });
  expect(victim.cookie).not.toBe(planted);
  const attacker = desk.clerk();
  attacker.cookie = planted;
  expect((await attacker.get('/api/session')).status).toBe(401);
  const before = clerk.cookie;
  await clerk.post('/api/sign-in', { name: '王芳', pin: PIN });
  expect(clerk.cookie).not.toBe(before);
  attacker.cookie = before;
  expect((await attacker.get('/api/session')).status).toBe(401);
});

test('a copied cookie dies with signing out', async () => {
  const { desk, clerk } = await signedIn();
  const copy = desk.clerk();
  copy.cookie = clerk.cookie;
  const out = await clerk.post('/api/sign-out');
  expect(out.cookie).toMatch(/^kiosk_session=; .*Max-Age=0$/);
  expect((await copy.get('/api/session')).body.code).toBe('SIGN_IN_REQUIRED');
  expect((await clerk.post('/api/sign-out')).status).toBe(200);
});

test('15 minutes without doing anything end it; work keeps it, polling does not', async () => {
  const { desk, clerk } = await signedIn();
  for (let i = 0; i < 4; i++) {
    desk.clock.now += IDLE_MS - MINUTE_MS;
    expect((await clerk.get('/api/accounts')).status).toBe(200);
  }
  for (let i = 0; i < 3; i++) {
    desk.clock.now += IDLE_MS / 3;
    const { status } = await clerk.get('/api/session');
    expect(status).toBe(i < 2 ? 200 : 401);
  }
});

test('12 hours end it in the middle of work', async () => {
  const { desk, clerk } = await signedIn();
  const end = desk.clock.now + LONGEST_MS;
  while (desk.clock.now + 10 * MINUTE_MS < end) {
    desk.clock.now += 10 * MINUTE_MS;
    expect((await clerk.get('/api/accounts')).status).toBe(200);
  }
  desk.clock.now = end;
  expect((await clerk.get('/api/accounts')).status).toBe(401);
});

test('whoever watches a stream hears the end, by signing out, by time, by being disabled', async () => {
  const { desk, id, clerk } = await signedIn();
  const { sessions } = desk.auth;
  const ends: string[] = [];
  const watch = (token: string | null, name: string) =>
    sessions.onEnd(sessions.find(token, false)?.id ?? '', () => ends.push(name));
  watch(clerk.cookie, 'out');
  await clerk.post('/api/sign-out');
  await clerk.post('/api/sign-in', { name: '王芳', pin: PIN });
  watch(clerk.cookie, 'time');
  desk.clock.now += IDLE_MS;
  sessions.sweep();
  await clerk.post('/api/sign-in', { name: '王芳', pin: PIN });
  watch(clerk.cookie, 'account');
  const quiet = watch(clerk.cookie, 'unheard');
  quiet();
  sessions.closeAccount(id);
  expect(ends).toEqual(['out', 'time', 'account']);
});

test('disabled, reset or with another PIN: every session of before ends', async () => {
  const { desk, clerk: boss } = await signedIn();
  const id = await desk.hire('李芳', '905273', ['window']);
  const clerk = desk.clerk();
  const signIn = () => clerk.post('/api/sign-in', { name: '李芳', pin: '905273' });
  await signIn();
  await boss.post(`/api/accounts/${id}/disablement`);
  expect((await clerk.get('/api/session')).status).toBe(401);
  expect((await signIn()).status).toBe(401);
  await boss.post(`/api/accounts/${id}/enablement`);
  expect((await signIn()).status).toBe(200);
  await boss.post(`/api/accounts/${id}/pin`, { pin: '472918' });
  expect((await clerk.get('/api/session')).status).toBe(401);
});

test('an account that changes behind the sessions is noticed all the same', async () => {
  const { desk, id, clerk } = await signedIn();
  const { pinHash } = (await desk.accounts.byId(id)) ?? { pinHash: '' };
  await desk.accounts.recoverPin('recover-1', { id, pinHash: `${pinHash}x` });
  expect((await clerk.get('/api/session')).status).toBe(401);
  const other = await desk.hire('李芳', '905273', ['window']);
  const second = desk.clerk();
  await second.post('/api/sign-in', { name: '李芳', pin: '905273' });
  const actor = { kind: 'kiosk', part: 'test' } as const;
  await desk.store.execute(disableAccount, {
    id: 'disable-1',
    actor,
    body: { accountId: other },
  });
  expect((await second.get('/api/session')).status).toBe(401);
});

test('a flood of sign-ins ends the oldest sessions, not the process', async () => {
  const { desk, id, clerk } = await signedIn();
  const account = await desk.accounts.byId(id);
  if (!account) throw new Error('no account');
  for (let i = 0; i < 600; i++) desk.auth.sessions.open(account);
  expect((await clerk.get('/api/session')).status).toBe(401);
});

test('only one well-formed cookie counts', () => {
  const token = 'a'.repeat(43);
  expect(sessionCookie.tokenOf(`a=b; kiosk_session=${token}; c=d`)).toBe(token);
  for (const header of [
    undefined,
    '',
    'kiosk_session=',
    `kiosk_session=${token}x`,
    `kiosk_session=${token}; kiosk_session=${'b'.repeat(43)}`,
    `xkiosk_session=${token}`,
    `kiosk_session="${token}"`,
  ]) {
    expect(sessionCookie.tokenOf(header)).toBeNull();
  }
});
