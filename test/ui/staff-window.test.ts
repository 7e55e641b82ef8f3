// The window's pad in a browser: signing in, keys and their function keys, outcomes, transfers, and what others do meanwhile.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './look-at.ts';
import { openConsole, queueTicket, withOwnRow, withoutOwnRow } from './staff-hall.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const said = (mock: StaffMock) => mock.posts.map(({ path, body }) => [path, body]);
/** Two presses of the pad closer than this are one. */
const settled = (page: Page) => page.waitForTimeout(450);
async function ready(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '3 号窗口' }).waitFor();
}

describe('signing in', () => {
  test('to a free window with all its services, or without some', async () => {
    const { page, mock, complaints } = await openConsole(pages, 'desk', 'tickets', ({ slices }) => {
      slices.tickets = withoutOwnRow(slices.tickets);
    });
    await button(page, /^2 号窗口/).click();
    const dialog = page.getByRole('dialog', { name: '登录到 2 号窗口' });
    await dialog.getByLabel('残疾人补贴').uncheck();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('开具居住证明').uncheck();
    await dialog.getByText('至少要办一项').waitFor();
    await button(page, '登录到窗口').click();
    expect(mock.posts).toEqual([]);
    await button(page, '全部勾上').click();
    await dialog.getByLabel('残疾人补贴').uncheck();
    await button(page, '登录到窗口').click();
    await page.getByText('已登录到 2 号窗口').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/windows', { window: 2, itemIds: ['proof'], takeOver: false }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('where somebody is: only by taking over, also when they came meanwhile', async () => {
    const { page, mock } = await openConsole(pages, 'phone', 'tickets', ({ slices }) => {
      slices.tickets = withoutOwnRow(slices.tickets);
    });
    await page.getByText('小李 在这里').waitFor();
    await button(page, /^2 号窗口/).click();
    mock.on('POST /api/services/windows', ({ body }) =>
      body['takeOver'] ? ok({ done: true }) : refused(409, 'WINDOW_TAKEN'),
    );
    await button(page, '登录到窗口').click();
    await page.getByText('窗口已经有人登录了').waitFor();
    const { windows } = mock.slices.tickets;
    mock.push('tickets', {
      ...mock.slices.tickets,
      windows: windows.map((row) =>
        row.window === 2 ? { ...row, clerk: '小赵', accountId: 'a9' } : row,
      ),
    });
    await page.getByText('小赵 还登录在这个窗口').waitFor();
    await button(page, '接替 小赵').click();
    await page.getByText('已登录到 2 号窗口').waitFor();
    expect(mock.posts.at(-1)?.body).toEqual({ window: 2, itemIds: null, takeOver: true });
  });

  test('is found again after a reload; who is replaced is told by whom', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    await page.reload();
    await ready(page);
    const taken = withOwnRow(mock.slices.tickets, { clerk: '小赵', accountId: 'a9' });
    mock.push('tickets', taken);
    await page.getByText('3 号窗口现在由 小赵 接着办').waitFor();
    await page.getByRole('heading', { name: '您在几号窗口？' }).waitFor();
  });
});

describe('function keys', () => {
  test('do what their buttons say, once a press, and nothing while a dialog asks', async () => {
    const { page, mock, complaints } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    const keys = await page.locator('.pad-keys kbd').allTextContents();
    expect(keys).toEqual(['F2', 'F8', 'F4', 'F9', 'F10']);
    await page.keyboard.press('F4');
    await page.getByText('A012 开始办').waitFor();
    await settled(page);
    await page.keyboard.press('F8');
    await page.getByText('已叫 A012').waitFor();
    await settled(page);
    // Held down: the keyboard repeats, nobody is called twice.
    await page.keyboard.down('F2');
    await page.getByText('已叫 A013').waitFor();
    await settled(page);
    await page.keyboard.down('F2');
    await page.keyboard.up('F2');
    await page.keyboard.press('Control+F2');
    await page.keyboard.press('F9');
    await page.getByRole('dialog', { name: 'A012 办得怎么样？' }).waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.press('F10');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await settled(page);
    mock.on('POST /api/services/tickets/:id/miss', () => {
      const { status, body } = refused(409, 'CALL_MORE_FIRST');
      return { status, body: { ...(body as object), params: { calls: 2, needed: 3 } } };
    });
    await page.keyboard.press('F10');
    await page.getByText('叫了 2 次，还差 1 次才能过号').waitFor();
    expect(await page.getByRole('alert').allTextContents()).not.toContain('叫了');
    expect(said(mock)).toEqual([
      ['/api/services/tickets/t3/start', {}],
      ['/api/services/tickets/t3/calls', {}],
      ['/api/services/calls', { window: 3 }],
      ['/api/services/tickets/t3/miss', {}],
    ]);
    expect(complaints).toEqual([]);
  });

  test('end a visit with a digit and Enter', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    await page.keyboard.press('F9');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('4');
    await page.keyboard.press('Enter');
    await page.getByText('A012 仅咨询', { exact: true }).waitFor();
    await settled(page);
    await page.keyboard.press('F9');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await page.getByText('请写上转给谁办').waitFor();
    // In the field a digit is a digit.
    await page.keyboard.type('县民政局 2 楼');
    await page.keyboard.press('Enter');
    await page.getByText('A012 转办', { exact: true }).waitFor();
    const itemIds = ['elder', 'insure'];
    expect(said(mock)).toEqual([
      ['/api/services/tickets/t3/finish', { outcome: 'consulted', itemIds }],
      [
        '/api/services/tickets/t3/finish',
        { outcome: 'referred', itemIds, referredTo: '县民政局 2 楼' },
      ],
    ]);
  });
});

