// Pads and panels in the settings: what is wrong is named by its path, what is right gets through.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSettings, SettingsFailure } from '../../config/load.ts';

const LEAST = {
  version: 1,
  kioskCode: 'DL01',
  centre: { name: '党群服务中心', dataController: '村委会', dataContact: '前台' },
};
const PAD = {
  press: 'FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16',
  keys: [{ code: '0C', key: 'call' }],
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(more: object) {
  const file = join(folder, 'settings.json');
  await writeFile(file, JSON.stringify({ ...LEAST, ...more }));
  return (await loadSettings({ KIOSK_CONFIG: file })).settings;
}
async function refusal(more: object): Promise<string> {
  const failure = await load(more).catch((error: unknown) => error);
  if (!(failure instanceof SettingsFailure)) throw new Error('accepted');
  return failure.message;
}

test('a pad and a panel of other vendors', async () => {
  const settings = await load({
    devices: { callPad: 'serial:/dev/ttyS0', ledPanel: 'serial:/dev/ttyS1?baud=19200' },
    callPads: [{ address: 17, window: 3 }],
    callPadFrame: PAD,
    ledPanelFrame: 'AA 55 {len} ( {address} 31 {text:gbk:16} ) {sum:8} 0D',
  });
  expect(settings.callPadFrame).toEqual({ ...PAD, echo: false });
  expect(settings.callPads).toEqual([{ address: 17, window: 3 }]);
});

test('without any, the pads are the built-in ones at the windows of their numbers', async () => {
  const settings = await load({});
  expect(settings).toMatchObject({ callPads: [], devices: { callPad: 'none', ledPanel: 'none' } });
  expect(settings.callPadFrame).toBeUndefined();
});

describe('is refused by its path:', () => {
  test.each([
    [{ callPads: [{ address: 256, window: 1 }] }, 'callPads[0].address: 应为 整数 0–255'],
    [{ callPads: [{ address: 1, window: 0 }] }, 'callPads[0].window: 应为 整数 1–99'],
    [
      {
        callPads: [
          { address: 1, window: 1 },
          { address: 1, window: 2 },
        ],
      },
      'callPads[1].address: 地址 1 出现了两次',
    ],
    [{ callPadFrame: { ...PAD, press: 'FF 68 {lne}' } }, 'callPadFrame.press: 应为 帧模板'],
    [{ callPadFrame: { ...PAD, press: 'FF {address} 16' } }, 'callPadFrame.press: 没有 {key}'],
    [{ callPadFrame: { ...PAD, show: '( 01' } }, 'callPadFrame.show: 应为 帧模板'],
    [
      { callPadFrame: { ...PAD, keys: [{ code: '0C', key: 'ring' }] } },
      'callPadFrame.keys[0].key: 应为 ',
    ],
    [
      { callPadFrame: { ...PAD, keys: [{ code: '1', key: 'call' }] } },
      'callPadFrame.keys[0].code: 应为 "0C"',
    ],
    [{ callPadFrame: { press: PAD.press } }, 'callPadFrame.keys: 缺少'],
    [{ callPadFrame: { ...PAD, eco: true } }, 'callPadFrame.eco: 没有这个设置 是不是 "echo"'],
    [{ ledPanelFrame: '{text:utf8:9}' }, 'ledPanelFrame: 应为 帧模板'],
    [
      { devices: { ledPanel: 'serial:/dev/ttyS1' } },
      'ledPanelFrame: 缺少，devices.ledPanel 是 "serial:/dev/ttyS1"',
    ],
    [{ devices: { ledPanel: 'tcp://1.2.3.4:9' } }, 'devices.ledPanel: 应为 virtual | none'],
  ])('%o', async (more, words) => {
    expect(await refusal(more)).toContain(words);
  });
});
