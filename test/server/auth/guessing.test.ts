// Guessing is slow and harms nobody else: locks, caps, equal work for unknown names.
import { expect, test, vi } from 'vitest';
import type { StaffAccount, StaffAccounts } from '../../../server/auth/accounts.ts';
import { createLockouts } from '../../../server/auth/lockouts.ts';
import { createSignIn } from '../../../server/auth/sign-in.ts';
import { openDesk } from './desk.ts';

const PIN = '738291';
const wang: StaffAccount = {
  id: '1',
  name: '王芳',
  roles: ['window'],
  pinHash: 'hash',
  disabled: false,
};

function build(options: { verifyMs?: number } = {}) {
  const clock = { now: 0 };
  const people = new Map<string, StaffAccount>([['王芳', wang]]);
  const verify = vi.fn(async (pin: string, hash: string) => {
    await new Promise((resolve) => setTimeout(resolve, options.verifyMs ?? 0));
    return pin === PIN && hash === 'hash';
  });
  const accounts = { byName: async (name: string) => people.get(name) ?? null };
  const signIn = createSignIn({
    accounts: accounts as unknown as StaffAccounts,
    now: () => clock.now,
    verify,
  });
  const attempt = (name: string, pin: string, source = 'desk'): Promise<string> =>
    signIn.check(name, pin, source).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  return { attempt, clock, people, verify, signIn };
}

test('the sixth wrong try waits, longer each time, and then the true PIN gets in', async () => {
  const { attempt, clock, signIn } = build();
  for (let tries = 0; tries < 5; tries++)
    expect(await attempt('王芳', '000000')).toBe('SIGN_IN_WRONG');
  const waits: number[] = [];
  for (let round = 0; round < 7; round++) {
    const error = (await signIn.check('王芳', PIN, 'desk').catch((e: unknown) => e)) as {
      code: string;
      status: number;
      params: { seconds: number; minutes: number };
    };
    expect(error).toMatchObject({ code: 'SIGN_IN_LOCKED', status: 429 });
    expect(error.params.minutes).toBe(Math.ceil(error.params.seconds / 60));
    waits.push(error.params.seconds);
    clock.now += error.params.seconds * 1000;
    expect(await attempt('王芳', '000000')).toBe('SIGN_IN_WRONG');
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  clock.now += 900_000;
  expect(await attempt('王芳', PIN)).toBe('in');
  expect(await attempt('王芳', '000000')).toBe('SIGN_IN_WRONG');
});

test('the true clerk gets in from another desk meanwhile', async () => {
  const { attempt } = build();
  for (let tries = 0; tries < 20; tries++) await attempt('王芳', '000000', 'attacker');
  expect(await attempt('王芳', PIN, 'attacker')).toBe('SIGN_IN_LOCKED');
  expect(await attempt('王芳', PIN, 'desk')).toBe('in');
});

test('50 parallel guesses: five are evaluated at most, by one source or by name and source', async () => {
  const { attempt, verify } = build({ verifyMs: 5 });
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => attempt('王芳', `${i}`)));
  expect(verify.mock.calls.length).toBeLessThanOrEqual(5);
  expect(answers.filter((answer) => answer === 'SIGN_IN_LOCKED').length).toBeGreaterThanOrEqual(45);
  verify.mockClear();
  await Promise.all(Array.from({ length: 50 }, (_, i) => attempt(`name${i}`, '1', 'other')));
  expect(verify.mock.calls.length).toBeLessThanOrEqual(5);
});

test('never more than two hashes at once, and a crowd of sources does not queue without end', async () => {
  let running = 0;
  let most = 0;
  const { signIn } = build();
  expect(signIn).toBeDefined();
  const accounts = { byName: async () => wang } as unknown as StaffAccounts;
  const counting = createSignIn({
    accounts,
    now: () => 0,
    verify: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return true;
    },
  });
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      counting.check('王芳', PIN, `source-${i}`).then(
        () => 'in',
        (error: { code: string }) => error.code,
      ),
    ),
  );
  expect(most).toBe(2);
  expect(answers.filter((answer) => answer === 'in').length).toBe(40);
  expect(await counting.check('王芳', PIN, 'later')).toBe(wang);
});