test('a double click calls once, however fast the answer is', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets');
  await ready(page);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const next = button(page, /^叫下一个/);
  await next.click();
  await page.getByText('已叫 A013').waitFor();
  await next.click();
  await page.clock.fastForward(500);
  await button(page, /^再叫一次/).dblclick();
  await page.getByText('已叫 A012').waitFor();
  expect(said(mock)).toEqual([
    ['/api/services/calls', { window: 3 }],
    ['/api/services/tickets/t3/calls', {}],
  ]);
});

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('what is missing is ticked and printed; what was not done queues again', async () => {
    const { page, mock, complaints } = await openConsole(pages, size, 'tickets');
    await button(page, /^办完/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('材料不齐').click();
    await button(page, '确定').click();
    await dialog.getByText('请勾上缺的材料').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: '城乡居民医保参保登记' }).uncheck();
    await dialog.getByRole('checkbox', { name: /^身份证/ }).check();
    await dialog.getByLabel('别的材料').fill('一寸照片 2 张\n\n村里的证明');
    await button(page, '确定').click();
    await page.getByText('A012 缺的材料正在打印').waitFor();
    expect(mock.posts.at(-1)?.body).toEqual({
      outcome: 'materialsMissing',
      itemIds: ['elder'],
      missing: ['身份证：原件和复印件各 1 份', '一寸照片 2 张', '村里的证明'],
    });
    await button(page, /^办完/).click();
    await dialog.getByRole('checkbox', { name: '城乡居民医保参保登记' }).uncheck();
    await button(page, '确定').click();
    await page.getByText('A012 还有 1 件没办，排回队里了').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a ticket goes to a window with somebody behind it, or to another thing to be done', async () => {
    const { page, mock, complaints } = await openConsole(pages, size, 'tickets');
    await button(page, '转移').click();
    const dialog = page.getByRole('dialog', { name: 'A012 转移到哪里？' });
    expect(await dialog.locator('.window-choice').allTextContents()).toEqual([
      '1 号窗口2 个号在等',
      '2 号窗口没有人',
      '4 号窗口暂停中，要等恢复',
    ]);
    expect(await dialog.getByRole('button', { name: /^2 号窗口/ }).isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^1 号窗口/ }).click();
    await page.getByText('A012 已转到 1 号窗口').waitFor();
    await button(page, '转移').click();
    await button(page, '转去办别的事').click();
    const nobody = dialog.getByRole('button', { name: /公益性岗位报名/ });
    expect(await nobody.isDisabled()).toBe(true);
    await dialog.getByLabel('办什么').fill('dbsq');
    await dialog.getByRole('button', { name: /低保申请/ }).click();
    await page.getByText('A012 已转去办 低保申请').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/tickets/t3/transfer', { window: 1 }],
      ['/api/services/tickets/t3/transfer', { itemId: 'low' }],
    ]);
    expect(complaints).toEqual([]);
  });

  test('pauses with a reason and where to go meanwhile, and goes on', async () => {
    const { page, mock } = await openConsole(pages, size, 'tickets');
    await button(page, '暂停').click();
    const dialog = page.getByRole('dialog', { name: '3 号窗口暂停' });
    await dialog.getByText('开会').click();
    await dialog.getByLabel('转来等这个窗口的，先去').selectOption('1');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '暂停叫号').click();
    await page.getByText('已暂停').waitFor();
    const paused = { reason: 'meeting', handOver: 1 } as const;
    mock.push('tickets', withOwnRow(mock.slices.tickets, { paused }));
    await page.getByText('暂停中：开会').waitFor();
    expect(await button(page, /^叫下一个/).isDisabled()).toBe(true);
    await page.keyboard.press('F2');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, '恢复叫号').click();
    await page.getByText('恢复叫号了').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/pauses', { window: 3, paused: true, ...paused }],
      ['/api/services/pauses', { window: 3, paused: false }],
    ]);
  });
});

