// The page that a phone opens from a slip: the number and the queue, for whoever has the code, and not a word about the holder.
import { describe, expect, test } from 'vitest';
import { snapshotOf, until } from '../http/event-source.ts';
import { kioskOfEachTest } from '../kiosk-of-each-test.ts';
import { askStaff, post, postStaff, type StartedKiosk, signIn } from '../started-kiosk.ts';
import { askHall } from './pair-screen.ts';

const { start: startPlain, watch } = kioskOfEachTest();
const PUBLIC = 'https://hall.example.cn';
const start = (publicUrl: string | null = PUBLIC) =>
  startPlain({
    environment: { KIOSK_HALL_PORT: '0' },
    change: (settings) => ({ ...settings, publicUrl }),
  });

/** Takes a number and waits for its slip; what the slip's QR code says. */
async function slipCode({ touch, staff }: StartedKiosk): Promise<string> {
  const page = await watch(`${touch}/api/events?page=touch`);
  await snapshotOf(page);
  const ticket = await post(`${touch}/api/services/tickets`, { itemId: 'gaoling-jintie' });
  const { id } = (await ticket.json()) as { id: string };
  const confirmed = (recent: Record<string, string>) => recent[id] === 'confirmed';
  await until(
    page,
    (f) =>
      f.type === 'slice' &&
      f.name === 'printing' &&
      confirmed((f.value as { recent: Record<string, string> }).recent),
  );
  const { slips } = JSON.parse(await paperOf(staff)) as {
    slips: { lines: { kind: string; data?: string }[] }[];
  };
  return slips[0]?.lines.find(({ kind }) => kind === 'qr')?.data ?? '';
}

async function paperOf(staff: string): Promise<string> {
  const cookie = await signIn(staff);
  return (await askStaff(`${staff}/api/devices/virtual/printer`, { headers: { cookie } })).text;
}

const pathOf = (link: string) => link.slice(PUBLIC.length);

test('without an address for phones the slip’s code is for the touchscreens, and there is no page', async () => {
  const kiosk = await start(null);
  const code = await slipCode(kiosk);
  expect(code).toMatch(/^DQ1\.t\./);
  expect(await paperOf(kiosk.staff)).toContain('能在机器上看排到哪了');
  expect((await askHall(kiosk, `/t/${code}`)).status).toBe(404);
});

describe('with one, the slip’s code is a link', () => {
  test('that shows number, item and queue to whoever follows it, in whole HTML without a script', async () => {
    const kiosk = await start();
    const link = await slipCode(kiosk);
    expect(link).toMatch(/^https:\/\/hall\.example\.cn\/t\/DQ1\.t\./);
    expect(await paperOf(kiosk.staff)).toContain('手机扫这个码');
    const page = await askHall(kiosk, pathOf(link));
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(page.headers['cache-control']).toBe('no-store');
    for (const words of ['A001', '高龄津贴申请', '下一个就是您', 'http-equiv="refresh"']) {
      expect(page.text).toContain(words);
    }
    expect(page.text).not.toContain('<script');
  });

  test('that follows the ticket until it is done', async () => {
    const kiosk = await start();
    const link = await slipCode(kiosk);
    const cookie = await signIn(kiosk.staff);
    const call = await postStaff(`${kiosk.staff}/api/services/calls`, { window: 1 }, cookie);
    const { id } = call.json() as { id: string };
    const called = await askHall(kiosk, pathOf(link));
    expect(called.text).toContain('请现在去 1 号窗口');
    const finish = `${kiosk.staff}/api/services/tickets/${id}/finish`;
    await postStaff(finish, { outcome: 'done' }, cookie);
    const done = await askHall(kiosk, pathOf(link));
    expect(done.text).toContain('这个号已经办完了');
    expect(done.text).not.toContain('http-equiv="refresh"');
  });

  test('that a touchscreen’s scanner and its question about a ticket understand as well as the bare code', async () => {
    const kiosk = await start();
    const link = await slipCode(kiosk);
    const cookie = await signIn(kiosk.staff);
    const screen = await watch(`${kiosk.touch}/api/events?page=touch`);
    await snapshotOf(screen);
    for (const text of [link, pathOf(link).slice('/t/'.length)]) {
      await postStaff(`${kiosk.staff}/api/devices/virtual/code`, { text }, cookie);
      const moment = await until(screen, (f) => f.type === 'moment');
      expect(moment).toMatchObject({ name: 'code', value: { kind: 'ticket' } });
      const { code } = (moment as { value: { code: string } }).value;
      const status = await fetch(`${kiosk.touch}/api/services/tickets/${encodeURIComponent(code)}`);
      expect(await status.json()).toMatchObject({ number: 'A001', state: 'waiting' });
    }
  });

  test('that cannot be made up: not from a ticket’s id, not by another letter, not from a member’s code', async () => {
    const kiosk = await start();
    const link = await slipCode(kiosk);
    const code = pathOf(link).slice('/t/'.length);
    const [, , id = ''] = code.split('.');
    const forged = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
    for (const path of [id, forged, code.replace('.t.', '.m.'), 'x', '%3Cscript%3E', '__proto__']) {
      const answer = await askHall(kiosk, `/t/${path}`);
      expect(answer.status, path).toBe(404);
      expect(answer.text, path).not.toMatch(/A001|<script/);
    }
  });

  test('whose names are text, whatever they contain', async () => {
    const kiosk = await startPlain({
      environment: { KIOSK_HALL_PORT: '0' },
      change: (settings) => ({
        ...settings,
        publicUrl: PUBLIC,
        centre: { ...settings.centre, name: '“甲” & <b>乙</b>中心' },
      }),
    });
    const page = await askHall(kiosk, '/t/x');
    expect(page.text).toContain('“甲” &#38; &#60;b&#62;乙&#60;/b&#62;中心');
    expect(page.text).not.toContain('<b>');
  });

  test('at the published name, though the listener’s own is another', async () => {
    const kiosk = await start();
    const link = await slipCode(kiosk);
    const at = (host: string) =>
      askStaff(`${kiosk.hall}${pathOf(link)}`, { headers: { host } }).then(({ status }) => status);
    expect(await at('hall.example.cn')).toBe(200);
    expect(await at('evil.example')).toBe(421);
  });
});
