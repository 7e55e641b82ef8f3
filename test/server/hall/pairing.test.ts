// A screen is let in by a code that staff made: once, within ten minutes, and not by guessing.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kioskOfEachTest } from '../kiosk-of-each-test.ts';
import { journalLines, postStaff, signIn, startKiosk } from '../started-kiosk.ts';
import {
  askHall,
  codeOf,
  cookieOf,
  enterCode,
  makeCode,
  pairScreen,
  UPSTAIRS,
} from './pair-screen.ts';

const { start: startPlain } = kioskOfEachTest();
const start = () => startPlain({ environment: { KIOSK_HALL_PORT: '0' } });

describe('the code', () => {
  test('lets in one screen, once', async () => {
    const kiosk = await start();
    const code = await makeCode(kiosk);
    expect(code).toMatch(/^\d{8}$/);
    const first = await enterCode(kiosk, code);
    expect(first.status).toBe(201);
    expect(first.json()).toEqual(UPSTAIRS);
    expect(String(first.headers['set-cookie'])).toMatch(
      /^kiosk_screen=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict; Max-Age=34560000$/,
    );
    const own = await askHall(kiosk, '/api/pairing/screen', cookieOf(first));
    expect(own.json()).toEqual(UPSTAIRS);
    const second = await enterCode(kiosk, code);
    expect([second.status, codeOf(second)]).toEqual([403, 'PAIRING_CODE_WRONG']);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('entered twice at once lets in one', async () => {
    const kiosk = await start();
    const code = await makeCode(kiosk);
    const answers = await Promise.all([enterCode(kiosk, code), enterCode(kiosk, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
  });

  test('sent again by the same screen, whose first answer was lost, is answered alike', async () => {
    const kiosk = await start();
    const code = await makeCode(kiosk);
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'the-same-action' };
    const send = () =>
      import('../started-kiosk.ts').then(({ askStaff }) =>
        askStaff(`${kiosk.hall}/api/pairing/screens`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ code }),
        }),
      );
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(cookieOf(second)).toBe(cookieOf(first));
    await kiosk.stop();
    const paired = (await journalLines(kiosk.folder)).filter(
      ({ t }) => t === 'pairing.screenPaired',
    );
    expect(paired).toHaveLength(1);
  });

  test('of a wrong digit, an empty one and one of before a restart let nobody in', async () => {
    const kiosk = await start();
    const code = await makeCode(kiosk);
    const wrong = `${code.slice(0, 7)}${(Number(code[7]) + 1) % 10}`;
    for (const digits of [wrong, '', '00000000', '__proto__']) {
      expect(codeOf(await enterCode(kiosk, digits)), digits).toBe('PAIRING_CODE_WRONG');
    }
    await kiosk.stop();
    const again = await startPlain({
      folder: kiosk.folder,
      environment: { KIOSK_HALL_PORT: '0' },
    });
    expect(codeOf(await enterCode(again, code))).toBe('PAIRING_CODE_WRONG');
  });

  test('who guesses five times waits, with the true code too', async () => {
    const kiosk = await start();
    const code = await makeCode(kiosk);
    const codes: string[] = [];
    for (let tries = 0; tries < 5; tries++) codes.push(codeOf(await enterCode(kiosk, '12345678')));
    expect(codes).toEqual(Array(5).fill('PAIRING_CODE_WRONG'));
    const locked = await enterCode(kiosk, code);
    expect(locked.status).toBe(429);
    expect(locked.json()).toMatchObject({ code: 'SIGN_IN_LOCKED', params: { minutes: 1 } });
  });

  test('is made by managers only, and only while the Hall listener is open', async () => {
    const kiosk = await start();
    const window = await signIn(kiosk.staff, '窗口一');
    const refused = await postStaff(`${kiosk.staff}/api/pairing/codes`, UPSTAIRS, window);
    expect(refused.status).toBe(403);
    const closed = await startKiosk();
    try {
      const answer = await postStaff(
        `${closed.staff}/api/pairing/codes`,
        UPSTAIRS,
        await signIn(closed.staff),
      );
      expect([answer.status, codeOf(answer)]).toEqual([409, 'HALL_LISTENER_CLOSED']);
    } finally {
      await closed.end();
    }
  });

  test('for a name that another screen has is refused before anybody walks upstairs', async () => {
    const kiosk = await start();
    await pairScreen(kiosk);
    await expect(makeCode(kiosk)).rejects.toThrow(/SCREEN_NAME_TAKEN/);
  });
});

test('a restart keeps the pairing; the token is in no file', async () => {
  const kiosk = await start();
  const cookie = await pairScreen(kiosk);
  const token = cookie.slice(cookie.indexOf('=') + 1);
  await kiosk.stop();
  expect(await filesWith(join(kiosk.folder, 'data'), token)).toEqual([]);
  expect(await filesWith(join(kiosk.folder, 'data'), '二楼触摸屏')).not.toEqual([]);
  expect(JSON.stringify(kiosk.log)).not.toContain(token);
  const again = await startPlain({ folder: kiosk.folder, environment: { KIOSK_HALL_PORT: '0' } });
  const own = await askHall(again, '/api/pairing/screen', cookie);
  expect([own.status, own.json()]).toEqual([200, UPSTAIRS]);
});

test('the journal tells by whose code a screen came in, and from which screen a command', async () => {
  const kiosk = await start();
  const cookie = await pairScreen(kiosk);
  await postStaff(`${kiosk.hall}/api/services/tickets`, { itemId: 'gaoling-jintie' }, cookie);
  await kiosk.stop();
  const lines = (await journalLines(kiosk.folder)) as unknown as {
    t: string;
    a: string;
    d: { screenId?: string };
  }[];
  const paired = lines.find(({ t }) => t === 'pairing.screenPaired');
  expect(paired?.a).toMatch(/^staff:/);
  const taken = lines.find(({ t }) => t === 'services.ticketTaken');
  expect(taken?.a).toBe(`touchscreen:${paired?.d.screenId}`);
});

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const hits = await Promise.all(
    paths.map(async (path) => ((await readFile(path)).includes(text) ? path : null)),
  );
  return hits.filter((path) => path !== null);
}
