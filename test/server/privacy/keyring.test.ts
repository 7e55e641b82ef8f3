// The keyring on its disk: durable before use, destroyed for good, never overwritten, read back after a kill at any moment.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { readKeyring, writeKeyring } from '../../../server/privacy/keyring-file.ts';
import { Personal } from '../../../server/privacy/mark.ts';
import { defineEvent, type Sealed } from '../../../server/store/module.ts';
import { createLogger, makePlace, startPrivacy, take } from './quiet.ts';

const named = defineEvent({
  type: 'people.named',
  lifetime: 'standing',
  data: Type.Object({ keyId: Type.String(), name: Personal('name') }),
});
type Privacy = Awaited<ReturnType<typeof startPrivacy>>;

function sealName(privacy: Privacy, keyId: string): Sealed {
  const event = { type: named.type, version: 1, data: { keyId, name: '王小芳' } };
  return (privacy.seal(named, event).data as { name: Sealed }).name;
}

describe('first start and later ones', () => {
  test('makes a key file and a keyring that only the owner may read', async () => {
    const place = await makePlace();
    await startPrivacy(place);
    const key = await readFile(place.keyFile, 'utf8');
    expect(Buffer.from(key.trim(), 'base64')).toHaveLength(32);
    for (const file of [place.keyFile, join(place.dataDir, 'keyring.json')]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    const keyring = await readFile(join(place.dataDir, 'keyring.json'), 'utf8');
    expect(JSON.parse(keyring)).toMatchObject({ format: 'dangqun-keyring', kiosk: 'V01' });
    expect(keyring).not.toContain(key.trim());
  });

  test('opens after a restart what it sealed before', async () => {
    const place = await makePlace();
    const first = await startPrivacy(place);
    const field = sealName(first, take(first));
    await first.stop();
    const again = await startPrivacy(place);
    expect(again.open(field)?.value).toBe('王小芳');
  });

  test('a key that was handed out before a crash is never handed out again', async () => {
    const place = await makePlace();
    const crashed = await startPrivacy(place);
    const used = new Set([take(crashed), take(crashed)]);
    // No stop: the process is gone.
    const again = await startPrivacy(place, { poolSize: 32 });
    for (let left = 32; left > 0; left--) expect(used).not.toContain(take(again));
  });

  test('unused keys do not pile up over orderly restarts', async () => {
    const place = await makePlace();
    for (let day = 0; day < 5; day++) await (await startPrivacy(place)).stop();
    const read = await readKeyring(join(place.dataDir, 'keyring.json'));
    expect(read.state === 'read' && read.content.keys.size).toBe(0);
  });

  test('each of the two copies is enough; both damaged is refused and left as it was', async () => {
    const place = await makePlace();
    const first = await startPrivacy(place);
    const field = sealName(first, take(first));
    await first.stop();
    for (const file of ['keyring.json', 'keyring.copy.json']) {
      const path = join(place.dataDir, file);
      const whole = await readFile(path);
      for (const damage of [whole.subarray(0, whole.length / 2), Buffer.alloc(0), flip(whole)]) {
        await writeFile(path, damage);
        const privacy = await startPrivacy(place);
        expect(privacy.open(field)?.value).toBe('王小芳');
        await privacy.stop();
      }
      await rm(path);
      const privacy = await startPrivacy(place);
      expect(privacy.open(field)?.value).toBe('王小芳');
      await privacy.stop();
    }
    await writeFile(join(place.dataDir, 'keyring.json'), '{}');
    await writeFile(join(place.dataDir, 'keyring.copy.json'), '');
    await expect(startPrivacy(place)).rejects.toMatchObject({ code: 'KEYRING_DAMAGED' });
    expect(await readFile(join(place.dataDir, 'keyring.json'), 'utf8')).toBe('{}');
  });

  test('every cut and every flipped byte of a keyring is noticed', async () => {
    const place = await makePlace();
    const privacy = await startPrivacy(place, { poolSize: 2 });
    take(privacy);
    await privacy.stop();
    const path = join(place.dataDir, 'keyring.json');
    const whole = await readFile(path);
    const probe = join(place.root, 'probe.json');
    for (let at = 0; at < whole.length; at++) {
      await writeFile(probe, flip(whole, at));
      expect((await readKeyring(probe)).state, `byte ${at}`).toBe('damaged');
      await writeFile(probe, whole.subarray(0, at));
      // Without its final newline it is still all there.
      if (at < whole.length - 1)
        expect((await readKeyring(probe)).state, `cut ${at}`).toBe('damaged');
    }
  });
});

describe('refusals for the operator', () => {
  const chineseAndEnglish = /\p{Script=Han}.*[a-z]{3}/su;

  test.each([
    ['missing', 'KEY_FILE_MISSING', async (file: string) => rm(file)],
    ['empty', 'KEY_FILE_INVALID', async (file: string) => writeFile(file, '')],
    ['of another size', 'KEY_FILE_INVALID', async (file: string) => writeFile(file, 'AAAA')],
    [
      'another key',
      'KEY_FILE_WRONG',
      async (file: string) => writeFile(file, `${btoa('k'.repeat(32))}\n`),
    ],
  ])('key file %s → %s, and nothing is overwritten', async (_name, code, spoil) => {
    const place = await makePlace();
    const first = await startPrivacy(place);
    const field = sealName(first, take(first));
    await first.stop();
    const key = await readFile(place.keyFile);
    const before = await readFile(join(place.dataDir, 'keyring.json'));
    await spoil(place.keyFile);
    const spoilt = await readFile(place.keyFile).catch(() => null);
    const failure = await startPrivacy(place).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(chineseAndEnglish) });
    expect(await readFile(place.keyFile).catch(() => null)).toEqual(spoilt);
    expect(await readFile(join(place.dataDir, 'keyring.json'))).toEqual(before);
    await writeFile(place.keyFile, key);
    expect((await startPrivacy(place)).open(field)?.value).toBe('王小芳');
  });

  test('an unreadable key file beside an empty data directory is not replaced', async () => {
    const place = await makePlace();
    await mkdir(join(place.root, 'key'));
    await writeFile(place.keyFile, 'something else');
    await expect(startPrivacy(place)).rejects.toMatchObject({ code: 'KEY_FILE_INVALID' });
    expect(await readFile(place.keyFile, 'utf8')).toBe('something else');
  });

  test('records without any keyring', async () => {
    const place = await makePlace();
    await (await startPrivacy(place)).stop();
    await mkdir(join(place.dataDir, 'journal'));
    await writeFile(join(place.dataDir, 'journal', '1.ndjson'), 'x');
    await rm(join(place.dataDir, 'keyring.json'));
    await rm(join(place.dataDir, 'keyring.copy.json'));
    await expect(startPrivacy(place)).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
    await rm(place.keyFile);
    await expect(startPrivacy(place)).rejects.toMatchObject({ code: 'KEY_FILE_MISSING' });
    expect(await readdir(join(place.root, 'key'))).toEqual([]);
  });

  test('the key file inside the data directory, also by a link', async () => {
    const place = await makePlace();
    const inside = { ...place, keyFile: join(place.dataDir, 'kiosk.key') };
    await expect(startPrivacy(inside)).rejects.toMatchObject({ code: 'KEY_FILE_INSIDE_DATA' });
    const { symlink } = await import('node:fs/promises');
    await symlink(place.dataDir, join(place.root, 'link'));
    const linked = { ...place, keyFile: join(place.root, 'link', 'kiosk.key') };
    await expect(startPrivacy(linked)).rejects.toMatchObject({ code: 'KEY_FILE_INSIDE_DATA' });
  });

  test('the kiosk code was changed in the settings', async () => {
    const place = await makePlace();
    await (await startPrivacy(place)).stop();
    await expect(startPrivacy(place, { kiosk: 'V02' })).rejects.toMatchObject({
      code: 'KIOSK_CHANGED',
      message: expect.stringContaining('V01'),
    });
  });
});

