// Signs of life: sent while the kiosk can answer, and only then.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadSupervision } from '../../config/load.ts';
import { createWatchdog } from '../../server/watchdog.ts';
import { quiet, until } from '../devices/quiet.ts';
import { type NotifySocket, openNotifySocket } from './notify-socket.ts';

describe('signs of life', () => {
  afterEach(() => void vi.useRealTimers());

  function watched(probe: () => Promise<unknown>, watchdogMs: number | null = 30_000) {
    vi.useFakeTimers();
    const sent: string[] = [];
    const logger = quiet();
    const send = async (message: string) => void sent.push(message);
    const watchdog = createWatchdog({ supervision: { watchdogMs }, probe, logger, send });
    return { watchdog, sent, logger };
  }

  test('three in the time after which systemd kills; none after the end', async () => {
    const { watchdog, sent } = watched(async () => {});
    await watchdog.ready();
    expect(sent).toEqual(['READY=1']);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toEqual(['READY=1', ...Array<string>(3).fill('WATCHDOG=1')]);
    await watchdog.stopping();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.slice(4)).toEqual(['STOPPING=1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a store that does not answer: none, until it answers again', async () => {
    let answer = () => {};
    const { watchdog, sent } = watched(() => new Promise<void>((resolve) => (answer = resolve)));
    await watchdog.ready();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toEqual(['READY=1']);
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['READY=1', 'WATCHDOG=1']);
  });

  test('a store that cannot read its records is alive: starting again would not mend them', async () => {
    const { watchdog, sent } = watched(() => Promise.reject(new Error('damaged')));
    await watchdog.ready();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual(['READY=1', 'WATCHDOG=1']);
  });

  test('a manager that does not watch hears of start and stop only', async () => {
    const { watchdog, sent } = watched(async () => {}, null);
    await watchdog.ready();
    expect(vi.getTimerCount()).toBe(0);
    await watchdog.stopping();
    expect(sent).toEqual(['READY=1', 'STOPPING=1']);
  });

  test('a message that cannot be sent is logged, and the next one is tried', async () => {
    vi.useFakeTimers();
    let attempts = 0;
    const logger = quiet();
    const watchdog = createWatchdog({
      supervision: { watchdogMs: 3000 },
      probe: async () => {},
      logger,
      send: () => Promise.reject(new Error(`attempt ${++attempts}`)),
    });
    await watchdog.ready();
    await vi.advanceTimersByTimeAsync(2000);
    expect(attempts).toBe(3);
    expect(logger.heard).toHaveLength(3);
    await watchdog.stopping();
  });
});

describe('who supervises', () => {
  test('nobody without a socket', () => {
    expect(loadSupervision({ WATCHDOG_USEC: '30000000' }, 1)).toBeNull();
    expect(loadSupervision({ NOTIFY_SOCKET: '' }, 1)).toBeNull();
  });

  test('the watchdog is meant for one process', () => {
    const variables = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '30000000' };
    expect(loadSupervision(variables, 7)).toEqual({ watchdogMs: 30_000 });
    expect(loadSupervision({ ...variables, WATCHDOG_PID: '7' }, 7)?.watchdogMs).toBe(30_000);
    expect(loadSupervision({ ...variables, WATCHDOG_PID: '8' }, 7)?.watchdogMs).toBeNull();
    expect(loadSupervision({ ...variables, WATCHDOG_USEC: 'soon' }, 7)?.watchdogMs).toBeNull();
  });
});

describe('the kiosk under a service manager', () => {
  const signEveryMs = 200;
  let folder: string;
  let socket: NotifySocket;
  afterEach(async () => {
    await socket.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('ready, alive, silent while its event loop stands still, alive again, stopping', async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchdog-'));
    socket = await openNotifySocket(folder);
    const { messages } = socket;
    const signs = () => messages.filter((message) => message === 'WATCHDOG=1').length;
    const kiosk = spawn(process.execPath, ['server/start-kiosk.ts'], {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'] ?? '',
        KIOSK_DATA_DIR: join(folder, 'data'),
        KIOSK_TOUCH_PORT: '0',
        KIOSK_STAFF_PORT: '0',
        NOTIFY_SOCKET: socket.path,
        WATCHDOG_USEC: String(3 * signEveryMs * 1000),
      },
    });
    try {
      await until(() => signs() >= 2, 'signs of life', 30_000);
      expect(messages[0]).toBe('READY=1');
      kiosk.kill('SIGSTOP');
      // A message may be on its way.
      await pause(2 * signEveryMs);
      const before = signs();
      await pause(10 * signEveryMs);
      expect(signs()).toBe(before);
      kiosk.kill('SIGCONT');
      await until(() => signs() > before, 'a sign of life after the pause');
      kiosk.kill('SIGTERM');
      const [code] = await once(kiosk, 'exit');
      expect(code).toBe(0);
      await until(() => messages.at(-1) === 'STOPPING=1', 'STOPPING=1');
    } finally {
      kiosk.kill('SIGKILL');
    }
  });
});
