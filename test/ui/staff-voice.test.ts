// 大屏和广播 on the staff page: a sentence for every board and its end; sound, tried in the hall before it is saved.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fakeClipList } from './fake-voice.ts';
import { axeFindings } from './look-at.ts';
import { ok, refused, type StaffMock } from './staff-mock.ts';
import { STAFF_SIZES, type StaffPages, type StaffSize, startStaffPages } from './staff-pages.ts';

/** Where to put pictures, for whoever wants to look. */
const PICTURES = process.env['KIOSK_TEST_PICTURES'];

let pages: StaffPages;
beforeAll(async () => {
  pages = await startStaffPages();
});
afterEach(() => pages.tidy());
afterAll(() => pages.stop());

function announcement(id: string, text: string, minutesAgo: number, withdrawn = false) {
  const atMs = Date.now() - minutesAgo * 60_000;
  return { id, text, atMs, untilMs: atMs + 600_000, withdrawn };
}

function withToday(mock: StaffMock): void {
  mock.slices.announcements = {
    today: [
      announcement('a', '请大家到二楼活动室开会', 1),
      announcement('b', '请把车挪一挪', 2, true),
      announcement('c', '十点半发米面油，请带身份证', 45),
    ],
  };
}

describe.each(Object.keys(STAFF_SIZES) as StaffSize[])('at the %s', (size) => {
  test('with a full day: axe clean, contrast 7:1, nothing wider than the window', async () => {
    const { page, complaints } = await pages.open(size, 'voice', (mock) => {
      withToday(mock);
      mock.slices.sound = { ...mock.slices.sound, quiet: { from: '22:00', to: '07:00' } };
      const { clips } = fakeClipList(['yao']);
      const [first, ...rest] = clips;
      if (!first) throw new Error('there are clips');
      const list = [{ ...first, damaged: true }, ...rest];
      mock.on('GET /api/voice/clips', () => ok({ clips: list }));
    });
    await page.getByText('到第二天早上为止').waitFor();
    await page.getByText('这些字词现在没有声音，叫到的时候只响一声：幺').waitFor();
    await page.getByText('这些录音打不开，请重新录：请').waitFor();
    if (PICTURES) {
      await page.screenshot({ path: `${PICTURES}/staff-voice-${size}.png`, fullPage: true });
    }
    expect(await axeFindings(page)).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});

describe('an announcement', () => {
  test('goes out, and can be taken back or said again', async () => {
    const { page, mock } = await pages.open('desk', 'voice', withToday);
    const field = page.getByLabel('要广播的话');
    const submit = page.getByRole('button', { name: '开始广播' });
    expect(await submit.isDisabled()).toBe(true);
    await field.fill('长'.repeat(61));
    await page.getByText('最多 60 个字，现在 61 个').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await field.fill(' 请大家到二楼开会 ');
    await submit.click();
    await page.getByText('大屏已经收到').waitFor();
    expect(await field.inputValue()).toBe('');
    await page.getByRole('button', { name: '撤下“请大家到二楼活动室开会”' }).click();
    await page.getByText('已从大屏上撤下').waitFor();
    await page.getByRole('button', { name: '再播一次“十点半发米面油，请带身份证”' }).click();
    await expect.poll(() => mock.posts.length).toBe(3);
    expect(mock.posts).toMatchObject([
      { path: '/api/voice/announcements', body: { text: '请大家到二楼开会' } },
      { path: '/api/voice/announcements/a/withdrawal' },
      { path: '/api/voice/announcements', body: { text: '十点半发米面油，请带身份证' } },
    ]);
  });

  test('that is refused stays in its field', async () => {
    const { page } = await pages.open('phone', 'voice', (mock) =>
      mock.on('POST /api/voice/announcements', () => refused(503, 'STORE_READ_ONLY')),
    );
    await page.getByLabel('要广播的话').fill('请大家到二楼开会');
    await page.getByRole('button', { name: '开始广播' }).click();
    await page.getByText('机器现在不能写入').waitFor();
    expect(await page.getByLabel('要广播的话').inputValue()).toBe('请大家到二楼开会');
  });
});

describe('sound', () => {
  test('is tried as it stands on the page, and saved', async () => {
    const { page, mock } = await pages.open('desk', 'voice');
    await page.getByRole('button', { name: '小', exact: true }).click();
    await page.getByText('改了还没有保存').waitFor();
    await page.getByRole('button', { name: '试听' }).click();
    await page.getByText('2 块大屏正在试声音').waitFor();
    await page.getByLabel('有静音时段').check();
    await page.getByLabel('从', { exact: true }).fill('13:30');
    await page.getByText('开始和结束不能是同一个时间').waitFor();
    expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
    await page.getByLabel('从', { exact: true }).fill('11:30');
    await page.getByLabel('每个号念几遍').selectOption('3');
    await page.getByLabel('大屏上的直播放出声音').check();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('大屏的声音已经改好').waitFor();
    const quiet = { from: '11:30', to: '13:30' };
    expect(mock.posts).toMatchObject([
      { path: '/api/voice/tests', body: { volume: 40, chime: true, repeat: 1 } },
      {
        path: '/api/voice/sound',
        body: { volume: 40, quiet, chime: true, repeat: 3, shopSound: true },
      },
    ]);
  });

  test('without a board that listens the page says so', async () => {
    const { page } = await pages.open('desk', 'voice', (mock) =>
      mock.on('POST /api/voice/tests', () => ok({ boards: 0 })),
    );
    await page.getByRole('button', { name: '试听' }).click();
    await page.getByText('现在没有大屏连着').waitFor();
  });

  test('is for managers; announcing is for everybody', async () => {
    const { page } = await pages.open('desk', 'voice', (mock) => {
      mock.roles = ['window'];
    });
    await page.getByLabel('要广播的话').waitFor();
    expect(await page.getByRole('button', { name: '试听' }).count()).toBe(0);
  });
});
