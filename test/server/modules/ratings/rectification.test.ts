// What becomes of a bad rating: from the batch it is opened in to the day its visitor's phone is destroyed.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { journalLines, startKiosk } from '../../started-kiosk.ts';
import {
  caseOf,
  cases,
  type Desk,
  desk,
  FIRST_DAY,
  type Hall,
  hallClock,
  ITEM,
  noticeOf,
  openHall,
  PHONE,
  rateByCode,
  serve,
  toDay,
} from './hall.ts';

const { start } = kioskOfEachTest();
const hall = async (): Promise<Hall> => openHall(await start({ systemClock: hallClock }));

/** Somebody unhappy, who left a phone; the case. */
async function complain(all: Hall): Promise<{ id: string; number: string }> {
  const { id: _, number, code } = await serve(all);
  const contact = { phone: PHONE, notice: await noticeOf(all.kiosk) };
  const said = { grade: 1, reasons: ['attitude', 'waited', 'waited'], contact };
  expect((await rateByCode(all.kiosk, code, said)).status).toBe(200);
  const { cases: open } = await cases(all.manager);
  return { id: open[0]?.id ?? '', number };
}
const step = async (by: Desk, id: string, one: object) => {
  const answer = await by.post(`/api/ratings/rectifications/${id}/steps`, { step: one });
  return (answer.json() as { code?: string; params?: object; done?: true }) ?? {};
};
const policy = { lateDays: 7, rectifyWorkingDays: 15, fewestShown: 3, contactDays: 0 };

test('a bad rating opens it in the same batch, due in fifteen working days, with the phone sealed', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const { number } = await complain(all);
  expect((await cases(manager)).cases).toMatchObject([
    {
      day: FIRST_DAY,
      window: 1,
      items: ['高龄津贴申请'],
      grade: 1,
      reasons: ['attitude', 'waited'],
      contact: '139****5678',
      number,
      owner: null,
      dueDay: '2026-12-14',
      overdue: false,
      outcome: null,
    },
  ]);
  await kiosk.stop();
  const lines = await journalLines(kiosk.folder);
  const at = lines.findIndex(({ t }) => t === 'ratings.ticketRated');
  expect(lines[at + 1]).toMatchObject({
    t: 'ratings.rectificationOpened',
    d: { itemIds: [ITEM], contact: { sealed: expect.any(String) } },
  });
  // Not even beside the sealed field: no file of the data folder holds the number.
  const files = await readdir(join(kiosk.folder, 'data'), { withFileTypes: true, recursive: true });
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name));
    expect(bytes.includes(PHONE), file.name).toBe(false);
  }
});

test('without a phone nothing leads to the ticket; a good rating has neither reasons nor phone', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const first = await serve(all);
  const notice = await noticeOf(kiosk);
  for (const more of [{ reasons: ['other'] }, { contact: { phone: PHONE, notice } }]) {
    expect(await rateByCode(kiosk, first.code, { grade: 3, ...more })).toEqual({
      status: 400,
      code: 'RATING_DETAILS_WRONG',
    });
  }
  const outdated = { grade: 2, contact: { phone: PHONE, notice: 'old' } };
  expect(await rateByCode(kiosk, first.code, outdated)).toMatchObject({ code: 'NOTICE_OUTDATED' });
  expect((await cases(manager)).cases).toEqual([]);
  await rateByCode(kiosk, first.code, { grade: 2 });
  const [one] = (await cases(manager)).cases;
  expect(one).toMatchObject({ contact: null, number: null });
  const detail = (await manager.get(`/api/ratings/rectifications/${one?.id}`)).text;
  expect(detail).not.toContain(first.id);
  expect(detail).not.toContain(first.number);
});

test('step by step to the end: nothing is closed before it is checked, put right and called back', async () => {
  const all = await hall();
  const { manager, clerk } = all;
  const { id } = await complain(all);
  const unfinished = (missing: string) => ({
    code: 'RECTIFICATION_UNFINISHED',
    params: { step: missing },
  });
  const close = { kind: 'closed', outcome: 'rectified', note: '' };
  expect((await clerk.get('/api/ratings/rectifications')).status).toBe(403);
  expect(await step(clerk, id, close)).toMatchObject({ code: 'ROLE_MISSING' });
  expect(await step(manager, 'nothing', close)).toMatchObject({ code: 'RECTIFICATION_NOT_FOUND' });

  const { owners } = await cases(manager);
  expect(owners.map(({ name }) => name)).toEqual(['管理员', '主任']);
  const accountId = owners.find(({ name }) => name === '主任')?.id;
  expect(await step(manager, id, { kind: 'assigned', accountId })).toEqual({ done: true });
  const session = (await clerk.get('/api/session')).json() as { accountId: string };
  expect(await step(manager, id, { kind: 'assigned', accountId: session.accountId })).toMatchObject(
    {
      code: 'OWNER_UNFIT',
    },
  );
  const nobody = { kind: 'assigned', accountId: 'nobody' };
  expect(await step(manager, id, nobody)).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });

  expect(await step(manager, id, close)).toMatchObject(unfinished('verified'));
  await step(manager, id, { kind: 'verified', founded: true, note: '当天人多' });
  expect(await step(manager, id, close)).toMatchObject(unfinished('measured'));
  await step(manager, id, { kind: 'measured', note: '上午加开一个窗口' });
  expect(await step(manager, id, close)).toMatchObject(unfinished('calledBack'));
  await step(manager, id, { kind: 'calledBack', reached: true, satisfied: true, note: '' });
  expect(await step(manager, id, { ...close, outcome: 'unfounded' })).toMatchObject(
    unfinished('reviewed'),
  );
  expect(await step(manager, id, close)).toEqual({ done: true });
  expect(await step(manager, id, close)).toMatchObject({ code: 'RECTIFICATION_CLOSED' });
  // The clerk objects; the register says so.
  expect(await step(manager, id, { kind: 'reviewed', upheld: true, note: '' })).toEqual({
    done: true,
  });
  expect(await caseOf(manager, id)).toMatchObject({
    owner: '主任',
    outcome: 'rectified',
    steps: [
      { step: { kind: 'assigned' }, owner: '主任', by: '管理员' },
      { step: { kind: 'verified' } },
      { step: { kind: 'measured' } },
      { step: { kind: 'calledBack' } },
      { step: { kind: 'closed' } },
      { step: { kind: 'reviewed' } },
    ],
  });

  const range = `from=${FIRST_DAY}&to=${FIRST_DAY}`;
  const file = await manager.get(`/api/ratings/export?list=rectifications&${range}&format=csv`);
  expect(file.text).toContain('上午加开一个窗口');
  expect(file.text).toContain('139****5678');
  expect(file.text).not.toContain(PHONE);
});

