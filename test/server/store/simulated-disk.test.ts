// The simulated disk is the ground the journal's proof stands on: it must lose what a disk may lose, and keep what it may not.
import { describe, expect, it } from 'vitest';
import { seeded } from './random.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const bytes = (sectors: number, letter: string) => Buffer.alloc(sectors * 512, letter);

/** What became of one unsynced write of four sectors, over many seeds: '=' survived, '0' vanished, '?' stale. */
async function fates(prepare: 'synced' | 'unsynced'): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const disk = new SimulatedDisk(seeded(seed));
    const old = await disk.boot().create('/d/old');
    await old.write(bytes(8, 'o'));
    const process = disk.boot(undefined, { forgetsSync: prepare === 'unsynced' });
    const file = await process.create('/d/new');
    await process.syncDirectory('/d');
    await file.write(bytes(4, 'n'));
    disk.cutPower();
    const content = disk.files().get('/d/new') ?? Buffer.alloc(0);
    let fate = '';
    for (let sector = 0; sector < 4; sector++) {
      const first = content[sector * 512];
      fate += first === undefined ? '-' : first === 0x6e ? '=' : first === 0 ? '0' : '?';
    }
    seen.add(fate);
  }
  return seen;
}

describe('a power cut', () => {
  it('keeps what was synced', async () => {
    expect(await fates('synced')).toEqual(new Set(['====']));
  });

  it('lets each sector that was not synced survive, vanish or turn stale on its own', async () => {
    const seen = await fates('unsynced');
    for (const letter of ['=', '0', '?', '-'])
      expect(
        [...seen].some((fate) => fate.includes(letter)),
        letter,
      ).toBe(true);
    // A hole in front of what survived: out of order.
    expect([...seen].some((fate) => /[0?].*=/.test(fate))).toBe(true);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('keeps a name only once its directory was synced', async () => {
    let kept = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const disk = new SimulatedDisk(seeded(seed));
      const process = disk.boot();
      await process.create('/d/sure');
      await process.syncDirectory('/d');
      await process.create('/d/unsure');
      disk.cutPower();
      expect(disk.files().has('/d/sure')).toBe(true);
      if (disk.files().has('/d/unsure')) kept += 1;
    }
    expect(kept).toBeGreaterThan(50);
    expect(kept).toBeLessThan(150);
  });
});

describe('a failed flush', () => {
  it('leaves bytes that can be read, count as clean, and are gone after a power cut', async () => {
    let readable = 0;
    let lost = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const disk = new SimulatedDisk(seeded(seed));
      const process = disk.boot((_, call) =>
        call === 'sync' ? { kind: 'error', code: 'EIO' } : null,
      );
      const file = await process.create('/d/file');
      await process.syncDirectory('/d');
      await expect(file.write(bytes(2, 'n'))).rejects.toMatchObject({ code: 'EIO' });
      if (disk.files().get('/d/file')?.equals(bytes(2, 'n'))) readable += 1;
      // The next flush has nothing left to write, and says that all is well.
      const again = disk.boot();
      await (await again.open('/d/file')).sync();
      const before = disk.files().get('/d/file');
      disk.cutPower();
      if (before?.equals(bytes(2, 'n')) && !disk.files().get('/d/file')?.equals(bytes(2, 'n')))
        lost += 1;
    }
    expect(readable).toBeGreaterThan(30);
    expect(lost).toBeGreaterThan(10);
  });
});

describe('a process', () => {
  it('dies at the call that was chosen, and stays dead', async () => {
    const disk = new SimulatedDisk(seeded(1));
    const process = disk.boot((n) => (n === 2 ? { kind: 'death', effect: true } : null));
    await process.create('/d/one');
    await expect(process.create('/d/two')).rejects.toMatchObject({ code: 'DEAD' });
    await expect(process.list('/d')).rejects.toMatchObject({ code: 'DEAD' });
    expect([...disk.files().keys()]).toEqual(['/d/one', '/d/two']);
  });

  it('takes a part of a write when the disk is full', async () => {
    const disk = new SimulatedDisk(seeded(1));
    const process = disk.boot((_, call) =>
      call === 'write' ? { kind: 'error', code: 'ENOSPC' } : null,
    );
    const file = await process.create('/d/file');
    await expect(file.write(bytes(2, 'n'))).rejects.toMatchObject({ code: 'ENOSPC' });
    const size = disk.files().get('/d/file')?.length;
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(1024);
  });
});