describe('destroying keys', () => {
  test('is in no file any more when it resolves, and stays so', async () => {
    const place = await makePlace();
    const privacy = await startPrivacy(place);
    const [gone, kept] = [take(privacy), take(privacy)];
    const [field, other] = [sealName(privacy, gone), sealName(privacy, kept)];
    await privacy.destroy([gone, 'unknown']);
    expect(privacy.open(field)).toBeNull();
    for (const file of await readdir(place.dataDir)) {
      expect(await readFile(join(place.dataDir, file), 'utf8')).not.toContain(gone);
    }
    // As after a crash: no stop.
    const again = await startPrivacy(place);
    expect(again.open(field)).toBeNull();
    expect(again.open(other)?.value).toBe('王小芳');
    await again.destroy([]);
    await again.stop();
  });

  test('also takes keys out of the pool', async () => {
    const place = await makePlace();
    const privacy = await startPrivacy(place, { poolSize: 3 });
    const pooled = [...privacy.content().keys.keys()];
    await privacy.destroy(pooled);
    for (let tries = 0; tries < 3; tries++) expect(pooled).not.toContain(privacy.newKey());
  });

  test('rejects when the disk does not take it', async () => {
    const place = await makePlace();
    const logger = createLogger();
    const privacy = await startPrivacy(place, { logger });
    const key = take(privacy);
    const path = join(place.dataDir, 'keyring.copy.json');
    await rm(path);
    // A folder in the way fails the rename, for root too.
    await mkdir(path);
    await expect(privacy.destroy([key])).rejects.toThrow();
    await rm(path, { recursive: true });
    await privacy.destroy([key]);
    expect(await readFile(path, 'utf8')).not.toContain(key);
  });
});

