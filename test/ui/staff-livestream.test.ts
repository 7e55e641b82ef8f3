// Live sessions on the staff page: the host's console on a phone and on a laptop, undo, the author line, planning, the shelf.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changedSession, runningSession, shelfRow } from './fake-sessions.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';
import { NOW_MS } from './staff-slices.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const SESSIONS = '/api/workshop/sessions';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const said = (mock: StaffMock) => mock.posts.map(({ path, body }) => [path, body]);
const ref = (productId: string) => ({ productId, variantId: 'a' });

async function openConsole(size: StaffSize, prepare?: (mock: StaffMock) => void) {
  const opened = await pages.open(size, 'sessions?part=console&id=s1', prepare);
  await opened.page.getByRole('heading', { name: '六埠茴香和沙窝萝卜专场' }).waitFor();
  return opened;
}

describe('the console on a phone', () => {
  test('fills the screen; the next product is under the thumb, what it replaced can be put back', async () => {
    const { page, mock, complaints } = await openConsole('phone');
    expect(await axeFindings(page)).toEqual([]);
    const next = button(page, '讲下一件：杨柳青年画');
    const box = await next.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(72);
    // In the lower quarter, all of it in sight.
    expect(box?.y).toBeGreaterThan(633);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    const scrolls = await page.evaluate(
      () => document.documentElement.scrollHeight > window.innerHeight,
    );
    expect(scrolls).toBe(false);
    await next.click();
    await page.getByText('正在讲解 杨柳青年画').waitFor();
    await button(page, '撤回').click();
    await page.getByText('已经撤回').waitFor();
    expect(said(mock)).toEqual([
      [`${SESSIONS}/s1/explaining`, { item: ref('nianhua') }],
      [`${SESSIONS}/s1/undo`, { undo: { what: 'explaining', revision: 16, item: null } }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('what is explained shows its price, stock, note and flash; sold out it stays and says so', async () => {
    const { page, mock } = await openConsole('phone');
    const now = page.getByRole('region', { name: '正在讲解' });
    for (const words of ['15.80 元/袋', '秒杀到 14:24', '限量 40，卖了 12', '掰开给大家听响']) {
      await now.getByText(words).waitFor();
    }
    await button(page, '标售罄').first().click();
    await page.getByText('沙窝萝卜 5 斤装 已标售罄').waitFor();
    const { shelf } = runningSession();
    const soldOut = shelf.map((row, index) =>
      index === 1 ? { ...row, soldOut: true, offered: false } : row,
    );
    changedSession(mock, { shelf: soldOut });
    await now.getByText('售罄', { exact: true }).waitFor();
    await now.getByText('取消售罄').waitFor();
    expect(said(mock)).toEqual([
      [`${SESSIONS}/s1/items`, { ...ref('luobo'), change: { soldOut: true } }],
    ]);
  });

  test('each product unfolds its own keys; what nobody can buy cannot be explained or pinned', async () => {
    const { page, mock } = await openConsole('phone');
    await button(page, '杨柳青年画 三尺，更多操作').click();
    await button(page, '置顶 杨柳青年画 三尺').click();
    await page.getByText('排到下一个').waitFor();
    await button(page, '隐藏 杨柳青年画 三尺').click();
    await page.getByText('杨柳青年画 三尺 已隐藏').waitFor();
    expect(await button(page, '讲解 萝卜干').isDisabled()).toBe(true);
    expect(await button(page, '讲解 当城青韭').isDisabled()).toBe(true);
    await button(page, '萝卜干，更多操作').click();
    expect(await button(page, '置顶 萝卜干').isDisabled()).toBe(true);
    expect(said(mock)).toEqual([
      [`${SESSIONS}/s1/pins`, ref('nianhua')],
      [`${SESSIONS}/s1/items`, { ...ref('nianhua'), change: { hidden: true } }],
    ]);
  });

  test('a price and a flash price from now on, in yuan; what is no price is not sent', async () => {
    const { page, mock } = await openConsole('phone');
    await button(page, '六埠茴香 5 斤装，更多操作').click();
    await button(page, '改价 六埠茴香 5 斤装').click();
    const dialog = page.getByRole('dialog');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('直播价（元）').fill('19.9元');
    await dialog.getByLabel('10 分钟').check();
    await button(page, '改价').last().click();
    await dialog.getByText('请写秒杀价').waitFor();
    await dialog.getByText('价格要写成').waitFor();
    expect(mock.posts).toEqual([]);
    await dialog.getByLabel('直播价（元）').fill('16.9');
    await dialog.getByLabel('秒杀价（元）').fill('9.95');
    await button(page, '改价').last().click();
    await dialog.waitFor({ state: 'detached' });
    const change = { livePriceFen: 1690, flash: { priceFen: 995, lastsS: 600 } };
    expect(said(mock)).toEqual([[`${SESSIONS}/s1/items`, { ...ref('huixiang'), change }]]);
  });

  test('an undo that the other person overtook is told; so is a line that is cut', async () => {
    const { page, mock } = await openConsole('phone');
    mock.on(`POST ${SESSIONS}/:id/undo`, () => refused(409, 'UNDO_OVERTAKEN'));
    await button(page, /讲下一件/).click();
    await button(page, '撤回').click();
    await page.getByText('刚刚又被别人改过').waitFor();
    mock.goAway();
    await page.getByText('断线了，正在重连').waitFor();
    mock.comeBack();
    await page.getByText('断线了，正在重连').waitFor({ state: 'detached' });
  });

  test('says who changed what last when it was the other person', async () => {
    const { page, mock } = await openConsole('phone');
    await page.getByText('14:20 您 换了讲解').waitFor();
    const changed = { atMs: NOW_MS, by: 'a9', name: '王芳', act: 'soldOut', item: ref('jiucai') };
    changedSession(mock, { changed });
    await page.getByText('14:20 王芳 标了售罄：当城青韭').waitFor();
  });

  test('orders come in: how many, the last few, and a tone only where it was switched on', async () => {
    const { page, mock } = await openConsole('phone');
    await page.getByText('已下单 12 单，238.00 元').click();
    await page.getByText('已取消或过期').waitFor();
    const { orders } = runningSession();
    const [newest] = orders.last;
    if (!newest) throw new Error('no order');
    const come = (id: string, count: number) =>
      changedSession(mock, { orders: { ...orders, count, last: [{ ...newest, id }] } });
    await page.evaluate(() => {
      const { start } = OscillatorNode.prototype;
      document.body.dataset['tones'] = '0';
      OscillatorNode.prototype.start = function (...times) {
        document.body.dataset['tones'] = String(Number(document.body.dataset['tones']) + 1);
        return start.apply(this, times);
      };
    });
    const tones = () => page.evaluate(() => document.body.dataset['tones']);
    come('o4', 13);
    await page.getByText('已下单 13 单').waitFor();
    expect(await tones()).toBe('0');
    await button(page, '来单提醒：关').click();
    await button(page, '来单提醒：开').waitFor();
    come('o5', 14);
    await page.getByText('已下单 14 单').waitFor();
    await expect.poll(tones).toBe('1');
  });

  test('begins, pauses, goes on and ends; ending asks first', async () => {
    const { page, mock } = await openConsole('phone', ({ slices }) => {
      const [first, ...rest] = slices.sessions.sessions;
      if (first) {
        const planned = { ...first, state: 'planned' as const, explaining: null };
        slices.sessions = { sessions: [planned, ...rest] };
      }
    });
    await button(page, '开播').click();
    changedSession(mock, { state: 'live' });
    await button(page, '暂停').click();
    changedSession(mock, { state: 'paused' });
    await button(page, '继续直播').click();
    changedSession(mock, { state: 'live' });
    await button(page, '结束').click();
    const dialog = page.getByRole('dialog', { name: '结束这场直播？' });
    await button(page, '取消').click();
    await dialog.waitFor({ state: 'detached' });
    await button(page, '结束').click();
    await button(page, '结束直播').click();
    await button(page, '排一场直播').waitFor();
    expect(said(mock).map(([, body]) => body)).toEqual([
      { state: 'live' },
      { state: 'paused' },
      { state: 'live' },
      { state: 'ended' },
    ]);
  });
});

describe('the console on a laptop', () => {
  test('shows everything at once and works by function keys, never while a dialog asks', async () => {
    const { page, mock, complaints } = await openConsole('desk');
    expect(await axeFindings(page)).toEqual([]);
    for (const words of ['开场提词', '已下单 12 单']) {
      await page.getByText(words).first().waitFor();
    }
    expect(await button(page, '改价 杨柳青年画 三尺').isVisible()).toBe(true);
    const next = await button(page, /讲下一件/).boundingBox();
    expect(next?.width).toBeGreaterThan(250);
    expect((next?.y ?? 0) + (next?.height ?? 0)).toBeLessThan(900);
    await page.keyboard.press('F2');
    await page.getByText('正在讲解 杨柳青年画').waitFor();
    await page.keyboard.press('F9');
    await page.getByText('已经撤回').waitFor();
    await page.keyboard.press('F9');
    await page.keyboard.press('F4');
    await page.getByText('已标售罄').waitFor();
    await button(page, '改价 杨柳青年画 三尺').click();
    await page.keyboard.press('F8');
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('F8');
    await expect.poll(() => mock.posts.length).toBe(4);
    expect(said(mock).map(([path]) => path)).toEqual(
      ['explaining', 'undo', 'items', 'state'].map((what) => `${SESSIONS}/s1/${what}`),
    );
    expect(complaints).toEqual([]);
  });
});

describe('planning', () => {
  test('a session with its address; a wrong one is explained, what was typed stays', async () => {
    const { page, mock } = await pages.open('phone', 'sessions');
    await button(page, '排一场直播').click();
    const dialog = page.getByRole('dialog', { name: '排一场直播' });
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '保存').click();
    await dialog.getByText('请写直播的名字').waitFor();
    await dialog.getByLabel('叫什么').fill(' 年画专场 ');
    await dialog.getByLabel('几点开始').fill('20:00');
    await dialog.getByLabel('抖音').check();
    await dialog.getByLabel('直播间链接').fill('http://v.douyin.com/x');
    await dialog.getByLabel('主播').fill('郭大姐、 王芳，');
    await dialog.getByLabel('第六埠村').check();
    mock.on(`POST ${SESSIONS}`, ({ body }) => {
      const { appUrl } = body['session'] as { appUrl: string };
      if (appUrl.startsWith('https:')) return ok({ id: 's9', revision: 3 });
      const { status, body: problem } = refused(400, 'LIVE_ADDRESS_WRONG');
      return { status, body: { ...(problem as object), params: { why: 'https' } } };
    });
    await button(page, '保存').click();
    await dialog.getByText('直播链接要以 https:// 开头').waitFor();
    await dialog.getByLabel('直播间链接').fill('https://v.douyin.com/x');
    await button(page, '保存').click();
    await page.getByText('保存好了').waitFor();
    expect(mock.posts.at(-1)?.body).toEqual({
      sessionId: null,
      revision: null,
      session: {
        title: '年画专场',
        day: '2026-11-22',
        startsAt: '20:00',
        platform: 'douyin',
        playUrl: null,
        appUrl: 'https://v.douyin.com/x',
        hosts: ['郭大姐', '王芳'],
        unitIds: ['liubu'],
        script: '',
      },
    });
  });

  test('a link of a platform is shown as a code; cancelling asks; what is over can be settled and read', async () => {
    const { page, mock } = await pages.open('desk', 'sessions');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '看二维码 年画专场').click();
    await page.getByRole('img', { name: '直播间二维码' }).waitFor();
    await button(page, '关闭').click();
    await button(page, '取消这场 年画专场').click();
    await page.getByRole('dialog').getByRole('button', { name: '取消这场' }).click();
    await page.getByText('已经取消。').waitFor();
    await button(page, '标为结清 萝卜专场').click();
    await page.getByText('已经标为结清').waitFor();
    expect(said(mock)).toEqual([
      [`${SESSIONS}/s2/state`, { state: 'cancelled' }],
      [`${SESSIONS}/s3/state`, { state: 'settled' }],
    ]);
    await button(page, '货架记录 萝卜专场').click();
    await page.getByText('讲解 沙窝萝卜 5 斤装，6 分钟').waitFor();
    await page.getByText('从 平时的价格 改成 25.80 元').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

describe('the shelf', () => {
  test('is filled by pinyin initials, ordered by buttons, priced, and saved as it was seen', async () => {
    const { page, mock } = await pages.open('phone', 'sessions?part=shelf&id=s1', ({ slices }) => {
      const [first, ...rest] = slices.sessions.sessions;
      if (first) {
        slices.sessions = { sessions: [{ ...first, shelf: [shelfRow(0)] }, ...rest] };
      }
    });
    await page.getByLabel('找商品').fill('nh');
    await button(page, '放上货架 杨柳青年画 三尺').click();
    await button(page, '杨柳青年画 三尺 往上移').click();
    await button(page, '价格和限量 杨柳青年画 三尺').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('直播价（元）').fill('78');
    await dialog.getByLabel('秒杀价（元）').fill('66');
    await dialog.getByLabel('每人限购').fill('2');
    await dialog.getByLabel('讲解提词').fill('拿近一点看');
    await button(page, '好的').click();
    await dialog.getByText('秒杀要写价格').waitFor();
    await dialog.getByLabel('秒杀从').fill('19:45');
    await dialog.getByLabel('秒杀到').fill('20:00');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '好的').click();
    mock.on(`POST ${SESSIONS}/:id/shelf`, () => refused(409, 'SESSION_CHANGED'));
    await button(page, '保存货架').click();
    await page.getByText('货架刚刚被别人改过').waitFor();
    const fromMs = Date.parse('2026-11-22T19:45:00+08:00');
    const { body } = mock.posts[0] ?? {};
    expect(body).toEqual({
      revision: 15,
      items: [
        {
          ...ref('nianhua'),
          livePriceFen: 7800,
          flash: { priceFen: 6600, fromMs, toMs: fromMs + 900_000 },
          quota: null,
          perPerson: 2,
          hidden: false,
          soldOut: false,
          note: '拿近一点看',
        },
        {
          ...ref('huixiang'),
          livePriceFen: null,
          flash: null,
          quota: null,
          perPerson: null,
          hidden: false,
          soldOut: false,
        },
      ],
    });
    await button(page, '看最新的货架').click();
    await button(page, '价格和限量 杨柳青年画 三尺').waitFor({ state: 'detached' });
  });
});
