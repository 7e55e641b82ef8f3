// Back-off, reopening and stopping, on a clock of the test's own.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStatus } from '../../devices/status.ts';
import { createSupervisor } from '../../devices/supervisor.ts';
import { createMemoryTransport, type MemoryPeer } from '../../devices/transports/memory.ts';
import type { TransportFault } from '../../devices/transports/transport.ts';
import { quiet } from './quiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function supervised(random = 0.5) {
  const status = createStatus('codeScanner', false);
  const attempts: number[] = [];
  const states: string[] = [];
  const device = { fault: null as TransportFault | null, peer: null as MemoryPeer | null };
  status.onChange(({ state }) => states.push(state));
  const from = performance.now();
  const supervisor = createSupervisor({
    open: () =>
      createMemoryTransport({
        admit(peer) {
          attempts.push(Math.round(performance.now() - from));
          device.peer = peer;
          return device.fault;
        },
      }),
    status,
    logger: quiet(),
    random: () => random,
    onOpen: () => status.set({ state: 'ready', lastError: null }),
    onData: () => {},
    onLost: () => {},
  });
  return { supervisor, status, attempts, states, device };
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
});
