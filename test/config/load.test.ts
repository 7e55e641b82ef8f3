import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings, SettingsFailure } from '../../config/load.ts';
import { migrate, replaceFile } from '../../config/migrate.ts';

const least = {
  kioskCode: 'DL01',
  dataDir: '/srv/kiosk/data',
  keyFile: '/srv/kiosk/kiosk.key',
  centre: { name: '第六埠村党群服务中心', dataController: '第六埠村委会', dataContact: '022-0000' },
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(settings: object, environment: Record<string, string> = {}) {
  const file = join(folder, 'settings.json');
  await writeFile(file, JSON.stringify(settings));
  return loadSettings({ ...environment, KIOSK_CONFIG: file });
}
async function faultOf(settings: object, environment?: Record<string, string>): Promise<string> {
  const error = await load(settings, environment).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(SettingsFailure);
  return (error as Error).message;
}

describe('settings', () => {
  test('a short file is filled up; a device that is not named is not there', async () => {
    const { settings } = await load(least);
    expect(settings.devices).toEqual({
      printer: 'none',
      scanner: 'none',
      idReader: 'none',
      callPad: 'none',
    });
    expect(settings.centre.zone).toBe('Asia/Shanghai');
    expect(settings.demo).toBeUndefined();
  });

  test('without a file the demo village opens: virtual devices, staff on loopback, badge', async () => {
    const { settings } = await loadSettings({});
    expect(settings.devices.printer).toBe('virtual');
    expect(settings.listeners.staff.host).toBe('127.0.0.1');
    expect(settings.demo?.accounts.length).toBeGreaterThan(3);
    expect(settings.centre.name).toBe('第六埠村党群服务中心');
  });

  test('the environment comes before the file', async () => {
    const { settings } = await load(least, {
      KIOSK_TOUCH_PORT: '18080',
      KIOSK_PRINTER: 'tcp://127.0.0.1:9100',
    });
    expect(settings.listeners.touch.port).toBe(18080);
    expect(settings.devices.printer).toBe('tcp://127.0.0.1:9100');
  });

  test('they are frozen, all the way down', async () => {
    const { settings } = await load(least);
    expect(() => Object.assign(settings.centre, { name: 'x' })).toThrow(TypeError);
    expect(Object.isFrozen(settings.devices)).toBe(true);
  });

  test.each<[string, object, RegExp]>([
    [
      'a wrong value',
      { centre: { ...least.centre, opensAt: '9点' } },
      /centre\.opensAt: .*HH:MM.*9点/,
    ],
    ['a wrong type', { purposes: 'errand' }, /purposes/],
    ['a misspelt key', { centre: { ...least.centre, opnsAt: '08:00' } }, /opnsAt.*opensAt/],
    ['a key of nothing', { colour: 'red' }, /colour/],
    [
      'a zone that does not exist',
      { centre: { ...least.centre, zone: 'Asia/Tianjin' } },
      /centre\.zone/,
    ],
    [
      'hours the wrong way round',
      { centre: { ...least.centre, opensAt: '18:00', closesAt: '08:00' } },
      /centre\.closesAt/,
    ],
    [
      'a printer address without a port',
      { devices: { printer: 'tcp://printer' } },
      /devices\.printer: .*tcp:\/\/HOST:PORT/,
    ],
    ['a key inside the data directory', { keyFile: '/srv/kiosk/data/kiosk.key' }, /keyFile/],
    ['two items of one id', { items: [item('a'), item('a')] }, /items: id "a"/],
    ['settings newer than the program', { version: 99 }, /version/],
  ])('%s is named by its path, with what would be right', async (_name, change, message) => {
    expect(await faultOf({ ...least, ...change })).toMatch(message);
  });

  test('a kiosk without a code is refused: its ids would meet another’s', async () => {
    const { kioskCode: _, ...rest } = least;
    expect(await faultOf(rest)).toMatch(/kioskCode/);
  });

  test('a misspelt variable is refused, a wrong port too', async () => {
    expect(await faultOf(least, { KIOSK_PRINTR: 'virtual' })).toMatch(/KIOSK_PRINTER/);
    expect(await faultOf(least, { KIOSK_TOUCH_PORT: 'eighty' })).toMatch(/KIOSK_TOUCH_PORT/);
  });

  test('no file, no JSON, no object: each a sentence', async () => {
    const absent = loadSettings({ KIOSK_CONFIG: join(folder, 'absent.json') });
    await expect(absent).rejects.toBeInstanceOf(SettingsFailure);
    const file = join(folder, 'broken.json');
    for (const text of ['{"kioskCode":', '[]', '']) {
      await writeFile(file, text);
      await expect(loadSettings({ KIOSK_CONFIG: file })).rejects.toBeInstanceOf(SettingsFailure);
    }
  });
});

describe('old settings', () => {
  const steps = [
    { to: 2, migrate: ({ title, ...rest }: Record<string, unknown>) => ({ ...rest, name: title }) },
    { to: 3, migrate: (old: Record<string, unknown>) => ({ ...old, zone: 'Asia/Shanghai' }) },
  ];

  test('go through every step in order, from where they are', () => {
    expect(migrate({ title: '中心' }, steps, 3)).toEqual({
      settings: { version: 3, name: '中心', zone: 'Asia/Shanghai' },
      from: 1,
    });
    expect(migrate({ version: 3, name: 'x' }, steps, 3).from).toBeNull();
  });

  test('stay beside the new ones', async () => {
    const file = join(folder, 'settings.json');
    await writeFile(file, '{"title":"中心"}');
    const backup = await replaceFile(file, 1, { version: 2, name: '中心' });
    expect(await readFile(backup, 'utf8')).toBe('{"title":"中心"}');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 2, name: '中心' });
  });
});

function item(id: string): object {
  return { id, name: '办事', prefix: 'A' };
}
