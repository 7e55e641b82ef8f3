// Back-off, reopening and stopping, on a clock of the test's own.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStatus } from '../../devices/status.ts';
import { createSupervisor } from '../../devices/supervisor.ts';
import { createMemoryTransport, type MemoryPeer } from '../../devices/transports/memory.ts';
import type { Transport, TransportFault } from '../../devices/transports/transport.ts';
import { quiet } from './quiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a wire of another kind has beside the memory wire's. */
type WireTraits = Pick<Transport, 'presence' | 'longestPauseMs'>;

function supervised(random = 0.5, traits: WireTraits = {}) {
  const status = createStatus('codeScanner', false);
  const attempts: number[] = [];
  const states: string[] = [];
  const losses: TransportFault[] = [];
  const device = { fault: null as TransportFault | null, peer: null as MemoryPeer | null };
  status.onChange(({ state }) => states.push(state));
  const from = performance.now();
  const supervisor = createSupervisor({
    open: () => ({
      ...createMemoryTransport({
        admit(peer) {
          attempts.push(Math.round(performance.now() - from));
          device.peer = peer;
          return device.fault;
        },
      }),
      ...traits,
    }),
    status,
    logger: quiet(),
    random: () => random,
    onOpen: () => status.set({ state: 'ready', lastError: null }),
    onData: () => {},
    onLost: ({ fault }) => losses.push(fault),
  });
  return { supervisor, status, attempts, states, losses, device };
}

describe('the supervisor', () => {
  test('backs off from one second to thirty', async () => {
    const { supervisor, attempts, device, status } = supervised();
    device.fault = 'refused';
    supervisor.start();
    await vi.advanceTimersByTimeAsync(100_000);
    const waits = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(status.get()).toMatchObject({ state: 'absent', lastError: 'refused' });
    await supervisor.stop();
  });

  test('spreads its knocks', async () => {
    for (const [random, wait] of [
      [0, 800],
      [0.75, 1_100],
    ] as const) {
      const { supervisor, attempts, device } = supervised(random);
      device.fault = 'refused';
      supervisor.start();
      await vi.advanceTimersByTimeAsync(1_500);
      expect(attempts).toEqual([0, wait]);
      await supervisor.stop();
    }
  });

  test('opens again after a loss, at first soon', async () => {
    const { supervisor, attempts, states, device } = supervised();
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    supervisor.alive();
    device.peer?.cut('reset');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(attempts).toEqual([0, 1_000]);
    expect(states).toEqual(['opening', 'ready', 'absent', 'opening', 'ready']);
    await supervisor.stop();
  });

  test('that was told to drop the line opens another one', async () => {
    const { supervisor, attempts, status } = supervised();
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    supervisor.drop('silent');
    expect(status.get()).toMatchObject({ state: 'absent', lastError: 'silent' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(attempts).toHaveLength(2);
    await supervisor.stop();
  });

  test('stops for good, and starts again', async () => {
    const { supervisor, attempts, device, status } = supervised();
    device.fault = 'refused';
    supervisor.start();
    await vi.advanceTimersByTimeAsync(500);
    await supervisor.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attempts).toHaveLength(1);
    expect(status.get().state).toBe('absent');
    device.fault = null;
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(status.get().state).toBe('ready');
    await supervisor.stop();
  });

  test('that stops tells the driver at once, before the wire is gone', async () => {
    const { supervisor, losses } = supervised();
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    const stopped = supervisor.stop();
    expect(losses).toEqual(['closed']);
    await stopped;
    expect(losses).toEqual(['closed']);
  });

  test.each(['missing', 'denied', 'locked', 'unsuitable', 'refused', 'timeout'] as const)(
    'says why a device cannot be opened: %s',
    async (fault) => {
      const { supervisor, device, status } = supervised();
      device.fault = fault;
      supervisor.start();
      await vi.advanceTimersByTimeAsync(0);
      expect(status.get()).toMatchObject({ state: 'absent', lastError: fault });
      await supervisor.stop();
    },
  );

  test('knocks on as often as the wire asks for', async () => {
    const { supervisor, attempts, device } = supervised(0.5, { longestPauseMs: 1_000 });
    device.fault = 'timeout';
    supervisor.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(attempts).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
    await supervisor.stop();
  });
});

describe('a device that can be seen', () => {
  /** A path with something at it, or nothing. */
  function path(at: string | null) {
    const place = { at, looks: 0 };
    const presence = async () => {
      place.looks += 1;
      return place.at;
    };
    return { place, ...supervised(0.5, { presence }) };
  }

  test('is tried within a second of its coming, however long the pause had become', async () => {
    const { place, supervisor, attempts, device, status } = path(null);
    device.fault = 'missing';
    supervisor.start();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(attempts.at(-1)).toBe(31_000);
    place.at = 'ttyUSB0';
    device.fault = null;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(attempts.at(-1)).toBe(41_000);
    expect(status.get().state).toBe('ready');
    await supervisor.stop();
  });

  test('is tried again when its rights have changed, not while they stay', async () => {
    const { place, supervisor, attempts, device, status } = path('root 600');
    device.fault = 'denied';
    supervisor.start();
    await vi.advanceTimersByTimeAsync(32_000);
    expect(attempts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
    place.at = 'kiosk 660';
    device.fault = null;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(status.get().state).toBe('ready');
    await supervisor.stop();
  });

  test('and is gone from its path is lost, though its wire says nothing', async () => {
    const { place, supervisor, device, status, losses } = path('ttyUSB0');
    supervisor.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(losses).toEqual([]);
    place.at = null;
    device.fault = 'missing';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(losses).toEqual(['unplugged']);
    expect(status.get()).toMatchObject({ state: 'absent', lastError: 'unplugged' });
    await supervisor.stop();
  });

  test('is looked at no more after the stop', async () => {
    const { place, supervisor } = path('ttyUSB0');
    supervisor.start();
    await vi.advanceTimersByTimeAsync(3_000);
    await supervisor.stop();
    const { looks } = place;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(place.looks).toBe(looks);
  });
});
