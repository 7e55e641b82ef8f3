// Whether a screen is connected: its stream is open and it has been heard of lately; a pulled cable does not close a stream.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PairingView } from '../../server/modules/pairing/schema.ts';
import { createPairedScreens, type PairedScreens, SILENT_MS } from '../../server/paired-screens.ts';
import type { RecordedEvent } from '../../server/store/module.ts';

const ID = 'LB01-1-1';
let view: PairingView;
let commit: (events: readonly RecordedEvent[]) => void;
let screens: PairedScreens;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  view = {
    screens: {
      [ID]: { id: ID, name: '二楼', kind: 'touch', prints: false, tokenDigest: 'd', pairedAtMs: 1 },
    },
  };
  changes = 0;
  screens = createPairedScreens({
    store: {
      read: async (select) => select({ pairing: view }),
      onCommitted(listener) {
        commit = listener;
        return () => {};
      },
    },
    hallUrls: () => null,
    wallMs: () => Date.now(),
    logger: { error: () => {} },
  });
  screens.start();
  screens.onChange(() => {
    changes += 1;
  });
});
afterEach(() => {
  screens.stop();
  vi.useRealTimers();
});

const state = async () => (await screens.slice()).screens[0];
const connected = async () => (await state())?.connected;

test('heard of without a stream it is not connected, but was seen', async () => {
  expect(await state()).toMatchObject({ connected: false, lastSeenMs: null });
  const at = Date.now();
  screens.heard(ID);
  expect(await state()).toMatchObject({ connected: false, lastSeenMs: at });
  expect(changes).toBe(0);
});

test('a stream that nobody is heard of behind is not a connection, until somebody is again', async () => {
  screens.heard(ID);
  const closed = screens.opened(ID);
  expect([await connected(), changes]).toEqual([true, 1]);
  await vi.advanceTimersByTimeAsync(SILENT_MS - 6_000);
  screens.heard(ID);
  const heardAt = Date.now();
  await vi.advanceTimersByTimeAsync(SILENT_MS - 6_000);
  expect([await connected(), changes]).toEqual([true, 1]);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await state()).toMatchObject({ connected: false, lastSeenMs: heardAt });
  expect(changes).toBe(2);
  screens.heard(ID);
  expect([await connected(), changes]).toEqual([true, 3]);
  closed();
  expect([await connected(), changes]).toEqual([false, 4]);
});

test('of two streams one may go', async () => {
  screens.heard(ID);
  const [first] = [screens.opened(ID), screens.opened(ID)];
  first?.();
  expect(await connected()).toBe(true);
});

test('a stream ends when its screen is unpaired, or was before anybody listened; others go on', async () => {
  const screen = { id: ID, name: '二楼', kind: 'touch', prints: false } as const;
  const ends: string[] = [];
  screens.onEnd(screen, () => ends.push('first'));
  screens.onEnd({ ...screen, id: 'gone' }, () => ends.push('gone'));
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).toEqual(['gone']);
  commit([{ type: 'services.ticketTaken' } as RecordedEvent]);
  view.screens = {};
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).not.toContain('first');
  commit([{ type: 'pairing.screenUnpaired' } as RecordedEvent]);
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).toContain('first');
});