test('an unknown name costs a hash like a known one, and answers and locks alike', async () => {
  const { attempt, verify } = build();
  for (const name of ['王芳', '没有']) {
    verify.mockClear();
    const answers: string[] = [];
    for (let tries = 0; tries < 7; tries++) answers.push(await attempt(name, '000000'));
    expect(verify).toHaveBeenCalledTimes(5);
    expect(answers).toEqual([
      ...Array(5).fill('SIGN_IN_WRONG'),
      'SIGN_IN_LOCKED',
      'SIGN_IN_LOCKED',
    ]);
  }
  expect(verify.mock.calls.at(-1)?.[1]).toMatch(/^scrypt\$32768\$/);
});

test('a disabled account answers like a wrong PIN', async () => {
  const { attempt, people, verify } = build();
  people.set('王芳', { ...wang, disabled: true });
  expect(await attempt('王芳', PIN)).toBe('SIGN_IN_WRONG');
  expect(verify).toHaveBeenCalledTimes(1);
});

test('one source that tries many names is stopped too', async () => {
  const { attempt } = build();
  const answers: string[] = [];
  for (let i = 0; i < 25; i++) answers.push(await attempt(`name${i}`, '000000', 'attacker'));
  expect(answers.indexOf('SIGN_IN_LOCKED')).toBe(20);
  expect(await attempt('王芳', PIN, 'desk')).toBe('in');
});

test('many sources that try one name are slowed down, but not the desk that signed in before', async () => {
  const { attempt, clock } = build();
  expect(await attempt('王芳', PIN, 'desk')).toBe('in');
  const answers: string[] = [];
  for (let i = 0; i < 60; i++) answers.push(await attempt('王芳', '000000', `bot-${i}`));
  expect(answers).toContain('SIGN_IN_LOCKED');
  expect(await attempt('王芳', PIN, 'desk')).toBe('in');
  clock.now += 61_000;
  expect(await attempt('王芳', PIN, 'new desk')).toBe('in');
});

test('many right sign-ins from one desk lock nobody', async () => {
  const { attempt } = build();
  for (let i = 0; i < 60; i++) expect(await attempt('王芳', PIN)).toBe('in');
});

test('names differ by letters only in case, width and spaces around: one lock, one account', async () => {
  const { attempt, people } = build();
  people.set('wang', { ...wang, name: 'Wang' });
  for (const name of ['Wang', 'WANG', ' wang', 'ｗａｎｇ', 'wang']) await attempt(name, '000000');
  expect(await attempt('wang', PIN)).toBe('SIGN_IN_LOCKED');
});

test('invented keys do not grow without end, and old failures are forgotten', () => {
  const clock = { now: 0 };
  const lockouts = createLockouts({
    free: 1,
    firstWaitMs: 1000,
    longestWaitMs: 1000,
    forgetAfterMs: 5000,
    now: () => clock.now,
  });
  expect(lockouts.begin('first')).toBe(0);
  expect(lockouts.begin('first')).toBe(1000);
  for (let i = 0; i < 10_001; i++) lockouts.begin(`key-${i}`);
  expect(lockouts.begin('first')).toBe(0);
  clock.now += 6001;
  expect(lockouts.begin('first')).toBe(0);
});

test('X-Forwarded-For does not make another source', async () => {
  const desk = await openDesk();
  await desk.hire('王芳', PIN, ['window']);
  const clerk = desk.clerk('192.0.2.66');
  const statuses: number[] = [];
  for (let i = 0; i < 7; i++) {
    const headers = { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` };
    const { status } = await clerk.post(
      '/api/sign-in',
      { name: '王芳', pin: `40718${i}` },
      headers,
    );
    statuses.push(status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  const inside = await desk.clerk('192.0.2.67').post('/api/sign-in', { name: '王芳', pin: PIN });
  expect(inside.status).toBe(200);
});

test('an IPv6 host is one source by its /64', async () => {
  const desk = await openDesk();
  const statuses: number[] = [];
  for (let i = 0; i < 7; i++) {
    const clerk = desk.clerk(`2001:db8:1:2::${i + 1}`);
    statuses.push((await clerk.post('/api/sign-in', { name: '王芳', pin: '407182' })).status);
  }
  expect(statuses.slice(5)).toEqual([429, 429]);
  const other = desk.clerk('2001:db8:1:3::1');
  expect((await other.post('/api/sign-in', { name: '王芳', pin: '407182' })).status).toBe(401);
});
