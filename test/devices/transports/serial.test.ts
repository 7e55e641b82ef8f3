// A serial port that goes wrong says how, in time, and lets go of what it held. Over real pseudo-terminals.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { systemTimers, type Timers } from '../../../devices/timers.ts';
import { createSerialTransport, type SerialOptions } from '../../../devices/transports/serial.ts';
import { createPty, type Pty } from '../pty.ts';
import { until } from '../quiet.ts';
import { faultOf } from './fault-of.ts';

const ptys: Pty[] = [];
afterEach(async () => {
  for (const pty of ptys.splice(0)) await pty.stop();
});

async function plugged(): Promise<Pty> {
  const pty = await createPty();
  ptys.push(pty);
  await pty.start();
  return pty;
}
const wireTo = (path: string, options: Partial<SerialOptions> = {}) =>
  createSerialTransport({ path, baud: 115_200, ...options });

describe('a serial port', () => {
  test('carries every byte both ways', async () => {
    const pty = await plugged();
    const wire = wireTo(pty.path);
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const atDevice: number[] = [];
    const atKiosk: number[] = [];
    pty.onData((chunk) => atDevice.push(...chunk));
    wire.onData((chunk) => atKiosk.push(...chunk));
    await wire.open();
    await wire.write(bytes, 1_000);
    pty.send(bytes);
    await until(() => atDevice.length >= 256 && atKiosk.length >= 256, 'both ways');
    expect(atDevice).toEqual([...bytes]);
    expect(atKiosk).toEqual([...bytes]);
    await wire.close();
  });

  test('opens again after it was closed', async () => {
    const pty = await plugged();
    for (let i = 0; i < 3; i++) {
      const wire = wireTo(pty.path);
      await wire.open();
      await wire.close();
      expect(await faultOf(wire.write(Uint8Array.of(1), 100))).toBe('closed');
    }
  });

  test('that another program holds is locked, and free when that lets go', async () => {
    const pty = await plugged();
    const [first, second, third] = [wireTo(pty.path), wireTo(pty.path), wireTo(pty.path)];
    await first.open();
    expect(await faultOf(second.open())).toBe('locked');
    await second.close();
    await first.close();
    await third.open();
    await third.close();
  });

  test.each([
    ['a path with nothing there', '/dev/no-such-port', 'missing'],
    ['a file', import.meta.filename, 'unsuitable'],
    ['a folder', tmpdir(), 'unsuitable'],
    ['a device of another kind', '/dev/null', 'unsuitable'],
  ] as const)('is not %s', async (_what, path, fault) => {
    const wire = wireTo(path);
    expect(await faultOf(wire.open())).toBe(fault);
    await wire.close();
  });

  test('that dangles since its device was torn out is missing', async () => {
    const pty = await plugged();
    await pty.kill();
    expect(await faultOf(wireTo(pty.path).open())).toBe('missing');
    expect(await wireTo(pty.path).presence?.()).toBeNull();
  });

  test('without the right to open it is denied', async () => {
    const pty = await plugged();
    await chmod(pty.path, 0o000);
    // Root may open everything: a process that gives its rights away asks instead.
    const script = `
      const { createSerialTransport } = await import('./devices/transports/serial.ts');
      await import('serialport');
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      const wire = createSerialTransport({ path: ${JSON.stringify(pty.path)}, baud: 9600 });
      await wire.open().catch((error) => console.log(error.fault));`;
    await chmod(pty.folder, 0o755);
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('../../..', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await once(child, 'close');
    expect(said.trim()).toBe('denied');
  });

  test.each([
    ['in good order', (pty: Pty) => pty.unplug()],
    ['torn out', (pty: Pty) => pty.kill()],
  ] as const)('unplugged %s is told once, to whoever writes at the latest', async (_how, pull) => {
    const pty = await plugged();
    const wire = wireTo(pty.path);
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    await wire.open();
    await pull(pty);
    // The binding misses a hang-up that comes just while it reads: then the next write meets it, or the supervisor's look.
    while (faults.length === 0) await wire.write(Uint8Array.of(1), 1_000).catch(() => {});
    expect(await faultOf(wire.write(Uint8Array.of(1), 100))).toBe('closed');
    await wire.close();
    expect(faults).toEqual(['unplugged']);
  });

  test('unplugged in the middle of a write: the write says so', async () => {
    const pty = await plugged();
    pty.freeze();
    const wire = wireTo(pty.path);
    await wire.open();
    const write = faultOf(wire.write(new Uint8Array(200_000), 30_000));
    await pty.kill();
    expect(await write).toBe('unplugged');
    await wire.close();
  });

  test('whose device takes nothing stalls, and still closes', async () => {
    const pty = await plugged();
    pty.freeze();
    const wire = wireTo(pty.path, { baud: 4_000_000 });
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    await wire.open();
    expect(await faultOf(wire.write(new Uint8Array(200_000), 50))).toBe('stalled');
    await wire.close();
    expect(faults).toEqual(['closed']);
    pty.thaw();
    const again = wireTo(pty.path);
    await again.open();
    await again.close();
  });

  test('gives a slow line the time that its bytes take', async () => {
    const pty = await plugged();
    const wire = wireTo(pty.path, { baud: 9_600 });
    await wire.open();
    pty.freeze();
    // 48,000 bytes are 50 seconds at this speed: a device that starts to take them late is no fault yet.
    const write = wire.write(new Uint8Array(48_000), 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    pty.thaw();
    await write;
    await wire.close();
  });

  test('not open in time lets go of the port when it opens after all', async () => {
    const pty = await plugged();
    const overdue: Timers = {
      ...systemTimers,
      setTimeout(run) {
        queueMicrotask(run);
        return setTimeout(() => {}, 0);
      },
    };
    expect(await faultOf(wireTo(pty.path, { timers: overdue }).open())).toBe('timeout');
    const faults: string[] = [];
    let open = false;
    while (!open) {
      const wire = wireTo(pty.path);
      await wire.open().then(
        () => {
          open = true;
        },
        ({ fault }: { fault: string }) => faults.push(fault),
      );
      await wire.close();
    }
    expect(faults.filter((fault) => fault !== 'locked')).toEqual([]);
  });

  test('whose control lines cannot be set as asked is not used as if they were', async () => {
    const pty = await plugged();
    // A pseudo-terminal has no such lines.
    expect(await faultOf(wireTo(pty.path, { dtr: false }).open())).toBe('unsuitable');
    const wire = wireTo(pty.path);
    await wire.open();
    await wire.close();
  });

  test('shows when another device has come to its path', async () => {
    const pty = await plugged();
    const wire = wireTo(pty.path);
    const before = await wire.presence?.();
    expect(before).not.toBeNull();
    expect(await wire.presence?.()).toBe(before);
    // The second holds another /dev/pts/N while the first is still there.
    const other = await createPty();
    ptys.push(other);
    await other.start();
    expect(await wireTo(other.path).presence?.()).not.toBe(before);
  });
});
