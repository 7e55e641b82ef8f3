import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings } from '../../config/load.ts';
import { nodeDisk, type SettingsDisk } from '../../config/replace-file.ts';
import { createSettingsFile, type SettingsChange } from '../../config/save.ts';
import { createCrashingDisk } from './crashing-disk.ts';

const LEAST = {
  version: 1,
  kioskCode: 'DL01',
  centre: { name: '大柳村党群服务中心', dataController: '大柳村村委会', dataContact: '前台' },
};
const printerTo = (value: string): SettingsChange[] => [{ path: ['devices', 'printer'], value }];
const PRINTER = 'tcp://192.168.1.50:9100';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'save-'));
  path = join(folder, 'kiosk.json');
  await writeFile(path, JSON.stringify(LEAST));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(variables: Record<string, string> = {}, disk?: SettingsDisk) {
  const file = createSettingsFile(await loadSettings({ KIOSK_CONFIG: path, ...variables }), disk);
  return { file, revision: await revisionOf(file) };
}
async function revisionOf(file: ReturnType<typeof createSettingsFile>): Promise<string> {
  const read = await file.read();
  if (!read.ok) throw new Error(read.detail);
  return read.revision;
}
const content = async () => JSON.parse(await readFile(path, 'utf8'));

describe('a save', () => {
  test('changes the given key and no other, and the next start loads it', async () => {
    const typed = '{"version":1,"kioskCode":"DL01","devices":{"scanner":"none"},"centre":';
    const before = `${typed}${JSON.stringify(LEAST.centre)}}`;
    await writeFile(path, before);
    const { file, revision } = await open();
    const saved = await file.save(printerTo(PRINTER), revision);
    expect(saved).toMatchObject({ ok: true, keys: ['devices.printer'] });
    expect(await content()).toEqual({
      ...LEAST,
      devices: { scanner: 'none', printer: PRINTER },
    });
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^\{\n {2}"version": 1,\n {2}"kioskCode": "DL01",\n/);
    expect(text.endsWith('}\n')).toBe(true);
    const { settings } = await loadSettings({ KIOSK_CONFIG: path });
    expect(settings.devices.printer).toBe(PRINTER);
    expect(await readFile(`${path}.previous`, 'utf8')).toBe(before);
    expect((await readdir(folder)).sort()).toEqual(['kiosk.json', 'kiosk.json.previous']);
  });

  test('of what is there already writes nothing', async () => {
    const { file, revision } = await open();
    const saved = await file.save([{ path: ['kioskCode'], value: 'DL01' }], revision);
    expect(saved).toMatchObject({ ok: true, keys: [], revision });
    expect(await readdir(folder)).toEqual(['kiosk.json']);
  });

  test('keeps the mode of the file, so that whoever could read it still can', async () => {
    await chmod(path, 0o640);
    const { file, revision } = await open();
    await file.save(printerTo(PRINTER), revision);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect((await stat(`${path}.previous`)).mode & 0o777).toBe(0o640);
  });

  test('through a symbolic link replaces what it points at', async () => {
    const real = join(folder, 'real');
    await mkdir(real);
    await writeFile(join(real, 'settings.json'), JSON.stringify(LEAST));
    await rm(path);
    await symlink('real/settings.json', path);
    const { file, revision } = await open();
    expect(await file.save(printerTo(PRINTER), revision)).toMatchObject({ ok: true });
    expect(await readlink(path)).toBe('real/settings.json');
    expect((await content()).devices).toEqual({ printer: PRINTER });
    expect((await readdir(real)).sort()).toEqual(['settings.json', 'settings.json.previous']);
  });

  test('removes what an interrupted one left behind', async () => {
    await writeFile(`${path}.unfinished`, '{"half":');
    const { file, revision } = await open();
    expect(await file.save(printerTo(PRINTER), revision)).toMatchObject({ ok: true });
    expect(await readdir(folder)).not.toContain('kiosk.json.unfinished');
  });
});

