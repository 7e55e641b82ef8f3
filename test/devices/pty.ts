// A serial line without a cable: socat holds a pseudo-terminal whose other end is the test's, or any socat address.
import { type ChildProcess, spawn } from 'node:child_process';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface PtyOptions {
  /** Where the link appears; two ptys one after another on the same path are a device that was plugged in again. */
  path?: string;
  /** The other end, as a socat address (`TCP:127.0.0.1:9100`); without it the test is the device: `send`, `onData`. */
  far?: string;
}

export interface Pty {
  /** What the kiosk opens: a link to the /dev/pts/N of the day, as /dev/serial/by-id is. */
  readonly path: string;
  readonly folder: string;
  readonly pid: number;
  /** Resolves once the link is there. */
  start(): Promise<void>;
  /** The device's end. */
  send(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Takes no more bytes and says nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Pulled out in good order: the link goes too. Harmless when gone already. */
  unplug(): Promise<void>;
  /** SIGKILL: the link stays and dangles. */
  kill(): Promise<void>;
  /** Unplugs, and removes the folder that was made for it. */
  stop(): Promise<void>;
}

export async function createPty(options: PtyOptions = {}): Promise<Pty> {
  const made = options.path === undefined ? await mkdtemp(join(tmpdir(), 'pty-')) : null;
  const path = options.path ?? join(made ?? '', 'port');
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let child: ChildProcess | null = null;

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const socat = child;
    child = null;
    if (!socat || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = new Promise((resolve) => socat.once('exit', resolve));
    // A frozen process hears no SIGTERM.
    socat.kill('SIGCONT');
    socat.kill(signal);
    await gone;
  }

  return {
    path,
    folder: dirname(path),
    get pid() {
      return child?.pid ?? 0;
    },
    async start() {
      // A link left dangling by a kill is not the new device's.
      await rm(path, { force: true });
      const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, options.far ?? '-'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child = socat;
      socat.stdin.on('error', () => {});
      socat.stdout.on('data', (bytes: Uint8Array) => {
        for (const listener of listeners) listener(bytes);
      });
      let linked = false;
      while (!linked) {
        if (socat.exitCode !== null) throw new Error(`socat ended with ${socat.exitCode}`);
        linked = await lstat(path).then(
          () => true,
          () => false,
        );
      }
    },
    send(bytes) {
      child?.stdin?.write(bytes);
    },
    onData: (listener) => void listeners.add(listener),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    unplug: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      await rm(made ?? path, { recursive: true, force: true });
    },
  };
}
