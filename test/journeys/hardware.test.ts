// A visitor's way with real wires: the real kiosk on three ptys and a browser. A card on the reader checks in, a member's
// code signs in, a key on a window's pad calls a number on the board.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignerText, idCardSample } from '../devices/id-card-frames.ts';
import { createPty, type Pty } from '../devices/pty.ts';
import { readSamples } from '../devices/samples.ts';
import { createSerialIdReader, type SerialIdReader } from '../devices/serial-id-reader.ts';
import { askStaff, signIn } from '../server/started-kiosk.ts';
import { axeFindings, layoutFindings } from '../ui/look-at.ts';
import { see, tap } from '../ui/walk.ts';
import { chooseItem } from '../ui/walk-services.ts';
import { launchBrowser, type OpenedPage, openPage } from './browser.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

const pad = readSamples('call-pad.txt');
const patience = { timeout: 20_000 };

let browser: Browser;
let kiosk: KioskProcess;
let touch: OpenedPage;
let page: Page;
let reader: SerialIdReader;
const ptys: Pty[] = [];
let padHeard = '';

async function wire(): Promise<Pty> {
  const pty = await createPty();
  await pty.start();
  ptys.push(pty);
  return pty;
}

beforeAll(async () => {
  browser = await launchBrowser();
  const [readerWire, scannerWire, padWire] = [await wire(), await wire(), await wire()];
  reader = createSerialIdReader(readerWire);
  padWire.onData((bytes) => {
    padHeard += Buffer.from(bytes).toString('hex');
  });
  kiosk = await createKioskProcess({
    environment: {
      KIOSK_ID_READER: `serial:${readerWire.path}`,
      KIOSK_SCANNER: `serial:${scannerWire.path}?baud=9600`,
      KIOSK_CALL_PAD: `serial:${padWire.path}`,
    },
  });
  await kiosk.start();
  touch = await openPage(browser, 'upright', kiosk.touchUrl);
  page = touch.page;
  await see(page, '点一下开始');
});
afterAll(async () => {
  await browser.close();
  await kiosk.remove();
  for (const pty of ptys) await pty.stop();
});

async function look(): Promise<void> {
  expect([...(await layoutFindings(page)), ...(await axeFindings(page))]).toEqual([]);
}

test('a card on the reader: checked in', async () => {
  await tap(page, '点一下开始');
  await tap(page, /来访登记/);
  await tap(page, /^办事/);
  await tap(page, /^身份证/);
  await tap(page, '同意');
  await see(page, '请把身份证放到读卡的地方');
  // Taken away too early the first time.
  reader.put(idCardSample('resident text'), 'pulled');
  await see(page, '请把身份证拿起来，再放一次');
  await look();
  // A child of the sample card's age needs a guardian: the foreigner is of age.
  reader.put(foreignerText);
  await see(page, '您从哪里来');
  await tap(page, '不选，直接登记');
  await see(page, '登记好了');
  const cookie = await signIn(kiosk.staffUrl);
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const visits = await askStaff(
    `${kiosk.staffUrl}/api/attendance/visits?from=${today}&to=${today}`,
    { headers: { cookie } },
  );
  expect(visits.json()).toMatchObject({
    visits: [{ method: 'idCard', proof: 'card', name: '史*娜' }],
  });
  expect(`${visits.text}${kiosk.output()}`).not.toMatch(/史安娜|CHN1100|李为为/);
});

test('a member’s code scanned: signed in; a foreign one: told so', async () => {
  const [, scanner] = ptys;
  const cookie = await signIn(kiosk.staffUrl);
  const ask = async (path: string) =>
    (await askStaff(`${kiosk.staffUrl}/api/directory/${path}`, { headers: { cookie } })).json();
  const { people } = (await ask('people')) as { people: { id: string; member: boolean }[] };
  const member = people.find((person) => person.member);
  const { code } = (await ask(`people/${member?.id}/card`)) as { code: string };
  scanner?.send(Buffer.from('https://pay.example/another-place\r\n'));
  await see(page, '这个码不是本中心的，请找工作人员');
  scanner?.send(Buffer.from(`${code}\r`));
  await see(page, '已经读到您的二维码');
  await tap(page, /^办事/);
  await tap(page, '同意');
  await see(page, '登记好了');
});

test('a key on the pad: the number called on the board and shown on the pad', async () => {
  const [, , padWire] = ptys;
  await tap(page, /现在取号/);
  await chooseItem(page, /^民政/, /^高龄津贴申请/);
  await tap(page, '取号');
  await see(page, '取号成功');
  const board = await openPage(browser, 'wide', `${kiosk.touchUrl}/board`);
  await see(board.page, '现在没有叫号');
  padWire?.send(pad('key call, pad 1'));
  await board.page.getByText('A001').first().waitFor(patience);
  await see(board.page, '1 号窗口');
  await see(page, '取号成功');
  // The echo, then 001 on the pad: 01 02 00 00 01, sum 04.
  const shown = `${pad('key call, pad 1').toString('hex')}ff6805056801020000010416`;
  await expect.poll(() => padHeard, patience).toBe(shown);
  // A key that nothing is built for yet: the echo and a beep.
  padHeard = '';
  padWire?.send(pad('key transfer, pad 1'));
  const beeped = pad('key transfer, pad 1').toString('hex') + pad('beep pad 1').toString('hex');
  await expect.poll(() => padHeard, patience).toBe(beeped);
  expect([...touch.complaints, ...board.complaints]).toEqual([]);
});
