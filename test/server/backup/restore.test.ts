// A backup restored onto an empty machine is the kiosk as it was; a damaged one restores nothing; the forgotten stay forgotten.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { restore } from '../../../server/backup/restore.ts';
import { restoreKeyring } from '../../../server/backup/restore-keyring.ts';
import { registry } from '../../../server/modules/registry.ts';
import { makePlace, type Place } from '../privacy/quiet.ts';
import { openRecords, openVault, type Records, type Vault } from './records.ts';

const events = registry.flatMap((module) => module.events);
const NAMES = [
  '王小芳',
  '李强',
  '欧阳娜娜',
  '𬭎小䶮',
  ...Array.from({ length: 40 }, (_, i) => `赵${i}`),
];

interface Made {
  readonly records: Records;
  readonly vault: Vault;
  readonly from: string;
  readonly keyring: string;
  readonly ids: string[];
}

async function makeBackup(): Promise<Made> {
  const records = await openRecords(await makePlace());
  const ids = await records.addPeople(NAMES);
  await records.store.snapshotNow();
  await records.addPeople(['快照以后']);
  await mkdir(join(records.place.dataDir, 'uploads', 'a'), { recursive: true });
  await writeFile(join(records.place.dataDir, 'uploads', 'a', 'photo.webp'), 'photo');
  const vault = await openVault(records);
  const { file } = await vault.backup.runNow();
  const from = join(vault.target, file ?? '');
  return { records, vault, from, keyring: from.replace('.backup', '.keyring'), ids };
}

/** Another machine, which got the key file from its safe. */
async function emptyMachine({ records }: Made): Promise<Place> {
  const machine = await makePlace();
  await mkdir(join(machine.root, 'key'));
  await copyFile(records.place.keyFile, machine.keyFile);
  return machine;
}

test('every record and every name is back, and the restored kiosk goes on', async () => {
  const made = await makeBackup();
  const before = await made.records.everything();
  await made.records.stop();
  const machine = await emptyMachine(made);
  const { from, keyring } = made;
  const restored = await restore({ from, keyring, ...machine, events });
  expect(restored).toMatchObject({
    gaps: [],
    altered: [],
    unreadable: 0,
    readable: 2 * (NAMES.length + 1),
    forgotten: 0,
    header: { kiosk: 'V01', day: '2026-11-23' },
  });
  const again = await openRecords(machine);
  const after = await again.everything();
  expect(after.events).toEqual(before.events);
  expect(after.names).toEqual([...NAMES, '快照以后']);
  expect(await readFile(join(machine.dataDir, 'uploads/a/photo.webp'), 'utf8')).toBe('photo');
  await again.addPeople(['新来的']);
  expect((await again.everything()).names.at(-1)).toBe('新来的');
});

test('a backup made while records keep coming is whole up to its moment', async () => {
  const made = await makeBackup();
  let going = true;
  const writing = (async () => {
    while (going) await made.records.addPeople(['后来']);
  })();
  const { file } = await made.vault.backup.runNow();
  going = false;
  await writing;
  const { events: all } = await made.records.everything();
  const machine = await emptyMachine(made);
  const from = join(made.vault.target, file ?? '');
  const keyring = from.replace('.backup', '.keyring');
  const restored = await restore({ from, keyring, ...machine, events });
  expect(restored).toMatchObject({ gaps: [], altered: [], unreadable: 0 });
  const again = await openRecords(machine);
  const after = (await again.everything()).events;
  expect(after.length).toBeGreaterThanOrEqual(made.ids.length);
  expect(after).toEqual(all.slice(0, after.length));
});

test('neither file holds the key file, a name or a data key in clear, and the records file no keyring', async () => {
  const made = await makeBackup();
  const key = (await readFile(made.records.place.keyFile, 'utf8')).trim();
  for (const path of [made.from, made.keyring]) {
    const bytes = await readFile(path);
    for (const secret of ['王小芳', key, '13810000', 'keyring.json', 'sealed']) {
      expect(bytes.includes(secret)).toBe(false);
    }
    expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
  }
  const machine = await emptyMachine(made);
  const result = await restore({ from: made.from, keyring: null, ...machine, events });
  expect(result).toMatchObject({ readable: 0, keys: 0, keyringDay: null });
  expect((await openRecords(machine).then((records) => records.everything())).names).toEqual(
    Array(NAMES.length + 1).fill(null),
  );
});