describe('a call', () => {
  test('can be taken back for ten seconds, unless something came after it', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    await page.clock.install();
    const undo = button(page, '叫错了，撤回');
    expect(await undo.count()).toBe(0);
    const called = queueTicket(4, { state: 'called', window: 3, calls: 1 });
    const call = async () => {
      await button(page, /^叫下一个/).click();
      await page.getByText('已叫 A013').waitFor();
      mock.push('tickets', withOwnRow(mock.slices.tickets, { ticket: called }));
      await undo.waitFor();
      await page.clock.fastForward(1000);
    };
    await call();
    await page.clock.fastForward(9500);
    await undo.waitFor({ state: 'detached' });
    await call();
    await button(page, /^再叫一次/).click();
    await undo.waitFor({ state: 'detached' });
    await page.clock.fastForward(1000);
    await call();
    mock.on('POST /api/services/tickets/:id/undo', () => refused(409, 'UNDO_TOO_LATE'));
    await undo.click();
    await page.getByText('不能撤回了').waitFor();
    mock.on('POST /api/services/tickets/:id/undo', () => ok({ done: true }));
    await undo.click();
    await page.getByText('A013 撤回了').waitFor();
    await undo.waitFor({ state: 'detached' });
  });

  test('out of turn has a reason; a number is found by its digits', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await button(page, '指定叫号').click();
    const dialog = page.getByRole('dialog', { name: '指定叫一个号' });
    await dialog.getByLabel('叫哪个号').fill('99');
    await dialog.getByRole('button', { name: '叫这个号' }).click();
    await dialog.getByText('没有这个号在等').waitFor();
    await dialog.getByLabel('叫哪个号').fill('14');
    await dialog.getByText('身体不舒服').click();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: '叫这个号' }).click();
    await page.getByText('已叫 A014').waitFor();
    expect(said(mock)).toEqual([
      ['/api/services/tickets/t5/call-out-of-turn', { window: 3, reason: 'unwell' }],
    ]);
  });
});

test('who was put aside comes back when the window is free; a proof that is not there makes the number ordinary', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets');
  await page.getByText('请看身份证上的年龄').waitFor();
  await button(page, '证件不符，按普通号').click();
  await page.getByText('A012 改成普通号了').waitFor();
  await button(page, '挂起').click();
  await page.getByText('A012 挂起了').waitFor();
  expect(await button(page, '叫回 A011').isDisabled()).toBe(true);
  mock.push('tickets', withOwnRow(mock.slices.tickets, { ticket: null }));
  await page.getByText('现在没有在办的号').waitFor();
  await button(page, '叫回 A011').click();
  await page.getByText('已叫 A011').waitFor();
  const ticket = queueTicket(2, { state: 'called', window: 3, calls: 1 });
  mock.push('tickets', withOwnRow(mock.slices.tickets, { ticket, held: [] }));
  await button(page, '改优先').click();
  await page.getByRole('radio', { name: /^残疾人/ }).check();
  await button(page, '改好了').click();
  await page.getByText('A011 改成残疾人了').waitFor();
  expect(said(mock)).toEqual([
    ['/api/services/tickets/t3/class', { class: 'ordinary' }],
    ['/api/services/tickets/t3/hold', {}],
    ['/api/services/tickets/t2/return', {}],
    ['/api/services/tickets/t2/class', { class: 'disabled' }],
  ]);
});

describe('meanwhile', () => {
  test('another desk was faster: the new state is shown, no error stays', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    mock.on('POST /api/services/calls', () => refused(409, 'QUEUE_EMPTY'));
    await page.keyboard.press('F2');
    await page.getByText('现在没有人在等这个窗口').waitFor();
    mock.on('POST /api/services/tickets/:id/transfer', () => refused(409, 'TICKET_STATE_WRONG'));
    await button(page, '转移').click();
    await button(page, /^1 号窗口/).click();
    await page.getByText('刚才有变化，现在看到的是最新的').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('.note-stop').count()).toBe(0);
    // The ticket that a dialog asks about is gone: so is the dialog.
    await button(page, /^办完/).click();
    await page.getByRole('dialog').waitFor();
    mock.push('tickets', withOwnRow(mock.slices.tickets, { ticket: null }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('the machine or the session is gone', async () => {
    const { page, mock } = await openConsole(pages, 'desk', 'tickets');
    await ready(page);
    mock.on('POST /api/services/calls', () => refused(503, 'STORE_READ_ONLY'));
    await page.keyboard.press('F2');
    await page.getByText('机器现在不能写入').waitFor();
    mock.endSession();
    await page.getByText('已经自动退出').waitFor();
    expect(await page.content()).not.toContain('A012');
    mock.signedIn = true;
    await page.reload();
    await ready(page);
    mock.goAway();
    await page.getByText('连不上机器').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    await page.keyboard.press('F2');
    expect(sent).not.toContain('POST');
    mock.comeBack();
    await page.getByText('连不上机器').waitFor({ state: 'detached' });
    await ready(page);
  });
});

test('the window is closed after a word about who was put aside; not with somebody at it', async () => {
  const { page, mock } = await openConsole(pages, 'desk', 'tickets');
  expect(await button(page, '关窗口').isDisabled()).toBe(true);
  mock.push('tickets', withOwnRow(mock.slices.tickets, { ticket: null }));
  await button(page, '关窗口').click();
  await page.getByText('还有 1 个挂起的号').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '关窗口' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  mock.push('tickets', withoutOwnRow(mock.slices.tickets));
  await page.getByText('3 号窗口已经关了').waitFor();
  expect(said(mock)).toEqual([['/api/services/window-closings', { window: 3 }]]);
});
