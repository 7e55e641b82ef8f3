// What a data directory can look like after years of power cuts, helpful hands and cheap disks.
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoreSlice } from '../../server/http/schema.ts';
import { readEvents } from '../server/http/event-source.ts';
import { signIn } from '../server/started-kiosk.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';

let kiosk: KioskProcess;
let sound: string;
let taken: { id: string; number: string }[] = [];

/** A sound data directory with some tickets in it, to be damaged again and again. */
beforeAll(async () => {
  kiosk = await createKioskProcess();
  sound = join(dirname(kiosk.dataDir), 'sound');
  await kiosk.start();
  taken = [];
  for (let i = 0; i < 12; i++) taken.push(await takeTicket());
  await kiosk.kill();
  await cp(kiosk.dataDir, sound, { recursive: true });
});
afterAll(() => kiosk.remove());
beforeEach(async () => {
  await kiosk.kill();
  await rm(kiosk.dataDir, { recursive: true, force: true });
  await cp(sound, kiosk.dataDir, { recursive: true });
});

async function takeTicket(): Promise<{ id: string; number: string }> {
  const list = await (await fetch(`${kiosk.touchUrl}/api/services/items`)).json();
  const { items } = list as { items: { id: string; served: boolean }[] };
  const itemId = items.find(({ served }) => served)?.id;
  const response = await fetch(`${kiosk.touchUrl}/api/services/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ itemId }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; number: string };
}

async function stillThere(): Promise<number> {
  const found = await Promise.all(
    taken.map(async ({ id }) => (await fetch(`${kiosk.touchUrl}/api/services/tickets/${id}`)).ok),
  );
  return found.filter(Boolean).length;
}

async function storeAsStaffSeeIt(): Promise<StoreSlice> {
  const cookie = await signIn(kiosk.staffUrl);
  const page = await readEvents(`${kiosk.staffUrl}/api/events?page=staff`, { cookie });
  try {
    for (;;) {
      const { frame } = await page.next();
      if (frame.type === 'snapshot') return frame.slices['store'] as StoreSlice;
    }
  } finally {
    page.stop();
  }
}

/** The journal's segment with the tickets. */
async function segment(): Promise<string> {
  const names = (await readdir(join(kiosk.dataDir, 'journal'))).sort();
  const sized = await Promise.all(
    names.map(async (name) => {
      const path = join(kiosk.dataDir, 'journal', name);
      return { path, size: (await readFile(path)).length };
    }),
  );
  return sized.sort((a, b) => b.size - a.size)[0]?.path ?? '';
}

describe('a damaged data directory', () => {
  test('sound, all is there and numbers go on', async () => {
    await kiosk.start();
    expect(await stillThere()).toBe(taken.length);
    expect((await takeTicket()).number).toMatch(/^[A-Z]013$/);
  });

  test('cut short in the last line: everything before it is there', async () => {
    const path = await segment();
    await truncate(path, (await readFile(path)).length - 7);
    await kiosk.start();
    expect(await stillThere()).toBeGreaterThanOrEqual(taken.length - 1);
    await takeTicket();
  });

  test('one flipped bit in the middle: the rest is kept, the damage is named', async () => {
    const path = await segment();
    const bytes = await readFile(path);
    const at = bytes.indexOf(`"number":"${taken[4]?.number}"`);
    bytes[at + 12] = (bytes[at + 12] ?? 0) ^ 0x10;
    await writeFile(path, bytes);
    await kiosk.start();
    expect(await stillThere()).toBe(taken.length - 1);
    expect(kiosk.output()).toMatch(/damaged/);
    expect((await storeAsStaffSeeIt()).damage).toHaveLength(1);
    expect(taken.map(({ number }) => number)).not.toContain((await takeTicket()).number);
  });

  test('a broken snapshot is left aside', async () => {
    await writeFile(join(kiosk.dataDir, 'snapshot.json'), '{"half":');
    await kiosk.start();
    expect(kiosk.output()).toMatch(/the snapshot is damaged/);
    expect(await stillThere()).toBe(taken.length);
  });

  test('a broken keyring: the one before it serves', async () => {
    await writeFile(join(kiosk.dataDir, 'keyring.json'), '');
    await kiosk.start();
    expect(await stillThere()).toBe(taken.length);
  });

  test('no key file: refused with a sentence, nothing is overwritten', async () => {
    const keyFile = join(dirname(kiosk.dataDir), 'kiosk.key');
    const key = await readFile(keyFile);
    const keyring = await readFile(join(kiosk.dataDir, 'keyring.json'));
    await rm(keyFile);
    await expect(kiosk.start()).rejects.toThrow(/密钥/);
    expect(await readFile(join(kiosk.dataDir, 'keyring.json'))).toEqual(keyring);
    await writeFile(keyFile, key, { mode: 0o600 });
    await kiosk.start();
    expect(await stillThere()).toBe(taken.length);
  });

  test('another kiosk’s journal: refused with a sentence', async () => {
    const journal = join(kiosk.dataDir, 'journal');
    for (const name of await readdir(journal)) {
      const text = await readFile(join(journal, name), 'utf8');
      await rm(join(journal, name));
      await writeFile(join(journal, name.replaceAll('LB01', 'XX99')), text);
    }
    await expect(kiosk.start()).rejects.toThrow(/XX99/);
  });

  test('strangers’ files among the segments hurt nobody, or are named', async () => {
    await mkdir(join(kiosk.dataDir, 'journal', 'photos'));
    await writeFile(join(kiosk.dataDir, 'journal', 'readme.txt'), 'hello');
    const started = await kiosk.start().then(
      () => true,
      (error: Error) => error.message,
    );
    if (started === true) expect(await stillThere()).toBe(taken.length);
    else expect(started).toMatch(/readme\.txt|photos/);
  });

  test('two kiosks on one directory: the second is refused', async () => {
    await kiosk.start();
    const first = kiosk;
    const second = await createKioskProcess({ dataDir: first.dataDir });
    await expect(second.start()).rejects.toThrow(/另一个|正在使用/);
    await second.remove();
    expect(await stillThere()).toBe(taken.length);
  });
});