describe('the pool', () => {
  test('hands out at once, runs dry, and is full again', async () => {
    const privacy = await startPrivacy(await makePlace(), { poolSize: 4 });
    const taken = [privacy.newKey(), privacy.newKey(), privacy.newKey(), privacy.newKey()];
    expect(taken).not.toContain(null);
    expect(privacy.newKey()).toBeNull();
    await privacy.ready();
    expect(privacy.newKey()).not.toBeNull();
  });

  test('every key it hands out is on disk already, in both copies', async () => {
    const place = await makePlace();
    const privacy = await startPrivacy(place, { poolSize: 4 });
    for (let round = 0; round < 40; round++) {
      const key = privacy.newKey();
      if (key === null) await privacy.ready();
      else {
        for (const file of ['keyring.json', 'keyring.copy.json']) {
          expect(await readFile(join(place.dataDir, file), 'utf8')).toContain(key);
        }
      }
    }
  });

  test('a disk that takes nothing more leaves the pool dry and says so, and does not throw', async () => {
    const place = await makePlace();
    const logger = createLogger();
    const privacy = await startPrivacy(place, { poolSize: 2, logger });
    const path = join(place.dataDir, 'keyring.json');
    await rm(path);
    await mkdir(path);
    take(privacy);
    take(privacy);
    await privacy.ready();
    expect(privacy.newKey()).toBeNull();
    expect(logger.said).toContainEqual({
      level: 'error',
      message: expect.stringContaining('keyring'),
    });
    await rm(path, { recursive: true });
  });
});

test('50,000 keys are written and read without holding the event loop', async () => {
  const place = await makePlace();
  await mkdir(place.dataDir);
  const keys = new Map(Array.from({ length: 50_000 }, (_, i) => [`key-${i}`, 'w'.repeat(80)]));
  const path = join(place.dataDir, 'keyring.json');
  const turns = await turnsDuring(() =>
    writeKeyring(path, { kiosk: 'V01', keyFile: '00', generation: 1, keys }),
  );
  // One piece of 500 lines a turn at most, whatever the machine's speed.
  expect(turns).toBeGreaterThan(80);
  const reading = await turnsDuring(async () => {
    const read = await readKeyring(path);
    expect(read.state === 'read' && read.content.keys.size).toBe(50_000);
  });
  expect(reading).toBeGreaterThan(20);
});

/** How often the event loop came round meanwhile. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  going = false;
  return turns;
}

test('kill -9 in the middle of writing: the keyring is whole and holds every key that was handed out', async () => {
  const place = await makePlace();
  const handedOut: string[] = [];
  for (let kill = 0; kill < 12; kill++) {
    const child = startWriter(place.dataDir, place.keyFile);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => handedOut.push(line));
    await once(lines, 'line');
    await new Promise((resolve) => setTimeout(resolve, 3 + kill * 4));
    child.kill('SIGKILL');
    await once(child, 'close');
    const read = await readKeyring(join(place.dataDir, 'keyring.json'));
    expect(read.state).toBe('read');
    if (read.state !== 'read') return;
    for (const key of handedOut) expect(read.content.keys.has(key)).toBe(true);
  }
  expect(handedOut.length).toBeGreaterThan(50);
  const privacy = await startPrivacy(place);
  expect((await readdir(place.dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await privacy.stop();
});

function startWriter(dataDir: string, keyFile: string): ChildProcess {
  const script = join(import.meta.dirname, 'keyring-writer.ts');
  return spawn(process.execPath, [script, dataDir, keyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function flip(bytes: Buffer, at = Math.floor(bytes.length / 3)): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x10;
  return changed;
}

test('the folder of the data may be read-only for others from the start', async () => {
  const place = await makePlace();
  await startPrivacy(place);
  expect((await stat(place.dataDir)).mode & 0o077).toBe(0);
  await chmod(place.dataDir, 0o700);
});