test('somebody forgotten after the backup stays forgotten when it is restored', async () => {
  const made = await makeBackup();
  await made.records.forget(made.ids[0] ?? '');
  const goneOn = await made.vault.backup.backupsGoneOn();
  expect(goneOn).toBe('2026-11-30');
  const machine = await emptyMachine(made);
  const { from, keyring } = made;
  expect(await restore({ from, keyring, ...machine, events })).toMatchObject({ forgotten: 1 });
  const { names } = await (await openRecords(machine)).everything();
  expect(names[0]).toBeNull();
  expect(names.slice(1)).toEqual([...NAMES.slice(1), '快照以后']);
});

test('flipped bits, cuts and foreign files are refused with a sentence, and nothing is left', async () => {
  const made = await makeBackup();
  const machine = await emptyMachine(made);
  const { from, keyring } = made;
  const whole = await readFile(from);
  const keys = await readFile(keyring);
  const spoilt: [string, Buffer, Buffer][] = [
    ...spread(whole.length, 40).map((at): [string, Buffer, Buffer] => [
      `bit at ${at}`,
      flip(whole, at),
      keys,
    ]),
    ...spread(whole.length - 1, 12).map((at): [string, Buffer, Buffer] => [
      `cut at ${at}`,
      whole.subarray(0, at),
      keys,
    ]),
    ...spread(keys.length, 20).map((at): [string, Buffer, Buffer] => [
      `key bit at ${at}`,
      whole,
      flip(keys, at),
    ]),
    ['key cut', whole, keys.subarray(0, keys.length - 20)],
    ['longer', Buffer.concat([whole, Buffer.from('x')]), keys],
    ['swapped', keys, whole],
    ['foreign', Buffer.from('PK\u0003\u0004 something else'), keys],
    ['empty', Buffer.alloc(0), keys],
  ];
  const probe = join(machine.root, 'probe.backup');
  const probeKeys = join(machine.root, 'probe.keyring');
  for (const [name, records, ring] of spoilt) {
    await writeFile(probe, records);
    await writeFile(probeKeys, ring);
    const failure = await restore({ from: probe, keyring: probeKeys, ...machine, events }).catch(
      (error: unknown) => error,
    );
    expect(failure, name).toMatchObject({
      code: expect.stringMatching(/^(BACKUP_DAMAGED|NOT_A_BACKUP|KEY_FILE_WRONG)$/),
      message: expect.stringMatching(/\p{Script=Han}/u),
    });
    expect(await readdir(machine.root), name).not.toContain('data');
    expect((await readdir(machine.root)).filter((file) => file.includes('restoring'))).toEqual([]);
  }
});

test('a data directory in use, another key file, a damaged list of the forgotten: refused', async () => {
  const made = await makeBackup();
  const { from, keyring } = made;
  const machine = await emptyMachine(made);
  await mkdir(machine.dataDir);
  await writeFile(join(machine.dataDir, 'something'), 'x');
  const attempt = (place = machine) => restore({ from, keyring, ...place, events });
  await expect(attempt()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  expect(await readdir(machine.dataDir)).toEqual(['something']);
  await rm(join(machine.dataDir, 'something'));
  await writeFile(machine.keyFile, btoa('k'.repeat(32)));
  await expect(attempt()).rejects.toMatchObject({ code: 'KEY_FILE_WRONG' });
  await rm(machine.keyFile);
  await expect(attempt()).rejects.toMatchObject({ code: 'KEY_FILE_MISSING' });
  await copyFile(made.records.place.keyFile, machine.keyFile);
  const list = join(made.vault.target, 'dangqun-V01.forgotten');
  await made.vault.backup.noteForgotten(['some-key']);
  await writeFile(list, (await readFile(list, 'utf8')).replace('some-key', 'same-key'));
  await expect(attempt()).rejects.toMatchObject({ code: 'FORGOTTEN_LIST_DAMAGED' });
  await rm(list);
  expect((await attempt()).records).toBeGreaterThan(40);
});

test('the command for the operator restores, says so in Chinese, and fails with a sentence', async () => {
  const made = await makeBackup();
  await made.records.stop();
  const machine = await emptyMachine(made);
  await mkdir(machine.dataDir);
  const options = ['--data-dir', machine.dataDir, '--key-file', machine.keyFile];
  const broken = join(machine.root, 'broken.backup');
  await copyFile(made.from, broken);
  await truncate(broken, 5000);
  const failed = await command(['--from', broken, '--keyring', made.keyring, ...options]);
  expect(failed).toMatchObject({ code: 1, out: '', err: expect.stringContaining('已损坏') });
  const forgetful = await command(['--from', made.from, ...options]);
  expect(forgetful).toMatchObject({ code: 1, err: expect.stringContaining('--new-keyring') });
  const done = await command(['--from', made.from, '--keyring', made.keyring, ...options]);
  expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining('校验全部通过') });
  expect((await (await openRecords(machine)).everything()).names[0]).toBe('王小芳');
  const sheet = await command(['--show-recovery-key', '--key-file', machine.keyFile]);
  expect(sheet.out).toContain((await readFile(machine.keyFile, 'utf8')).trim());
});

