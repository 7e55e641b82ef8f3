// A disk that keeps no promise it did not make. 512-byte sectors that were not synced survive a power cut, vanish or come
// back as older text, each on its own; names last only after an fsync of their directory; a failed fsync calls its pages
// clean; the process dies, or the disk fails, at any call that a test chooses. Everything follows from the seed.
import { dirname } from 'node:path';
import type { Disk, DiskFile, DiskSpace } from '../../../server/store/disk.ts';
import type { Random } from './random.ts';

const SECTOR = 512;

export type Call = keyof Disk | keyof DiskFile;

/** What happens at one call: an errno (after a part of a write), a write that stops short, or the end of the process. */
export type Fault =
  | { readonly kind: 'short' }
  | { readonly kind: 'error'; readonly code: 'EIO' | 'ENOSPC' }
  | { readonly kind: 'death'; readonly effect: boolean };

/** Chooses the fault of the n-th call of a process, counted from 1. */
export type Plan = (n: number, call: Call, path: string) => Fault | null;

/** Bugs between the journal and the disk, for tests that must notice them. */
export interface Flaws {
  /** Flushing does nothing. */
  readonly forgetsSync?: boolean;
  /** A write resolves while its flush is still under way. */
  readonly acknowledgesEarly?: boolean;
  /** The fsync of a directory does nothing. */
  readonly forgetsNames?: boolean;
}

interface Inode {
  /** What a reader sees: the page cache. */
  seen: Buffer;
  /** What is on the platter. */
  durable: Buffer;
  /** Sectors that the next sync will write. */
  readonly dirty: Set<number>;
  /** A failed flush called pages clean that are not on the platter. */
  lost: boolean;
  /** Reads here fail, for ever. */
  readonly bad: Set<number>;
}

type NameChange = (names: Map<string, Inode>) => void;
interface PendingName {
  readonly directory: string;
  readonly change: NameChange;
}

export class Dead extends Error {
  readonly code = 'DEAD';
}

