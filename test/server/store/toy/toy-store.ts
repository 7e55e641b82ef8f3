// A store over the toy modules, with a clock that the test sets and, where it does not matter, a privacy of glass.

import type { Privacy } from '../../../../server/privacy/privacy.ts';
import { mapMarked } from '../../../../server/privacy/sealed.ts';
import type { ClockReading, SystemClock } from '../../../../server/store/clock.ts';
import {
  createStore,
  type StoreHandle,
  type StoreOptions,
} from '../../../../server/store/execute.ts';
import { createJournal } from '../../../../server/store/journal.ts';
import type { Logger } from '../../../../server/store/logger.ts';
import type { Opened, Sealed } from '../../../../server/store/module.ts';
import { registry, registryPath, type ToyViews } from './registry.ts';

export const KIOSK = 'T1';
export const DAY_MS = 86_400_000;
export const dayEvent = { type: 'toy.dayOpened', field: 'day' };

export interface ToyClock extends SystemClock {
  now: { -readonly [K in keyof ClockReading]: ClockReading[K] };
  pass(ms: number): void;
}
export function toyClock(wallMs = Date.UTC(2026, 10, 23, 1)): ToyClock {
  const clock: ToyClock = {
    now: { wallMs, trusted: true, bootId: 'b0070001', monotonicMs: 10_000 },
    pass(ms) {
      clock.now.wallMs += ms;
      clock.now.monotonicMs += ms;
    },
    read: () => ({ ...clock.now }),
    start: async () => undefined,
    stop: async () => undefined,
  };
  return clock;
}

/** Seals nothing really: tests of the order of things can look inside. */
export interface GlassPrivacy extends Privacy {
  readonly keys: Set<string>;
  readonly destroyed: string[];
  opened: number;
  keysLeft: number;
  failing: boolean;
}
export function glassPrivacy(): GlassPrivacy {
  let next = 0;
  const glass: GlassPrivacy = {
    keys: new Set(),
    destroyed: [],
    opened: 0,
    keysLeft: Number.POSITIVE_INFINITY,
    failing: false,
    start: async () => undefined,
    stop: async () => undefined,
    newKey() {
      if (glass.keysLeft-- <= 0) return null;
      const key = `key-${++next}`;
      glass.keys.add(key);
      return key;
    },
    seal(definition, one) {
      const { keyId } = one.data as { keyId?: string };
      const data = mapMarked(definition, one.data, ({ value }) => ({
        sealed: `${keyId}|${String(value)}`,
      }));
      return { ...one, data };
    },
    open(field: Sealed): Opened | null {
      glass.opened += 1;
      const [key = '', value = ''] = field.sealed.split('|');
      return glass.keys.has(key) ? { value, mask: `${value.slice(0, 1)}*` } : null;
    },
    async destroy(keyIds) {
      if (glass.failing) throw new Error('the keyring cannot be written');
      for (const key of keyIds) glass.keys.delete(key);
      glass.destroyed.push(...keyIds);
    },
    sign: (kind, id) => `DQ1.${kind}.${id}.x`,
    readCode: () => null,
    fingerprint: (text) => `print-of-${text}`,
  };
  return glass;
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}
export function memoryLogger(): Logger & { readonly entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  const at = (level: LogEntry['level']) => (fields: object, message: string) => {
    entries.push({ level, fields, message });
  };
  return { entries, info: at('info'), warn: at('warn'), error: at('error') };
}

export type ToyStore = StoreHandle<ToyViews>;
export function toyStore(dataDir: string, options: Partial<StoreOptions> = {}): ToyStore {
  return createStore<ToyViews>({
    dataDir,
    kiosk: KIOSK,
    journal: createJournal({
      directory: `${dataDir}/journal`,
      kiosk: KIOSK,
      ...(options.disk && { disk: options.disk }),
    }),
    privacy: glassPrivacy(),
    registry,
    registryPath,
    systemClock: toyClock(),
    logger: memoryLogger(),
    dayEvent,
    ...options,
  });
}

let commands = 0;
/** A request of its own id, as a touchscreen sends it. */
export function request<Body>(body: Body, id = `toy-${process.pid}-${++commands}`) {
  return { id, actor: { kind: 'touchscreen' }, body } as const;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
