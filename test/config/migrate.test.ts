import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bringUpToDate, type Migration, migrate } from '../../config/migrate.ts';

const steps: Migration[] = [
  { to: 2, migrate: ({ printer, ...rest }) => ({ ...rest, devices: { printer } }) },
  {
    to: 3,
    migrate: (old) => {
      (old['devices'] as Record<string, unknown>)['scanner'] = 'none';
      return old;
    },
  },
];

test('steps are applied in order, and the old settings stay as they were', () => {
  const old = { version: 1, printer: 'virtual' };
  expect(migrate(old, steps, 3)).toEqual({
    from: 1,
    settings: { version: 3, devices: { printer: 'virtual', scanner: 'none' } },
  });
  expect(old).toEqual({ version: 1, printer: 'virtual' });
});

test('only the missing steps are applied; none when it is up to date', () => {
  const second = { version: 2, devices: { printer: 'none' } };
  expect(migrate(second, steps, 3).settings).toMatchObject({ version: 3 });
  const third = { version: 3, devices: {} };
  expect(migrate(third, steps, 3)).toEqual({ from: null, settings: third });
});

test('a file without a version is of the first', () => {
  expect(migrate({ printer: 'x' }, steps, 2)).toMatchObject({ from: 1 });
});

test.each([[{ version: 4 }], [{ version: 0 }], [{ version: '1' }], [{ version: 1.5 }]])(
  '%o is refused with a sentence',
  (file) => {
    expect(() => migrate(file, steps, 3)).toThrow(/version/);
  },
);

test('the old file is kept, the new one takes its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'migrate-'));
  const path = join(folder, 'settings.json');
  const typed = '{ "version": 1,   "printer": "virtual" }';
  await writeFile(path, typed);
  const { settings, note } = await bringUpToDate(path, JSON.parse(typed), steps, 3);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(settings);
  expect(settings).toMatchObject({ version: 3, devices: { printer: 'virtual' } });
  expect(await readFile(`${path}.v1`, 'utf8')).toBe(typed);
  expect(note).toContain('settings.json.v1');
  expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.v1']);
  await rm(folder, { recursive: true });
});

test('where nothing can be written the kiosk starts all the same, and says so', async () => {
  const old = { version: 1, printer: 'virtual' };
  const { settings, note } = await bringUpToDate('/nowhere/settings.json', old, steps, 3);
  expect(settings).toMatchObject({ version: 3 });
  expect(note).toContain('没能写回');
});
