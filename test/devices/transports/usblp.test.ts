// A USB printer's process: what it holds, how it ends, and that nobody waits for it. A pseudo-terminal stands in for /dev/usb/lp0.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { createUsblpTransport } from '../../../devices/transports/usblp.ts';
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

/** Processes that hold this path. */
function holders(path: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[1]?.endsWith('usblp-child.ts') && words[2] === path;
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('a USB printer', () => {
  test('carries every byte both ways, and each write is done when its bytes are', async () => {
    const pty = await plugged();
    const wire = createUsblpTransport({ path: pty.path });
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const atDevice: number[] = [];
    const atKiosk: number[] = [];
    pty.onData((chunk) => atDevice.push(...chunk));
    wire.onData((chunk) => atKiosk.push(...chunk));
    await wire.open();
    await Promise.all([wire.write(bytes, 5_000), wire.write(bytes, 5_000)]);
    pty.send(bytes);
    await until(() => atDevice.length >= 512 && atKiosk.length >= 256, 'both ways');
    expect(atDevice).toEqual([...bytes, ...bytes]);
    expect(atKiosk).toEqual([...bytes]);
    await wire.close();
    expect(holders(pty.path)).toEqual([]);
  });

  test('lets bytes under way arrive when it is closed', async () => {
    const pty = await plugged();
    const wire = createUsblpTransport({ path: pty.path });
    let arrived = 0;
    pty.onData((chunk) => {
      arrived += chunk.length;
    });
    await wire.open();
    const write = wire.write(new Uint8Array(100_000), 5_000);
    await wire.close();
    await write;
    await until(() => arrived === 100_000, 'all of it');
  });

  test.each([
    ['missing', '/dev/usb/no-such-printer'],
    ['unsuitable', tmpdir()],
  ] as const)('is %s: %s', async (fault, path) => {
    const wire = createUsblpTransport({ path });
    expect(await faultOf(wire.open())).toBe(fault);
    await wire.close();
    expect(holders(path)).toEqual([]);
  });

  test('that takes nothing stalls; its process is killed and the path is free', async () => {
    const pty = await plugged();
    pty.freeze();
    const wire = createUsblpTransport({ path: pty.path });
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    await wire.open();
    expect(holders(pty.path)).toHaveLength(1);
    expect(await faultOf(wire.write(new Uint8Array(500_000), 100))).toBe('stalled');
    await wire.close();
    expect(holders(pty.path)).toEqual([]);
    expect(faults).toEqual(['closed']);
  });

  test('that takes nothing does not keep a stop waiting', async () => {
    const pty = await plugged();
    pty.freeze();
    const wire = createUsblpTransport({ path: pty.path, lingerMs: 50 });
    await wire.open();
    const write = faultOf(wire.write(new Uint8Array(500_000), 600_000));
    await wire.close();
    expect(await write).toBe('closed');
  });

  test('pulled out in the middle of a write says so', async () => {
    const pty = await plugged();
    pty.freeze();
    const wire = createUsblpTransport({ path: pty.path });
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    await wire.open();
    const write = faultOf(wire.write(new Uint8Array(500_000), 600_000));
    await pty.kill();
    expect(await write).toBe('unplugged');
    expect(faults).toEqual(['unplugged']);
    expect(await faultOf(wire.write(Uint8Array.of(1), 100))).toBe('unplugged');
    await wire.close();
  });

  test('whose process dies is a fault, not an end of ours', async () => {
    const pty = await plugged();
    const wire = createUsblpTransport({ path: pty.path });
    const faults: string[] = [];
    wire.onClose(({ fault }) => faults.push(fault));
    await wire.open();
    process.kill(holders(pty.path)[0] ?? 0, 'SIGKILL');
    await until(() => faults.length > 0, 'the end');
    expect(faults).toEqual(['failed']);
    await wire.close();
  });

  test('its process outlives no kiosk, not even with a write that blocks', async () => {
    const pty = await plugged();
    pty.freeze();
    const script = `
      const { createUsblpTransport } = await import('./devices/transports/usblp.ts');
      const wire = createUsblpTransport({ path: ${JSON.stringify(pty.path)} });
      await wire.open();
      wire.write(new Uint8Array(500_000), 600_000).catch(() => {});
      console.log('writing');`;
    const kiosk = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('../../..', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(kiosk.stdout, 'data');
    expect(holders(pty.path)).toHaveLength(1);
    kiosk.kill('SIGKILL');
    await until(() => holders(pty.path).length === 0, 'the process to go');
  });

  test('holds no thread that others need: files are read while it is blocked', async () => {
    const pty = await plugged();
    pty.freeze();
    const wires = Array.from({ length: 5 }, () => createUsblpTransport({ path: pty.path }));
    for (const wire of wires) await wire.open();
    const writes = wires.map((wire) => faultOf(wire.write(new Uint8Array(500_000), 600_000)));
    // libuv has four threads: five blocked writes of ours would leave none for this.
    for (let i = 0; i < 20; i++) await stat(pty.folder);
    await Promise.all(wires.map((wire) => wire.close('atOnce')));
    expect(await Promise.all(writes)).toEqual(wires.map(() => 'closed'));
  });
});