test('it is overdue on the day after it was due, until it is closed', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  await rateByCode(kiosk, (await serve(all)).code, { grade: 2 });
  await toDay(manager, '2026-12-14');
  expect(await cases(manager)).toMatchObject({ overdue: 0, cases: [{ overdue: false }] });
  await toDay(manager, '2026-12-15');
  const list = await cases(manager);
  expect(list).toMatchObject({ open: 1, overdue: 1, cases: [{ overdue: true }] });
  const id = list.cases[0]?.id ?? '';
  await step(manager, id, { kind: 'verified', founded: false, note: '点错了' });
  expect(await step(manager, id, { kind: 'closed', outcome: 'unfounded', note: '' })).toEqual({
    done: true,
  });
  expect(await cases(manager)).toMatchObject({ open: 0, overdue: 0, cases: [{ overdue: false }] });
});

test('a phone is read in full on record only, and destroyed for good when the case is closed long enough', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const { id } = await complain(all);
  const path = `/api/ratings/rectifications/${id}/contact-views`;
  expect((await manager.post(path, {})).json()).toEqual({ phone: PHONE });
  await manager.post('/api/ratings/policy', policy);
  await toDay(manager, '2026-11-24');
  expect((await manager.post(path, {})).json(), 'open cases keep it').toEqual({ phone: PHONE });
  await step(manager, id, { kind: 'verified', founded: false, note: '' });
  await step(manager, id, { kind: 'calledBack', reached: false, satisfied: null, note: '' });
  await step(manager, id, { kind: 'closed', outcome: 'unfounded', note: '' });
  await toDay(manager, '2026-11-25');
  await expect
    .poll(async () => (await caseOf(manager, id)).contact, { timeout: 30_000 })
    .toBe(null);
  expect((await caseOf(manager, id)).number).toBe(null);
  expect((await manager.post(path, {})).json()).toMatchObject({ code: 'CONTACT_GONE' });
  await kiosk.stop();
  const lines = await journalLines(kiosk.folder);
  expect(lines.filter(({ t }) => t === 'ratings.contactShown')).toHaveLength(2);
  const opened = lines.find(({ t }) => t === 'ratings.rectificationOpened')?.d as { keyId: string };
  const keyring = await readFile(join(kiosk.folder, 'data', 'keyring.json'), 'utf8');
  expect(keyring).not.toContain(opened.keyId);

  const again = await startKiosk({ folder: kiosk.folder, systemClock: hallClock });
  const after = await desk(again, '管理员');
  expect(await caseOf(after, id)).toMatchObject({ contact: null, outcome: 'unfounded' });
  await again.stop();
});

test('forgetting somebody takes the phone they left with a rating along', async () => {
  const all = await hall();
  const { kiosk, manager } = all;
  const { id } = await complain(all);
  const person = {
    name: '王秀芳',
    phone: PHONE,
    unitId: kiosk.settings.units[0]?.id,
    group: '',
    member: false,
  };
  const added = (await manager.post('/api/directory/people', person)).json() as { id: string };
  const forget = { personId: added.id, reason: '本人要求' };
  const answer = await manager.post('/api/directory/forgettings', forget);
  expect(answer.json()).toMatchObject({ forgotten: 2 });
  expect(await caseOf(manager, id)).toMatchObject({ contact: null, number: null });
});

test('whoever left nothing but that phone is forgotten from the case itself', async () => {
  const all = await hall();
  const { manager } = all;
  const { id } = await complain(all);
  const path = `/api/ratings/rectifications/${id}/forgettings`;
  expect((await manager.post(path, { reason: '本人要求' })).json()).toEqual({ done: true });
  expect(await caseOf(manager, id)).toMatchObject({ contact: null });
  expect((await manager.post(path, { reason: '本人要求' })).json()).toMatchObject({
    code: 'CONTACT_GONE',
  });
});
