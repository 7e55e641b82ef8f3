// One device is exchanged for another under those who use it.
import { describe, expect, test } from 'vitest';
import type { Device } from '../../devices/device.ts';
import { createStatus } from '../../devices/status.ts';
import { createDeviceSlot } from '../../server/device-slot.ts';

interface Bell extends Device {
  readonly log: string[];
  ring(): void;
  onRing(listener: () => void): () => void;
  say(error: string): void;
}
function bell(name: string, log: string[]): Bell {
  const listeners = new Set<() => void>();
  const status = createStatus('callPad', false);
  return {
    log,
    ring() {
      for (const listener of listeners) listener();
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    say: (lastError) => status.set({ lastError }),
    async start() {
      log.push(`${name} starts`);
      status.set({ state: 'ready' });
    },
    async stop() {
      log.push(`${name} stops`);
      status.set({ state: 'absent' });
    },
    status: status.get,
    onStatus: status.onChange,
  };
}
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a slot', () => {
  test('hands listeners on to the next device and takes them from the one before', async () => {
    const log: string[] = [];
    const [first, second] = [bell('first', log), bell('second', log)];
    const slot = createDeviceSlot<Bell>(first);
    let rings = 0;
    const off = slot.attach((at) =>
      at.onRing(() => {
        rings += 1;
      }),
    );
    await slot.start();
    first.ring();
    await slot.put(second);
    first.ring();
    second.ring();
    expect(rings).toBe(2);
    off();
    second.ring();
    expect(rings).toBe(2);
    expect(log).toEqual(['first starts', 'first stops', 'second starts']);
  });

  test('tells of the status of whoever stands there, and of the exchange', async () => {
    const log: string[] = [];
    const [first, second] = [bell('first', log), bell('second', log)];
    const slot = createDeviceSlot<Bell>(null);
    const heard: (string | null | undefined)[] = [];
    slot.onStatus(() => heard.push(slot.status()?.lastError ?? slot.status()?.state));
    await slot.start();
    expect(slot.status()).toBeNull();
    await slot.put(first);
    first.say('reset');
    await slot.put(second);
    first.say('refused');
    await slot.put(null);
    expect(heard).toContain('reset');
    expect(heard).not.toContain('refused');
    expect(heard.at(-1)).toBeUndefined();
    expect(slot.status()).toBeNull();
  });

  test('exchanges nothing under work in hand; work that comes meanwhile gets the next device', async () => {
    const log: string[] = [];
    const slot = createDeviceSlot<Bell>(bell('first', log));
    await slot.start();
    const printing = gate();
    const work = slot.use(async () => {
      await printing.opened;
      log.push('work done');
    });
    const put = slot.put(bell('second', log));
    const later = slot.use(async (at) => at?.log.push('later work'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(log).toEqual(['first starts']);
    printing.open();
    await Promise.all([work, put, later]);
    expect(log).toEqual([
      'first starts',
      'work done',
      'first stops',
      'second starts',
      'later work',
    ]);
  });

  test('held, it lets go of the port and is still set up; released, it goes on', async () => {
    const log: string[] = [];
    const slot = createDeviceSlot<Bell>(bell('first', log));
    await slot.start();
    await slot.hold();
    expect(slot.status()).toMatchObject({ state: 'absent' });
    await slot.release();
    await slot.release();
    expect(slot.status()).toMatchObject({ state: 'ready' });
    expect(log).toEqual(['first starts', 'first stops', 'first starts']);
  });

  test('a device that took the place of a held one is not started again by its release', async () => {
    const log: string[] = [];
    const slot = createDeviceSlot<Bell>(bell('first', log));
    await slot.start();
    await slot.hold();
    await slot.put(bell('second', log));
    await slot.release();
    expect(log.filter((line) => line === 'second starts')).toHaveLength(1);
  });
});
