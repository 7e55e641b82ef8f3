import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings, SettingsFailure } from '../../config/load.ts';
import { startingFile } from '../../config/starting-file.ts';
import { defaultProfile } from '../../devices/codecs/escpos.ts';
import { isWeakPin } from '../../server/auth/pins.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const LEAST = {
  version: 1,
  kioskCode: 'DL01',
  centre: { name: '大柳村党群服务中心', dataController: '大柳村村委会', dataContact: '前台' },
};
/** One product of one village, otherwise as it should be. */
function shopOf(change: object): object {
  const product = {
    id: 'a',
    title: '甲',
    unit: '袋',
    unitId: 'a',
    variants: [{ id: 'a', priceFen: 100 }],
    shares: { village: 10_000, coop: 0, host: 0, committee: 0 },
    ...change,
  };
  const units = [{ id: 'a', name: '甲村', kind: 'village' }];
  return { ...LEAST, units, workshop: { products: [product] } };
}

async function fileWith(content: unknown): Promise<string> {
  const path = join(folder, 'settings.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
async function load(content: unknown, variables: Record<string, string> = {}) {
  return loadSettings({ KIOSK_CONFIG: await fileWith(content), ...variables });
}
async function refusal(content: unknown, variables: Record<string, string> = {}): Promise<string> {
  const error = await load(content, variables).then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(SettingsFailure);
  return (error as SettingsFailure).message;
}

describe('a file', () => {
  test('with the least is filled with defaults; devices that it does not name are not there', async () => {
    const { settings, notes } = await load(LEAST);
    expect(notes).toEqual([]);
    expect(settings.demo).toBeUndefined();
    expect(settings.devices).toEqual({
      printer: 'none',
      scanner: 'none',
      idReader: 'none',
      callPad: 'none',
      ledPanel: 'none',
    });
    expect(settings.centre).toMatchObject({ opensAt: '08:30', zone: 'Asia/Shanghai' });
    expect(settings.listeners.touch).toEqual({ host: '127.0.0.1', port: 8080 });
    expect(settings.clock.trust).toBe('ntp');
  });

  test.each([
    '192.168.1.30:8888',
    'http://192.168.1.30:8888/',
    'rtmp://a.cn',
    "http://a.cn 'unsafe-inline'",
  ])('names an origin, not %s, from which live streams come', async (origin) => {
    const message = await refusal({ ...LEAST, workshop: { streamOrigins: [origin] } });
    expect(message).toContain('workshop.streamOrigins[0]');
    expect(message).toContain('"http://192.168.1.30:8888"');
  });

  test('names no more of a printer than it must: the rest is what the driver takes for granted', async () => {
    const { settings } = await load(LEAST);
    expect(settings.printerProfile).toEqual({ ...defaultProfile, logoFile: null });
  });

  test('becomes frozen through and through', async () => {
    const { settings } = await load(LEAST);
    expect(() => {
      settings.listeners.touch.port = 1;
    }).toThrow(TypeError);
    expect(() => {
      settings.purposes.push('other');
    }).toThrow(TypeError);
  });

  const centre = LEAST.centre;
  test.each([
    [
      'a wrong time',
      { ...LEAST, centre: { ...centre, opensAt: '9点' } },
      'centre.opensAt: 应为 "HH:MM"，现在是 "9点"',
    ],
    [
      'hour 25',
      { ...LEAST, centre: { ...centre, opensAt: '25:00' } },
      'centre.opensAt: 应为 "HH:MM"',
    ],
    [
      'a number for a text',
      { ...LEAST, centre: { ...centre, town: 5 } },
      'centre.town: 应为 文字 0–40 字',
    ],
    [
      'an unknown zone',
      { ...LEAST, centre: { ...centre, zone: 'Asia/Nowhere' } },
      'centre.zone: 应为 "Asia/Shanghai"，现在是 "Asia/Nowhere"',
    ],
    ['no kiosk code', { ...LEAST, kioskCode: undefined }, 'kioskCode: 缺少，应为 "DL01"'],
    ['a small kiosk code', { ...LEAST, kioskCode: 'dl01' }, 'kioskCode: 应为 "DL01"'],
    [
      'a mistyped key',
      { ...LEAST, centre: { ...centre, opensAtt: '08:30' } },
      'centre.opensAtt: 没有这个设置 是不是 "opensAt"？',
    ],
    ['a mistyped section', { ...LEAST, printerprofil: {} }, '是不是 "printerProfile"？'],
    ['a key from nowhere', { ...LEAST, x9: 1 }, 'x9: 没有这个设置 (unknown setting)'],
    [
      'a port too high',
      { ...LEAST, listeners: { staff: { port: 70_000 } } },
      'listeners.staff.port',
    ],
    [
      'a cutter of yes and no',
      { ...LEAST, printerProfile: { cutter: true } },
      'printerProfile.cutter: 应为 "none" | "partial" | "full"，现在是 true',
    ],
    [
      'a logo beside the settings',
      { ...LEAST, printerProfile: { logoFile: 'logo.png' } },
      'printerProfile.logoFile: 应为 "/etc/dangqun-kiosk/logo.png" | null',
    ],
    ['a section that is none', { ...LEAST, listeners: 7 }, 'listeners: 应为 { … }，现在是 7'],
    [
      'an unknown purpose',
      { ...LEAST, purposes: ['errand', 'lunch'] },
      'purposes[1]: 应为 "errand"',
    ],
    ['no purpose', { ...LEAST, purposes: [] }, 'purposes: 应有 1–7 项，现在有 0 项'],
    [
      'closing before opening',
      { ...LEAST, centre: { ...centre, opensAt: '18:00', closesAt: '08:00' } },
      'centre.closesAt: 应晚于 opensAt "18:00"',
    ],
    [
      'an id twice',
      { ...LEAST, units: [1, 2].map(() => ({ id: 'a', name: '甲村', kind: 'village' })) },
      'units: id "a" 出现了两次',
    ],
    [
      'an item of a department that is not there',
      { ...LEAST, items: [{ id: 'a', name: '甲', departmentId: 'b', prefix: 'A' }] },
      'items[0].departmentId: departments 里没有 "b"',
    ],
    [
      'a package of items that are not there',
      { ...LEAST, packages: [{ id: 'a', name: '甲', itemIds: ['b', 'c'] }] },
      'packages[0].itemIds[1]: items 里没有 "c"',
    ],
    [
      'a product of a village that is not there',
      shopOf({ unitId: 'b' }),
      'workshop.products[0].unitId: units 里没有 "b"',
    ],
    [
      'money that is not shared out whole',
      shopOf({ shares: { village: 9000, coop: 0, host: 0, committee: 999 } }),
      'workshop.products[0].shares: 加起来应为 10000，现在是 9999',
    ],
    [
      'a share for a co-operative without a name',
      shopOf({ shares: { village: 9000, coop: 1000, host: 0, committee: 0 } }),
      'workshop.products[0].coop: 缺少',
    ],
    [
      'a variant twice',
      shopOf({ variants: [1, 2].map(() => ({ id: 'a', priceFen: 100 })) }),
      'workshop.products[0].variants: id "a" 出现了两次',
    ],
    [
      'a serial line with a word nobody knows',
      { ...LEAST, devices: { printer: 'serial:/dev/ttyUSB0?baud=fast' } },
      'devices.printer: 应为 virtual | none | tcp://HOST:PORT | serial:PATH[?baud=N',
    ],
    [
      'a device of no kind',
      { ...LEAST, devices: { scanner: 'bluetooth' } },
      'devices.scanner: 应为 virtual',
    ],
    [
      'the key beside what it locks',
      { ...LEAST, dataDir: '/srv/kiosk', keyFile: '/srv/kiosk/kiosk.key' },
      'keyFile: 不能放在数据目录',
    ],
    [
      'a printer at a port that no network has',
      { ...LEAST, devices: { printer: 'tcp://printer:65536' } },
      'devices.printer: 应为 virtual | none | tcp://HOST:PORT',
    ],
    [
      'a printer address without a port',
      { ...LEAST, devices: { printer: 'tcp://printer' } },
      'devices.printer: 应为 virtual | none | tcp://HOST:PORT',
    ],
    [
      'a link for phones while their door is closed',
      { ...LEAST, publicUrl: 'https://hall.example.cn' },
      'publicUrl: 手机要连大厅入口，请先设 listeners.hall.port',
    ],
    [
      'a link for phones that is not encrypted',
      { ...LEAST, listeners: { hall: { port: 8444 } }, publicUrl: 'http://hall.example.cn' },
      'publicUrl: 应为 "https://hall.example.cn" | null，现在是 "http://hall.example.cn"',
    ],
    ['no JSON', '{"version": 1,', '不是有效的 JSON'],
    ['nothing in it', '', '不是有效的 JSON'],
    ['a list', '[]', '应为 { … }'],
    ['a version of the future', { ...LEAST, version: 99 }, '请先升级程序'],
  ])('with %s is refused with the path and what would be right', async (_name, content, words) => {
    const message = await refusal(content);
    expect(message).toContain(words);
    expect(message).toContain(folder);
  });

  test('names every fault at once', async () => {
    const message = await refusal({ version: 1, kioskCode: 'x', purposes: 'all' });
    expect(message.split('\n').length).toBeGreaterThanOrEqual(4);
  });

  test.each([
    'serial:/dev/serial/by-id/usb-1a86-if00',
    'serial:/dev/ttyUSB0?baud=9600',
    'serial:/dev/ttyUSB0?baud=115200&dtr=0&rts=1&flow=rtscts',
    'usblp:/dev/usb/lp0',
    'tcp://192.168.1.40:9100',
    'tcp://printer.local:65535',
  ])('may name the printer %s', async (printer) => {
    const { settings } = await load({ ...LEAST, devices: { printer } });
    expect(settings.devices.printer).toBe(printer);
  });

  test('that is missing is named', async () => {
    await expect(loadSettings({ KIOSK_CONFIG: join(folder, 'nope.json') })).rejects.toThrow(
      /nope\.json: 读不到设置文件/,
    );
  });
});

describe('the environment', () => {
  test('overrides the file', async () => {
    const { settings } = await load(
      { ...LEAST, devices: { printer: 'none' } },
      {
        KIOSK_PRINTER: 'tcp://192.168.1.9:9100',
        KIOSK_TOUCH_PORT: '9001',
        KIOSK_STAFF_PORT: '0',
        KIOSK_DATA_DIR: join(folder, 'd'),
        KIOSK_KEY_FILE: join(folder, 'k'),
        HOME: '/root',
      },
    );
    expect(settings.devices.printer).toBe('tcp://192.168.1.9:9100');
    expect(settings.listeners.touch.port).toBe(9001);
    expect(settings.listeners.staff.port).toBe(0);
    expect(settings.dataDir).toBe(join(folder, 'd'));
  });

  test.each([
    [{ KIOSK_PRITNER: 'virtual' }, '是不是 KIOSK_PRINTER'],
    [{ KIOSK_TOUCH_PORT: 'eighty' }, 'KIOSK_TOUCH_PORT: 应为端口号 0–65535，现在是 "eighty"'],
    [{ KIOSK_TOUCH_PORT: '99999' }, 'listeners.touch.port'],
    [{ KIOSK_PRINTER: 'lpt1' }, 'devices.printer: 应为 virtual | none | tcp://HOST:PORT'],
    [{ KIOSK_HALL_PORT: 'open' }, 'KIOSK_HALL_PORT: 应为端口号 0–65535，现在是 "open"'],
    [{ KIOSK_HALL_PORT: '70000' }, 'listeners.hall.port: 应为 0–65535 | null'],
  ])('%o is refused', async (variables, words) => {
    expect(await refusal(LEAST, variables as Record<string, string>)).toContain(words);
  });

  test('opens the Hall, which is closed by default', async () => {
    expect((await load(LEAST)).settings.listeners.hall.port).toBeNull();
    const { settings } = await load(LEAST, { KIOSK_HALL_PORT: '8444' });
    expect(settings.listeners.hall).toEqual({ host: '0.0.0.0', port: 8444, names: [] });
  });

  test('what only looks like ours is noted; what is empty is not set', async () => {
    const { notes } = await load(LEAST, { KIOSK_SOMETHING_ELSE: '1', KIOSK_PRINTER: '' });
    expect(notes).toEqual([expect.stringContaining('KIOSK_SOMETHING_ELSE')]);
  });
});

describe('without a file', () => {
  test('it is the demo village: virtual devices, staff on loopback, the key outside the data', async () => {
    const { settings } = await loadSettings({});
    expect(settings.demo?.residents.length).toBeGreaterThan(50);
    expect(settings.devices).toMatchObject({
      printer: 'virtual',
      scanner: 'virtual',
      idReader: 'virtual',
    });
    expect(settings.listeners.staff.host).toBe('127.0.0.1');
    expect(settings.clock.trust).toBe('system');
    expect(settings.dataDir).toBe(join(root, '.demo/data'));
    expect(settings.keyFile).toBe(join(root, '.demo/kiosk.key'));
  });

  test('a demo with data of its own has a key of its own', async () => {
    const { settings } = await loadSettings({ KIOSK_DATA_DIR: join(folder, 'data') });
    expect(settings.keyFile).toBe(join(folder, 'data.key'));
  });
});

describe.each(['village', 'park'])('the demo %s', (name) => {
  const config = join(root, `config/demo/${name}.json`);

  test('is right, and its PINs are none that the kiosk would refuse', async () => {
    const { settings } = await loadSettings({ KIOSK_CONFIG: config });
    for (const account of settings.demo?.accounts ?? []) {
      expect(isWeakPin(account.pin, account.name), account.name).toBe(false);
    }
    expect(settings.demo?.accounts.some(({ roles }) => roles.includes('admin'))).toBe(true);
  });

  test('has items that fit a button, and phones that nobody has', async () => {
    const { settings } = await loadSettings({ KIOSK_CONFIG: config });
    for (const item of settings.items) expect([...item.name].length).toBeLessThanOrEqual(8);
    const phones = (settings.demo?.residents ?? []).flatMap(({ phone }) => phone ?? []);
    expect(phones.filter((phone) => !phone.startsWith('1390000'))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
  });
});

test('the demo village offers 53 items of 25 departments, and five packages', async () => {
  const { settings } = await loadSettings({ KIOSK_CONFIG: join(root, 'config/demo/village.json') });
  const { departments, items, packages } = settings;
  expect([departments.length, items.length, packages.length]).toEqual([25, 53, 5]);
  expect(items.filter(({ general }) => general)).toMatchObject([{ id: 'zonghe', windows: [1, 2] }]);
  const used = new Set(items.map(({ departmentId }) => departmentId));
  expect(departments.filter(({ id }) => !used.has(id))).toEqual([]);
  // Whoever has a number of any served item can be sent to the general windows.
  const served = items.filter(({ windows }) => windows.length > 0);
  expect(served.filter(({ windows }) => !windows.includes(1) || !windows.includes(2))).toEqual([]);
  expect(items.filter(({ general, materials }) => !general && materials.length < 2)).toEqual([]);
});

test('the file to begin with is one that a kiosk starts with', async () => {
  const { settings } = await loadSettings({});
  const begun = await load(startingFile(settings));
  expect(begun.settings.packages).toEqual(settings.packages);
  expect(begun.settings.demo).toBeUndefined();
});

test('the bus is the park’s, not the village’s', async () => {
  const texts = await Promise.all(
    ['village', 'park'].map((name) => readFile(join(root, `config/demo/${name}.json`), 'utf8')),
  );
  expect(texts.map((text) => text.includes('D166'))).toEqual([false, true]);
});

test('the village has two residents of one mask, rare characters and a double surname', async () => {
  const { settings } = await loadSettings({});
  const residents = settings.demo?.residents ?? [];
  const like = residents.filter(({ name }) => /^王.芳$/.test(name));
  expect(like.length).toBeGreaterThanOrEqual(2);
  expect(new Set(like.map(({ group }) => group)).size).toBe(like.length);
  expect(residents.some(({ name }) => /[𬭎䶮㛃玥]/u.test(name))).toBe(true);
  expect(residents.some(({ name }) => name.startsWith('欧阳'))).toBe(true);
});
