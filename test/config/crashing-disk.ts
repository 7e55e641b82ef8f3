// A file system that loses its power at any step, and then any choice of what it was never told to keep.
import type { SettingsDisk } from '../../config/replace-file.ts';

interface Node {
  text: string;
  /** What a power cut leaves of it: nothing until it was synced. */
  durable: string;
}
interface NameChange {
  from: string | null;
  to: string | null;
}

export class PowerCut extends Error {}

export interface CrashingDisk extends SettingsDisk {
  /** Steps taken so far. */
  steps(): number;
  /** Each folder that a power cut now may leave: every subset of the name changes that no fsync of the folder settled. */
  afterPowerCut(): Map<string, string>[];
}

/** @param cutAt the step that does not happen any more, nor any after it */
export function createCrashingDisk(
  files: Readonly<Record<string, string>>,
  cutAt = Number.POSITIVE_INFINITY,
): CrashingDisk {
  const node = (text: string): Node => ({ text, durable: text });
  const now = new Map(Object.entries(files).map(([path, text]) => [path, node(text)]));
  let settled = new Map(now);
  let pending: { change: NameChange; node: Node | null }[] = [];
  let steps = 0;

  function step(): void {
    steps += 1;
    if (steps > cutAt) throw new PowerCut('the power is gone');
  }
  function find(path: string): Node {
    const found = now.get(path);
    if (!found) throw Object.assign(new Error(`ENOENT ${path}`), { code: 'ENOENT' });
    return found;
  }
  function apply(to: Map<string, Node>, { change, node: moved }: (typeof pending)[number]): void {
    if (change.from !== null) to.delete(change.from);
    if (change.to !== null && moved) to.set(change.to, moved);
  }
  function rename(change: NameChange, moved: Node | null): void {
    const one = { change, node: moved };
    apply(now, one);
    pending.push(one);
  }

  return {
    async realPath(path) {
      return path;
    },
    async read(path) {
      return find(path).text;
    },
    async create(path, text) {
      step();
      if (now.has(path)) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      rename({ from: null, to: path }, { text, durable: '' });
    },
    async sync(path) {
      step();
      const file = now.get(path);
      if (file) {
        file.durable = file.text;
        return;
      }
      settled = new Map(now);
      pending = [];
    },
    async rename(from, to) {
      step();
      rename({ from, to }, find(from));
    },
    async remove(path) {
      step();
      if (now.has(path)) rename({ from: path, to: null }, null);
    },
    steps: () => steps,
    afterPowerCut() {
      return Array.from({ length: 2 ** pending.length }, (_, choice) => {
        const left = new Map(settled);
        pending.forEach((one, index) => {
          if (choice & (1 << index)) apply(left, one);
        });
        return new Map([...left].map(([path, { durable }]) => [path, durable]));
      });
    },
  };
}
