// The nightly run: when it is due, what it keeps, how it fails; forgetting while the stick is there or away.
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBackup } from '../../../server/backup/backup.ts';
import { codeOf } from '../../../server/backup/run.ts';
import { localTime, momentOf, nextRun } from '../../../server/backup/schedule.ts';
import { isSourcePath } from '../../../server/backup/sources.ts';
import { goneOn, surplusBackups, surplusKeyrings } from '../../../server/backup/target.ts';
import { makePlace } from '../privacy/quiet.ts';
import { openRecords, openVault } from './records.ts';

const DAY_MS = 86_400_000;

async function vaultOfOne() {
  const records = await openRecords(await makePlace());
  const ids = await records.addPeople(['王小芳', '李强']);
  return { records, ids, ...(await openVault(records)) };
}

test('a run leaves two files, and the status tells of them', async () => {
  const { backup, target } = await vaultOfOne();
  expect(backup.status()).toMatchObject({ last: null, lastGood: null, state: 'idle', kept: [] });
  const running = backup.runNow();
  expect(backup.status().state).toBe('running');
  expect(backup.runNow()).toBe(running);
  const report = await running;
  expect(report).toMatchObject({
    code: null,
    day: '2026-11-23',
    file: 'dangqun-V01-2026-11-23-00001.backup',
  });
  expect((await readdir(target)).sort()).toEqual([
    'dangqun-V01-2026-11-23-00001.backup',
    'dangqun-V01-2026-11-23-00001.keyring',
  ]);
  expect(backup.status()).toMatchObject({
    state: 'idle',
    last: report,
    lastGood: report,
    kept: [{ file: report.file, day: '2026-11-23', bytes: report.bytes }],
    keyrings: [{ day: '2026-11-23' }],
    sameDisk: true,
    nextMs: Date.parse('2026-11-23T18:30:00Z'),
  });
});

