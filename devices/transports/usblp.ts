// A USB printer through the kernel's usblp (/dev/usb/lpN), held by a process of its own: a write to a printer without
// paper blocks, and four of them would take every thread of libuv's pool, the journal's too.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createListeners } from '../listeners.ts';
import { atMost, systemTimers, type Timers } from '../timers.ts';
import { createPendingWrites, type Settle } from './pending-writes.ts';
import { presenceAt } from './presence.ts';
import { type Transport, TransportError, type TransportFault } from './transport.ts';

export interface UsblpOptions {
  path: string;
  timers?: Timers;
  /** A process has to start for it. */
  openDeadlineMs?: number;
  /** How long bytes under way may still go out. */
  lingerMs?: number;
}

const script = join(import.meta.dirname, 'usblp-child.ts');
/** A process that was killed is gone in no time, unless the kernel itself is stuck in the printer's driver. */
const burialMs = 500;
const faults: Record<string, TransportFault> = {
  ENOENT: 'missing',
  ENXIO: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EBUSY: 'locked',
  EISDIR: 'unsuitable',
  ENOTTY: 'unsuitable',
  ENODEV: 'unplugged',
  EIO: 'unplugged',
};

export function createUsblpTransport(options: UsblpOptions): Transport {
  const { path, timers = systemTimers, openDeadlineMs = 5_000, lingerMs = 2_000 } = options;
  const data = createListeners<Uint8Array>();
  const closed = createListeners<TransportError>();
  const writes = createPendingWrites(timers);
  /** Handed to the child, oldest first, each with the count of bytes at its end. */
  let queue: { end: number; settle: Settle }[] = [];
  let handed = 0;
  let child: ChildProcess | null = null;
  let gone: Promise<void> = Promise.resolve();
  let state: 'new' | 'opening' | 'open' | 'closing' | 'closed' = 'new';
  let reason: TransportError | null = null;
  const isOpen = () => state === 'open';

  function lost(): void {
    if (state === 'closed') return;
    const wasOpen = state === 'open' || state === 'closing';
    state = 'closed';
    const error = reason ?? new TransportError('failed', 'the process that held it is gone');
    writes.fail(error);
    if (wasOpen) closed.emit(error);
  }

  function heard(line: string, opened: () => void): void {
    const [word, value = ''] = line.split(' ');
    if (word === 'open') opened();
    if (word === 'written') {
      const taken = queue.filter(({ end }) => end <= Number(value));
      queue = queue.slice(taken.length);
      for (const { settle } of taken) settle(null);
    }
    if (word === 'fault') reason ??= new TransportError(faults[value] ?? 'failed', value);
  }

  function launch(opened: () => void): Promise<void> {
    // No environment: whoever holds a device needs none of the kiosk's secrets.
    const made = spawn(process.execPath, [script, path], {
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
      env: {},
    });
    child = made;
    made.stdin?.on('error', () => {});
    made.stdout?.on('data', (bytes: Uint8Array) => data.emit(bytes));
    let text = '';
    (made.stdio[3] as Readable).on('data', (bytes: Buffer) => {
      const lines = (text + bytes.toString('latin1')).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) heard(line, opened);
    });
    return new Promise((resolve) => {
      made.on('error', (error) => {
        reason ??= new TransportError('failed', error.message, false);
        resolve();
      });
      made.on('close', () => resolve());
    });
  }

  async function bury(): Promise<void> {
    child?.kill('SIGKILL');
    await atMost(timers, burialMs, gone);
    // Stuck in the kernel it may outlive the kiosk's wish to end.
    child?.unref();
    lost();
  }

  return {
    async open() {
      if (state !== 'new') throw new TransportError('closed', 'used already', false);
      state = 'opening';
      // Cheaper than a process that finds nothing, once a second.
      if ((await presenceAt(path)) === null) reason = new TransportError('missing', path, false);
      else {
        const opened = new Promise<void>((resolve) => {
          gone = launch(() => {
            if (state === 'opening') state = 'open';
            resolve();
          });
        });
        void gone.then(lost);
        await atMost(timers, openDeadlineMs, Promise.race([opened, gone]));
      }
      if (isOpen()) return;
      reason ??= new TransportError('timeout', `not open in ${openDeadlineMs} ms`, false);
      await bury();
      throw reason;
    },
    write(bytes, deadlineMs) {
      const to = child?.stdin;
      if (state !== 'open' || !to) {
        return Promise.reject(new TransportError(reason?.fault ?? 'closed', 'not open', false));
      }
      return writes.begin(deadlineMs, (settle) => {
        handed += bytes.length;
        queue.push({ end: handed, settle });
        to.write(bytes);
      });
    },
    onData: data.add,
    onClose: closed.add,
    async close(how = 'gently') {
      if (!child || state === 'closed') {
        state = 'closed';
        return;
      }
      reason ??= new TransportError('closed', 'closed by us');
      if (state === 'open' && how === 'gently' && !writes.stalled) {
        state = 'closing';
        child.stdin?.end();
        await atMost(timers, lingerMs, gone);
      }
      if (state === 'open') state = 'closing';
      await bury();
    },
    presence: () => presenceAt(path),
  };
}
