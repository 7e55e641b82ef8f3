// The first administrator and a lost PIN: only with the code on the touchscreen, only for so many tries and so long.
import { expect, test } from 'vitest';
import { RECOVERY_WINDOW_MS } from '../../../server/auth/setup-codes.ts';
import { openDesk } from './desk.ts';

const PIN = '738291';
const first = { name: '王芳', pin: PIN };

function shown(desk: Awaited<ReturnType<typeof openDesk>>) {
  return desk.auth.setup.slice().code;
}
const wrongOf = (digits: string): string => (digits === '111222' ? '111223' : '111222');

test('a fresh kiosk shows a code and lets nobody in without it', async () => {
  const desk = await openDesk();
  const clerk = desk.clerk();
  expect((await clerk.get('/api/setup')).body).toEqual({ needed: true, demo: false });
  expect(desk.auth.setup.slice()).toEqual({
    code: { purpose: 'firstAdmin', digits: expect.stringMatching(/^\d{6}$/), account: null },
    staffUrls: ['https://192.168.1.20:8443'],
  });
  const wrong = wrongOf(shown(desk)?.digits ?? '');
  const answer = await clerk.post('/api/accounts/first', { code: wrong, ...first });
  expect(answer).toMatchObject({ status: 403, body: { code: 'SETUP_CODE_WRONG' } });
  expect(desk.store.recorded).toEqual([]);
});

test('with the code: the administrator exists, is signed in, the code is gone, and there is no second time', async () => {
  const desk = await openDesk();
  const heard: number[] = [];
  desk.auth.setup.onChange(() => heard.push(1));
  const clerk = desk.clerk();
  const code = shown(desk)?.digits;
  const answer = await clerk.post('/api/accounts/first', { code, ...first });
  expect(answer).toMatchObject({ status: 201, body: { name: '王芳', roles: ['admin'] } });
  expect((await clerk.get('/api/accounts')).status).toBe(200);
  expect(desk.auth.setup.slice()).toEqual({ code: null, staffUrls: [] });
  expect(heard).toHaveLength(1);
  expect((await clerk.get('/api/setup')).body).toMatchObject({ needed: false });
  const again = await desk.clerk().post('/api/accounts/first', { code, name: '李芳', pin: PIN });
  expect(again).toMatchObject({ status: 409, body: { code: 'SETUP_DONE' } });
  expect(desk.store.recorded.map(({ type, actor }) => [type, actor])).toEqual([
    ['accounts.accountAdded', { kind: 'kiosk', part: 'setup' }],
  ]);
  expect(JSON.stringify(desk.store.recorded)).not.toContain(PIN);
});

test.each([
  ['123456', '王芳', 'PIN_WEAK'],
  ['888888', '王芳', 'PIN_WEAK'],
  [PIN, '王', 'BODY_INVALID'],
  [PIN, '<img>', 'BODY_INVALID'],
])('PIN %s, name %s → %s, and the code still works', async (pin, name, refusal) => {
  const desk = await openDesk();
  const code = shown(desk)?.digits;
  const answer = await desk.clerk().post('/api/accounts/first', { code, name, pin });
  expect(answer).toMatchObject({ status: 400, body: { code: refusal } });
  expect((await desk.clerk().post('/api/accounts/first', { code, ...first })).status).toBe(201);
});

test('five wrong tries bring another code and a wait', async () => {
  const desk = await openDesk();
  const before = shown(desk)?.digits ?? '';
  const clerk = desk.clerk();
  for (let tries = 0; tries < 5; tries++) {
    expect(shown(desk)?.digits).toBe(before);
    await clerk.post('/api/accounts/first', { code: wrongOf(before), ...first });
  }
  expect(shown(desk)?.digits).not.toBe(before);
  const code = shown(desk)?.digits;
  const locked = await clerk.post('/api/accounts/first', { code, ...first });
  expect(locked).toMatchObject({
    status: 429,
    body: { code: 'SIGN_IN_LOCKED', params: { minutes: 1 } },
  });
  expect(
    (await desk.clerk('192.0.2.9').post('/api/accounts/first', { code, ...first })).status,
  ).toBe(201);
});

test('a swarm of sources cannot try codes for ever', async () => {
  const desk = await openDesk();
  let evaluated = 0;
  for (let i = 0; i < 60; i++) {
    const code = wrongOf(shown(desk)?.digits ?? '');
    const { status } = await desk
      .clerk(`192.0.2.${i}`)
      .post('/api/accounts/first', { code, ...first });
    if (status === 403) evaluated += 1;
  }
  expect(evaluated).toBe(20);
});

test('a lost PIN is set anew at the machine; sessions of before end', async () => {
  const desk = await openDesk();
  await desk.hire('王芳', PIN, ['admin']);
  const before = desk.clerk();
  await before.post('/api/sign-in', first);
  const clerk = desk.clerk('192.0.2.20');
  expect((await clerk.post('/api/accounts/recoveries', { name: '王芳' })).status).toBe(202);
  expect(shown(desk)).toMatchObject({ purpose: 'recovery', account: '王芳' });
  const code = shown(desk)?.digits;
  const done = await clerk.post('/api/accounts/recoveries/complete', {
    code,
    name: '王芳',
    pin: '905273',
  });
  expect(done).toMatchObject({ status: 200, body: { name: '王芳' } });
  expect((await clerk.get('/api/session')).status).toBe(200);
  expect((await before.get('/api/session')).status).toBe(401);
  expect(shown(desk)).toBeNull();
  expect((await desk.clerk().post('/api/sign-in', first)).status).toBe(401);
  expect(desk.store.recorded.at(-1)).toMatchObject({
    type: 'accounts.pinChanged',
    actor: { kind: 'kiosk', part: 'recovery' },
    data: { by: 'recovery' },
  });
});

test('recovery begins only in the first ten minutes, and its code lasts for one account', async () => {
  const desk = await openDesk();
  await desk.hire('王芳', PIN, ['admin']);
  await desk.hire('李芳', '905273', ['window']);
  const clerk = desk.clerk();
  await clerk.post('/api/accounts/recoveries', { name: '王芳' });
  const code = shown(desk)?.digits;
  const other = { code, name: '李芳', pin: '472918' };
  expect((await clerk.post('/api/accounts/recoveries/complete', other)).body.code).toBe(
    'SETUP_CODE_WRONG',
  );
  desk.clock.now += RECOVERY_WINDOW_MS;
  const late = await clerk.post('/api/accounts/recoveries', { name: '王芳' });
  expect(late).toMatchObject({ status: 403, body: { code: 'RECOVERY_WINDOW_CLOSED' } });
});

test('an unknown or disabled name looks the same from outside and shows nothing', async () => {
  const desk = await openDesk();
  await desk.hire('王芳', PIN, ['admin']);
  const clerk = desk.clerk();
  const answer = await clerk.post('/api/accounts/recoveries', { name: '没有' });
  expect(answer).toMatchObject({ status: 202, body: {} });
  expect(shown(desk)).toBeNull();
  const complete = { code: '', name: '没有', pin: PIN };
  expect((await clerk.post('/api/accounts/recoveries/complete', complete)).status).toBe(403);
});

test('without a recovery under way no code is right, not even the empty one', async () => {
  const desk = await openDesk();
  await desk.hire('王芳', PIN, ['admin']);
  for (const code of ['', '000000', 'null', 'undefined']) {
    const body = { code, name: '王芳', pin: '905273' };
    const { status } = await desk.clerk().post('/api/accounts/recoveries/complete', body);
    expect(status).toBe(403);
  }
});