test('seven days are kept, keyrings no longer than a week, whatever else lies there is left alone', async () => {
  const { backup, target, clock } = await vaultOfOne();
  await writeFile(join(target, 'holiday.jpg'), 'x');
  await writeFile(join(target, 'dangqun-V02-2020-01-01-00001.keyring'), 'of another kiosk');
  await writeFile(join(target, 'dangqun-V01-2026-11-22-00001.backup.0a1b2c3d4e5f.tmp'), 'half');
  for (let day = 0; day < 9; day++) {
    expect((await backup.runNow()).code).toBeNull();
    expect((await backup.runNow()).code).toBeNull();
    clock.now += DAY_MS;
  }
  const { kept, keyrings } = backup.status();
  const days = ['12-01', '11-30', '11-29', '11-28', '11-27', '11-26', '11-25'].map(
    (day) => `2026-${day}`,
  );
  expect(kept.map(({ day }) => day)).toEqual(days);
  expect(keyrings.map(({ day }) => day)).toEqual(days);
  const names = await readdir(target);
  expect(names).toContain('holiday.jpg');
  expect(names).toContain('dangqun-V02-2020-01-01-00001.keyring');
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

describe('a target that fails', () => {
  test('missing, then plugged in', async () => {
    const { backup, target, logger } = await vaultOfOne();
    await rename(target, `${target}.away`);
    expect(await backup.runNow()).toMatchObject({ code: 'TARGET_MISSING', file: null });
    expect(backup.status()).toMatchObject({ lastGood: null, kept: [] });
    expect(logger.said.at(-1)).toEqual({ level: 'error', message: 'backup: failed' });
    await rename(`${target}.away`, target);
    expect((await backup.runNow()).code).toBeNull();
  });

  test('a file where the folder should be, no target at all, no key file', async () => {
    const { records } = await vaultOfOne();
    const elsewhere = join(records.place.root, 'elsewhere');
    await writeFile(elsewhere, 'x');
    const { backup: other } = await openVault(records, { target: elsewhere });
    expect((await other.runNow()).code).toBe('TARGET_MISSING');
    const { backup: none } = await openVault(records, { target: null });
    expect((await none.runNow()).code).toBe('TARGET_NONE');
    expect(none.status().nextMs).toBeNull();
    expect(await none.backupsGoneOn()).toBeNull();
    await rm(elsewhere);
    await mkdir(elsewhere);
    await rm(records.place.keyFile);
    expect((await other.runNow()).code).toBe('KEY_FILE_LOST');
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('errors of the disk have their codes', () => {
    const failure = (code: string, path?: string) =>
      codeOf(Object.assign(new Error(code), { code, path }), '/stick');
    expect(failure('ENOSPC')).toBe('TARGET_FULL');
    expect(failure('EROFS', '/stick/a')).toBe('TARGET_UNWRITABLE');
    expect(failure('EACCES', '/stick/a')).toBe('TARGET_UNWRITABLE');
    expect(failure('EIO', '/stick/a')).toBe('TARGET_MISSING');
    expect(failure('EIO', '/data/journal')).toBe('BACKUP_FAILED');
    expect(failure('anything')).toBe('BACKUP_FAILED');
  });

  test('a stick that fills up half-way keeps the older backups and no half file', async () => {
    const { backup, target, records } = await vaultOfOne();
    await backup.runNow();
    const before = await readdir(target);
    const full = createBackup({
      dataDir: records.place.dataDir,
      keyFile: records.place.keyFile,
      kiosk: 'V01',
      target,
      at: '02:30',
      keep: 7,
      zone: 'Asia/Shanghai',
      rotate: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      keyring: records.privacy.content,
      forgotten: async () => [],
      logger: { info() {}, error() {} },
    });
    expect((await full.runNow()).code).toBe('TARGET_FULL');
    expect(await readdir(target)).toEqual(before);
  });
});

describe('forgetting', () => {
  test('is listed at the stick at once, and the answer names the day when the last keyring is gone', async () => {
    const { backup, target, records, ids, clock } = await vaultOfOne();
    await backup.runNow();
    clock.now += 2 * DAY_MS;
    await backup.runNow();
    await records.forget(ids[0] ?? '');
    expect(await backup.backupsGoneOn()).toBe('2026-12-02');
    const list = await readFile(join(target, 'dangqun-V01.forgotten'), 'utf8');
    const keys = await records.store.read(({ directory }) => directory.forgottenKeys);
    expect(keys).toHaveLength(1);
    expect(list).toContain(keys[0]);
  });

  test('with the stick away: the day is known all the same, the next run lists it', async () => {
    const { backup, target, records, ids } = await vaultOfOne();
    await backup.runNow();
    await rename(target, `${target}.away`);
    await records.forget(ids[0] ?? '');
    expect(await backup.backupsGoneOn()).toBe('2026-11-30');
    // Also after a restart.
    const { backup: restarted } = await openVault(records, {
      target: join(records.place.root, 'nowhere'),
    });
    await restarted.start();
    expect(await restarted.backupsGoneOn()).toBe('2026-11-30');
    await rm(target, { recursive: true, force: true });
    await rename(`${target}.away`, target);
    await backup.runNow();
    const [key = ''] = await records.store.read(({ directory }) => directory.forgottenKeys);
    expect(await readFile(join(target, 'dangqun-V01.forgotten'), 'utf8')).toContain(key);
  });

  test('deletes keyring backups whose week is over, without waiting for the night', async () => {
    const { backup, target, clock } = await vaultOfOne();
    await backup.runNow();
    clock.now += 3 * DAY_MS;
    await backup.runNow();
    clock.now += 4 * DAY_MS;
    expect(await backup.backupsGoneOn()).toBe('2026-12-03');
    expect((await readdir(target)).filter((name) => name.endsWith('.keyring'))).toEqual([
      'dangqun-V01-2026-11-26-00002.keyring',
    ]);
  });

  test('a last keyring that outlived its week goes as soon as a new one stands', async () => {
    const { backup, target, records, ids, clock } = await vaultOfOne();
    await backup.runNow();
    clock.now += 20 * DAY_MS;
    await records.forget(ids[0] ?? '');
    expect(await backup.backupsGoneOn()).toBe('2026-12-20');
    expect((await readdir(target)).filter((name) => name.endsWith('.keyring'))).toEqual([
      'dangqun-V01-2026-12-13-00002.keyring',
    ]);
    clock.now += 20 * DAY_MS;
    await rename(target, `${target}.away`);
    expect(await backup.backupsGoneOn()).toBe('2027-01-03');
  });

  test('before any backup there is none to wait for', async () => {
    const { backup } = await vaultOfOne();
    expect(await backup.backupsGoneOn()).toBeNull();
  });

  test('a damaged list is set aside and written anew; parallel notes lose nothing', async () => {
    const { backup, target, logger } = await vaultOfOne();
    const list = join(target, 'dangqun-V01.forgotten');
    await writeFile(list, 'rubbish');
    await Promise.all([
      backup.noteForgotten(['k1']),
      backup.noteForgotten(['k2']),
      backup.noteForgotten(['k3']),
    ]);
    for (const key of ['k1', 'k2', 'k3']) expect(await readFile(list, 'utf8')).toContain(key);
    expect(await readFile(`${list}.damaged`, 'utf8')).toBe('rubbish');
    expect(logger.said).toEqual([]);
  });

  test('a list that cannot be written is logged, never thrown', async () => {
    const { backup, target, logger } = await vaultOfOne();
    await mkdir(join(target, 'dangqun-V01.forgotten'));
    await backup.noteForgotten(['k1']);
    expect(logger.said).toContainEqual({
      level: 'error',
      message: expect.stringContaining('forgotten'),
    });
  });
});

describe('when it is due', () => {
  const zone = 'Asia/Shanghai';
  const at = '02:30';
  const ms = (text: string): number => Date.parse(`${text}+08:00`);
  const due = (now: string, lastGoodDay: string | null, failed: string | null = null): string =>
    localText(
      nextRun({
        at,
        zone,
        now: ms(now),
        lastGoodDay,
        failedMs: failed && ms(failed) ? ms(failed) : null,
      }),
    );
  const localText = (moment: number): string => {
    const { day, time } = localTime(moment, zone);
    return `${day} ${time}`;
  };

  test.each([
    ['2026-11-23T01:00', '2026-11-22', null, '2026-11-23 02:30'],
    ['2026-11-23T02:31', '2026-11-23', null, '2026-11-24 02:30'],
    // Switched off at night: made up for in the morning.
    ['2026-11-23T08:00', '2026-11-22', null, '2026-11-23 02:30'],
    ['2026-11-23T08:00', null, null, '2026-11-23 02:30'],
    // A failed run: again after an hour.
    ['2026-11-23T02:40', '2026-11-22', '2026-11-23T02:31', '2026-11-23 03:31'],
    // A failure in the future is of a clock that was wrong.
    ['2026-11-23T08:00', '2026-11-22', '2099-01-01T00:00', '2026-11-23 02:30'],
    ['2026-12-31T23:00', '2026-12-31', null, '2027-01-01 02:30'],
  ])('now %s, last good %s, failed %s → %s', (now, lastGood, failed, expected) => {
    expect(due(now, lastGood, failed)).toBe(expected);
  });

  test('local times in zones with and without summer time', () => {
    expect(momentOf({ day: '2026-11-23', time: '02:30' }, 'Asia/Shanghai')).toBe(
      Date.parse('2026-11-22T18:30:00Z'),
    );
    expect(momentOf({ day: '2026-07-01', time: '02:30' }, 'Europe/Berlin')).toBe(
      Date.parse('2026-07-01T00:30:00Z'),
    );
    expect(localTime(Date.parse('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toEqual({
      day: '2026-11-23',
      time: '00:00',
    });
  });
});

describe('what goes', () => {
  const file = (day: string, seq: number) => ({ file: `${day}-${seq}`, day, seq, bytes: 1 });

  test('by order of making, not by what a wrong clock called the day', () => {
    const list = [
      file('1970-01-02', 5),
      file('2099-01-01', 4),
      file('2026-11-23', 3),
      file('2026-11-22', 2),
    ];
    expect(surplusBackups(list, 3).map(({ seq }) => seq)).toEqual([2]);
    expect(
      surplusKeyrings([file('2026-11-23', 3), file('2099-01-01', 2)], '2026-11-23').map(
        ({ seq }) => seq,
      ),
    ).toEqual([2]);
    expect(
      surplusKeyrings([file('1970-01-01', 3), file('2026-11-23', 2)], '1970-01-01').map(
        ({ seq }) => seq,
      ),
    ).toEqual([2]);
  });

  test('the newest keyring stays, however old: it is the only way back', () => {
    expect(
      surplusKeyrings([file('2026-01-01', 9), file('2025-12-31', 8)], '2026-11-23').map(
        ({ seq }) => seq,
      ),
    ).toEqual([8]);
    expect(goneOn([])).toBeNull();
  });
});

test('a backup takes records only, and a restore accepts nothing else', () => {
  for (const path of [
    'journal/a.ndjson',
    'archive/2026-09.gz',
    'uploads/a/b.webp',
    'snapshot.json',
    'snapshot.json.previous',
  ]) {
    expect(isSourcePath(path), path).toBe(true);
  }
  for (const path of [
    'keyring.json',
    'tls/ca-key.pem',
    'journal',
    'journal/../keyring.json',
    '../etc/passwd',
    '/etc/passwd',
    'uploads//x',
    'uploads/.hidden',
    'uploads\\..\\x',
    '',
  ]) {
    expect(isSourcePath(path), path).toBe(false);
  }
});

test('its memory may be damaged or unwritable', async () => {
  const { backup, records } = await vaultOfOne();
  await writeFile(join(records.place.dataDir, 'backup.json'), '{"keyrings":');
  await backup.start();
  expect((await backup.runNow()).code).toBeNull();
  await chmod(join(records.place.dataDir, 'backup.json'), 0o600);
});