function failure(code: string, call: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${call}`), { code });
}

export class SimulatedDisk {
  readonly #random: Random;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #pending: PendingName[] = [];
  #directories = new Set<string>();
  #process: SimulatedProcess | null = null;
  /** Sectors once written anywhere: what a torn write may bring back. */
  readonly #graveyard: Buffer[] = [];
  /** What the files together may hold. */
  capacityBytes = Number.POSITIVE_INFINITY;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A process on this disk; the one before is dead. */
  boot(plan: Plan = () => null, flaws: Flaws = {}): SimulatedProcess {
    this.#process?.kill();
    this.#process = new SimulatedProcess(this, plan, flaws);
    return this.#process;
  }

  /** The plug is pulled: what was not synced takes its chance. */
  cutPower(): void {
    this.#process?.kill();
    for (const { change } of this.#pending)
      if (this.#random.chance(0.5)) change(this.#durableNames);
    this.#pending = [];
    for (const inode of new Set([...this.#names.values(), ...this.#durableNames.values()]))
      this.#loseSectors(inode);
    this.#names = new Map(this.#durableNames);
  }

  #loseSectors(inode: Inode): void {
    const fates: Fate[] = this.#random.chance(0.2)
      ? ['survive']
      : this.#random.chance(0.2)
        ? ['vanish']
        : ['survive', 'survive', 'vanish', 'stale'];
    const synced = inode.durable.length;
    for (const sector of [...inode.dirty].sort((a, b) => a - b)) {
      const fate = this.#random.pick(fates);
      if (fate === 'survive') this.#writeSector(inode, sector, this.#sector(inode.seen, sector));
      // Only a freshly allocated sector can hold someone else's old text.
      else if (fate === 'stale' && sector * SECTOR >= synced && this.#graveyard.length > 0)
        this.#writeSector(
          inode,
          sector,
          this.#random
            .pick(this.#graveyard)
            .subarray(0, Math.max(0, inode.seen.length - sector * SECTOR)),
        );
    }
    inode.dirty.clear();
    // The size is metadata of its own: it may lag behind, or run ahead of sectors that never came.
    if (inode.seen.length > inode.durable.length && this.#random.chance(0.5))
      inode.durable = padded(inode.durable, inode.seen.length);
    inode.seen = inode.durable;
    inode.lost = false;
  }

  #sector(bytes: Buffer, sector: number): Buffer {
    return bytes.subarray(sector * SECTOR, (sector + 1) * SECTOR);
  }

  #writeSector(inode: Inode, sector: number, bytes: Buffer): void {
    const end = sector * SECTOR + bytes.length;
    // A copy: readers may hold the old one.
    const durable = padded(inode.durable, end);
    bytes.copy(durable, sector * SECTOR);
    inode.durable = durable;
  }

  write(inode: Inode, bytes: Uint8Array): void {
    const from = inode.seen.length;
    inode.seen = Buffer.concat([inode.seen, bytes]);
    const last = Math.floor((inode.seen.length - 1) / SECTOR);
    for (let sector = Math.floor(from / SECTOR); sector <= last; sector++) {
      inode.dirty.add(sector);
      if (this.#graveyard.length < 400) this.#graveyard.push(this.#sector(inode.seen, sector));
      else this.#graveyard[this.#random.between(0, 399)] = this.#sector(inode.seen, sector);
    }
  }

  sync(inode: Inode): void {
    if (inode.lost) {
      // Only what was written since the failure is still dirty; the rest is silently not there.
      for (const sector of inode.dirty)
        this.#writeSector(inode, sector, this.#sector(inode.seen, sector));
      inode.durable = padded(inode.durable, inode.seen.length);
    } else inode.durable = inode.seen;
    inode.dirty.clear();
  }

  /** fsyncgate: some sectors were written, the rest is lost, and all are clean; even the cache may drop them. */
  failSync(inode: Inode): void {
    inode.lost = true;
    for (const sector of inode.dirty)
      if (this.#random.chance(0.3))
        this.#writeSector(inode, sector, this.#sector(inode.seen, sector));
    if (this.#random.chance(0.3)) {
      inode.durable = padded(inode.durable, inode.seen.length);
      inode.seen = inode.durable;
      inode.lost = false;
    }
    inode.dirty.clear();
  }

  rename(directory: string, change: NameChange): void {
    change(this.#names);
    this.#pending.push({ directory, change });
  }

  syncDirectory(path: string): void {
    for (const { directory, change } of this.#pending)
      if (directory === path) change(this.#durableNames);
    this.#pending = this.#pending.filter(({ directory }) => directory !== path);
  }

  inode(path: string): Inode | undefined {
    return this.#names.get(path);
  }

  makeDirectory(path: string): void {
    for (let at = path; !this.#directories.has(at); at = dirname(at)) this.#directories.add(at);
  }

  list(path: string): string[] {
    if (!this.#directories.has(path)) throw failure('ENOENT', 'list');
    return [...this.#names.keys()]
      .filter((name) => dirname(name) === path)
      .map((name) => name.slice(path.length + 1));
  }

  space(): DiskSpace {
    const total = Number.isFinite(this.capacityBytes) ? this.capacityBytes : 2 ** 40;
    const used = [...this.#names.values()].reduce((sum, { seen }) => sum + seen.length, 0);
    return { freeBytes: Math.max(0, total - used), totalBytes: total };
  }

  between(from: number, to: number): number {
    return this.#random.between(from, to);
  }

  // --- what a test does to the files from outside ---

  files(): Map<string, Buffer> {
    return new Map([...this.#names].map(([name, { seen }]) => [name, seen]));
  }

  /** Puts a file there, durably. */
  put(path: string, bytes: Buffer): void {
    const inode = newInode(bytes);
    this.makeDirectory(dirname(path));
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  remove(path: string): void {
    this.#names.delete(path);
    this.#durableNames.delete(path);
  }

  /** A sector that can never be read again. */
  breakSector(path: string, offset: number): void {
    this.#names.get(path)?.bad.add(Math.floor(offset / SECTOR));
  }
}

function newInode(bytes: Buffer): Inode {
  return { seen: bytes, durable: bytes, dirty: new Set(), lost: false, bad: new Set() };
}

type Fate = 'survive' | 'vanish' | 'stale';

function padded(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length))]);
}

/** The calls of one process. Every one of them may be its last. */
export class SimulatedProcess implements Disk {
  readonly #disk: SimulatedDisk;
  readonly #plan: Plan;
  readonly #flaws: Flaws;
  #calls = 0;
  #dead = false;

  constructor(disk: SimulatedDisk, plan: Plan, flaws: Flaws) {
    this.#disk = disk;
    this.#plan = plan;
    this.#flaws = flaws;
  }

  get dead(): boolean {
    return this.#dead;
  }

  get calls(): number {
    return this.#calls;
  }

  kill(): void {
    this.#dead = true;
  }

  async #call<T>(
    call: Call,
    path: string,
    effect: () => T,
    failed?: () => void,
    short?: () => T,
  ): Promise<T> {
    if (this.#dead) throw new Dead();
    this.#calls += 1;
    const fault = this.#plan(this.#calls, call, path);
    // Other promises run while the disk works.
    await null;
    await null;
    if (this.#dead) throw new Dead();
    if (fault === null) return effect();
    if (fault.kind === 'short') return short === undefined ? effect() : short();
    if (fault.kind === 'error') {
      failed?.();
      throw failure(fault.code, call);
    }
    if (fault.kind === 'death' && fault.effect) effect();
    this.#dead = true;
    throw new Dead();
  }

  makeDirectory(path: string): Promise<void> {
    return this.#call('makeDirectory', path, () => this.#disk.makeDirectory(path));
  }

  list(path: string): Promise<string[]> {
    return this.#call('list', path, () => this.#disk.list(path));
  }

  create(path: string): Promise<DiskFile> {
    return this.#call('create', path, () => {
      if (this.#disk.inode(path) !== undefined) throw failure('EEXIST', path);
      const inode = newInode(Buffer.alloc(0));
      this.#disk.rename(dirname(path), (names) => names.set(path, inode));
      return this.#file(path, inode);
    });
  }

  open(path: string): Promise<DiskFile> {
    return this.#call('open', path, () => {
      const inode = this.#disk.inode(path);
      if (inode === undefined) throw failure('ENOENT', path);
      return this.#file(path, inode);
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#call('rename', to, () => {
      const inode = this.#disk.inode(from);
      if (inode === undefined) throw failure('ENOENT', from);
      this.#disk.rename(dirname(to), (names) => {
        names.delete(from);
        names.set(to, inode);
      });
    });
  }

  unlink(path: string): Promise<void> {
    return this.#call('unlink', path, () => {
      if (this.#disk.inode(path) === undefined) throw failure('ENOENT', path);
      this.#disk.rename(dirname(path), (names) => names.delete(path));
    });
  }

  space(path: string): Promise<DiskSpace> {
    return this.#call('space', path, () => this.#disk.space());
  }

  syncDirectory(path: string): Promise<void> {
    return this.#call('syncDirectory', path, () =>
      this.#flaws.forgetsNames ? undefined : this.#disk.syncDirectory(path),
    );
  }

  #flush(path: string, inode: Inode): Promise<void> {
    return this.#call(
      'sync',
      path,
      () => (this.#flaws.forgetsSync ? undefined : this.#disk.sync(inode)),
      () => this.#disk.failSync(inode),
    );
  }

  #file(path: string, inode: Inode): DiskFile {
    return {
      // O_DSYNC is two things that can fail: the copy into the page cache and the flush.
      write: async (bytes) => {
        const part = this.#disk.between(1, bytes.length);
        const written = await this.#call(
          'write',
          path,
          () => {
            if (this.#disk.space().freeBytes < bytes.length) throw failure('ENOSPC', 'write');
            this.#disk.write(inode, bytes);
            return bytes.length;
          },
          () => this.#disk.write(inode, bytes.subarray(0, part)),
          () => {
            this.#disk.write(inode, bytes.subarray(0, part));
            return part;
          },
        );
        const flushed = this.#flush(path, inode);
        if (this.#flaws.acknowledgesEarly) flushed.catch(() => undefined);
        else await flushed;
        return written;
      },
      read: (into, position) =>
        this.#call('read', path, () => {
          const end = Math.min(position + into.length, inode.seen.length);
          for (let at = position; at < end; at = (Math.floor(at / SECTOR) + 1) * SECTOR)
            if (inode.bad.has(Math.floor(at / SECTOR))) throw failure('EIO', 'read');
          return inode.seen.copy(into, 0, position, Math.max(position, end));
        }),
      size: () => this.#call('size', path, () => inode.seen.length),
      sync: () => this.#flush(path, inode),
      close: () => this.#call('close', path, () => undefined),
    };
  }
}