test('killed at any moment, a restore leaves no data directory, and the next one works', async () => {
  const made = await makeBackup();
  const machine = await emptyMachine(made);
  const options = ['--data-dir', machine.dataDir, '--key-file', machine.keyFile];
  const args = ['--from', made.from, '--keyring', made.keyring, ...options];
  let caught = 0;
  for (const delayMs of [0, 5, 20, 60]) {
    const restoring = async (): Promise<boolean> => {
      const names = await readdir(machine.root);
      return names.some((name) => name.includes('restoring'));
    };
    await command(args, { when: restoring, delayMs });
    const left = await readdir(machine.root);
    if (left.includes('data')) {
      // It had finished: then it is all there.
      expect(left.filter((name) => name.includes('restoring'))).toEqual([]);
      await rm(machine.dataDir, { recursive: true });
    } else caught += 1;
  }
  expect(caught).toBeGreaterThan(0);
  expect((await command(args)).code).toBe(0);
  expect((await readdir(machine.root)).filter((file) => file.includes('restoring'))).toEqual([]);
});

test('a lost keyring is put back from its backup; an intact one is left alone', async () => {
  const made = await makeBackup();
  const { place } = made.records;
  await made.records.stop();
  const input = { keyring: made.keyring, ...place };
  await expect(restoreKeyring(input)).rejects.toMatchObject({ code: 'KEYRING_READABLE' });
  await rm(join(place.dataDir, 'keyring.json'));
  await rm(join(place.dataDir, 'keyring.copy.json'));
  await expect(openRecords(place)).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
  expect(await restoreKeyring(input)).toContain('已换回钥匙串');
  expect((await (await openRecords(place)).everything()).names).not.toContain(null);
});

test('a damaged keyring without any backup: what can be saved is saved, a wrong key file wipes nothing', async () => {
  const made = await makeBackup();
  const { place } = made.records;
  await made.records.stop();
  const files = ['keyring.json', 'keyring.copy.json'].map((name) => join(place.dataDir, name));
  for (const file of files) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    lines[3] = 'damaged';
    await writeFile(file, lines.join('\n'));
  }
  const right = await readFile(place.keyFile);
  await writeFile(place.keyFile, btoa('k'.repeat(32)));
  expect(await restoreKeyring({ keyring: null, ...place })).toContain('原来的文件留在');
  for (const file of files) await rm(file);
  for (const name of await readdir(place.dataDir)) {
    const [file, damaged] = name.split('.damaged-');
    if (damaged) await copyFile(join(place.dataDir, name), join(place.dataDir, file ?? ''));
  }
  await writeFile(place.keyFile, right);
  expect(await restoreKeyring({ keyring: null, ...place })).toContain('救回');
  const { names } = await (await openRecords(place)).everything();
  expect(names.filter((name) => name === null).length).toBeLessThanOrEqual(1);
  expect(names).toContain('王小芳');
});

/** @param kill -9 so long after a condition came true */
async function command(args: string[], kill?: { when: () => Promise<boolean>; delayMs: number }) {
  const script = join(import.meta.dirname, '../../../server/start-restore.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const closed = once(child, 'close');
  if (kill) {
    while (child.exitCode === null && !(await kill.when())) await sleep(2);
    await sleep(kill.delayMs);
    child.kill('SIGKILL');
  }
  const [code] = await closed;
  return { code: code as number | null, out, err };
}

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
}

/** From the first to the last of so many bytes. */
function spread(length: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor((i * (length - 1)) / (count - 1)));
}