describe('refused, and the file is as it was:', () => {
  let before: string;
  beforeEach(async () => {
    before = await readFile(path, 'utf8');
  });
  afterEach(async () => {
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test.each([
    [printerTo('tcp://nobody'), 'devices.printer: 应为'],
    [[{ path: ['devices', 'printr'], value: 'none' }], 'devices.printr: 没有这个设置'],
    [[{ path: ['printerProfile', 'columns'], value: 40 }], 'printerProfile.columns: 应为 48 | 32'],
    [[{ path: ['centre', 'closesAt'], value: '07:00' }], 'centre.closesAt: 应晚于'],
  ])('a wrong value, with its path %#', async (changes, sentence) => {
    const { file, revision } = await open();
    const saved = await file.save(changes, revision);
    expect(saved).toMatchObject({ ok: false, problem: 'SETTINGS_WRONG' });
    expect(saved.ok ? '' : saved.detail).toContain(sentence);
  });

  test('a key that the environment sets', async () => {
    const { file, revision } = await open({ KIOSK_PRINTER: 'none' });
    expect(file.fixedBy(['devices', 'printer'])).toBe('KIOSK_PRINTER');
    expect(file.fixedBy(['devices', 'scanner'])).toBeNull();
    expect(await file.save(printerTo(PRINTER), revision)).toEqual({
      ok: false,
      problem: 'SETTINGS_FIXED',
      detail: 'KIOSK_PRINTER',
    });
  });

  test('a folder that takes nothing', async () => {
    const full: SettingsDisk = {
      ...nodeDisk,
      create: () => Promise.reject(Object.assign(new Error('EROFS: read-only'), { code: 'EROFS' })),
    };
    const { file, revision } = await open({}, full);
    expect(await file.save(printerTo(PRINTER), revision)).toMatchObject({
      ok: false,
      problem: 'SETTINGS_UNWRITABLE',
      detail: 'EROFS: read-only',
    });
    expect(await readdir(folder)).toEqual(['kiosk.json']);
  });

  test('the demo of the program, whether or not KIOSK_CONFIG names it', async () => {
    const park = join(import.meta.dirname, '../../config/demo/park.json');
    for (const environment of [{}, { KIOSK_CONFIG: park }]) {
      const file = createSettingsFile(await loadSettings(environment));
      expect(file.path).toBeNull();
      const saved = await file.save(printerTo(PRINTER), await revisionOf(file));
      expect(saved).toMatchObject({ ok: false, problem: 'NO_SETTINGS_FILE' });
    }
  });
});

test('of two who read the same file, the second to save is refused', async () => {
  const { file, revision } = await open();
  const [first, second] = await Promise.all([
    file.save(printerTo(PRINTER), revision),
    file.save([{ path: ['devices', 'scanner'], value: 'virtual' }], revision),
  ]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, problem: 'SETTINGS_CHANGED' });
  expect((await content()).devices).toEqual({ printer: PRINTER });
  expect(await readFile(`${path}.previous`, 'utf8')).toBe(JSON.stringify(LEAST));
});

test('an editor that saves while we do wins', async () => {
  const theirs = JSON.stringify({ ...LEAST, kioskCode: 'DL02' });
  const meddling: SettingsDisk = {
    ...nodeDisk,
    async rename(from, to) {
      await nodeDisk.rename(from, to);
      if (to.endsWith('.previous')) await writeFile(path, theirs);
    },
  };
  const { file, revision } = await open({}, meddling);
  expect(await file.save(printerTo(PRINTER), revision)).toMatchObject({
    ok: false,
    problem: 'SETTINGS_CHANGED',
  });
  expect(await readFile(path, 'utf8')).toBe(theirs);
});

test('a file that somebody broke or took away by hand is told, not overwritten', async () => {
  const { file, revision } = await open();
  await writeFile(path, '{ "version": 1,');
  expect(await file.save(printerTo(PRINTER), revision)).toMatchObject({
    ok: false,
    problem: 'SETTINGS_UNREADABLE',
  });
  expect(await readFile(path, 'utf8')).toBe('{ "version": 1,');
  await rm(path);
  expect(await file.read()).toMatchObject({ ok: false, problem: 'SETTINGS_UNREADABLE' });
});

describe('a power cut', () => {
  const text = JSON.stringify(LEAST);
  const loaded = { file: '/k.json', own: true, variables: {} };

  async function cutAt(step: number) {
    const disk = createCrashingDisk({ '/k.json': text }, step);
    const file = createSettingsFile(loaded, disk);
    const saved = await file.save(printerTo(PRINTER), await revisionOf(file));
    return { disk, saved };
  }

  test('at any step leaves the old file or the new one, whole, and after it the next save works', async () => {
    const whole = await cutAt(Number.POSITIVE_INFINITY);
    const next = await whole.disk.read('/k.json');
    const steps = whole.disk.steps();
    expect(steps).toBe(10);
    for (let step = 0; step <= steps; step++) {
      const { disk, saved } = await cutAt(step);
      for (const left of disk.afterPowerCut()) {
        expect([text, next], `step ${step}`).toContain(left.get('/k.json'));
        // Who was told that it is saved finds it saved.
        if (saved.ok) expect(left.get('/k.json')).toBe(next);
        expect([undefined, text]).toContain(left.get('/k.json.previous'));
        const again = createSettingsFile(loaded, createCrashingDisk(Object.fromEntries(left)));
        expect(await again.save(printerTo('none'), await revisionOf(again))).toMatchObject({
          ok: true,
        });
      }
    }
  });
});
