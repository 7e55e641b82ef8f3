// A TCP connection, as network printers and serial-to-Ethernet boxes offer it on port 9100.
import { connect, type Socket } from 'node:net';
import { createListeners } from '../listeners.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { createPendingWrites } from './pending-writes.ts';
import { type Transport, TransportError, type TransportFault } from './transport.ts';

export interface TcpOptions {
  host: string;
  port: number;
  timers?: Timers;
  /** A black hole answers neither yes nor no. In a local network a second and a half is two tries of the kernel's. */
  connectDeadlineMs?: number;
  /** How long a half-closed connection may wait for the peer to finish. */
  lingerMs?: number;
}

const keepAliveMs = 10_000;
/**
 * A printer that was switched on again should print within two seconds, and only knocking tells that it is there: a SYN
 * a second is nothing to a local network. Local devices can be seen coming, so for them the back-off stays long.
 */
const longestPauseMs = 1_000;
const faults: Record<string, TransportFault> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

function toTransportError(error: NodeJS.ErrnoException): TransportError {
  return new TransportError(faults[error.code ?? ''] ?? 'failed', error.code ?? error.message);
}

export function createTcpTransport(options: TcpOptions): Transport {
  const {
    host,
    port,
    timers = systemTimers,
    connectDeadlineMs = 1_500,
    lingerMs = 2_000,
  } = options;
  const data = createListeners<Uint8Array>();
  const closed = createListeners<TransportError>();
  let socket: Socket | null = null;
  let state: 'new' | 'opening' | 'open' | 'closing' | 'closed' = 'new';
  let reason: TransportError | null = null;
  const writes = createPendingWrites(timers);

  function lost(): void {
    const wasOpen = state === 'open' || state === 'closing';
    state = 'closed';
    const error = reason ?? new TransportError('closed', 'closed');
    writes.fail(error);
    if (wasOpen) closed.emit(error);
  }

  function listen(to: Socket): void {
    // Always there, also after close(): an 'error' without a listener would end the process.
    to.on('error', (error) => {
      reason ??= toTransportError(error);
    });
    to.on('data', (bytes) => data.emit(bytes));
    to.on('end', () => {
      reason ??= new TransportError('ended', 'the peer closed the connection');
      // Half-open: what the peer no longer reads is of no use, so let go at once.
      to.destroy();
    });
    to.on('close', lost);
  }

  return {
    open() {
      if (state !== 'new') return Promise.reject(new TransportError('closed', 'used already'));
      state = 'opening';
      return new Promise((resolve, reject) => {
        const to = connect({
          host,
          port,
          noDelay: true,
          keepAlive: true,
          keepAliveInitialDelay: keepAliveMs,
        });
        socket = to;
        const timer = timers.setTimeout(() => {
          reason ??= new TransportError('timeout', `no answer in ${connectDeadlineMs} ms`, false);
          to.destroy();
        }, connectDeadlineMs);
        to.once('connect', () => {
          timers.clearTimeout(timer);
          if (state === 'opening') state = 'open';
          resolve();
        });
        listen(to);
        to.once('close', () => {
          timers.clearTimeout(timer);
          reject(reason ?? new TransportError('closed', 'closed while opening', false));
        });
      });
    },
    write(bytes, deadlineMs) {
      const to = socket;
      if (state !== 'open' || !to?.writable) {
        return Promise.reject(new TransportError(reason?.fault ?? 'closed', 'not open', false));
      }
      return writes.begin(deadlineMs, (settle) => {
        to.write(bytes, (error) => settle(error ? (reason ?? toTransportError(error)) : null));
      });
    },
    onData: data.add,
    onClose: closed.add,
    async close(how = 'gently') {
      const to = socket;
      if (!to || to.closed) return;
      const wasOpening = state === 'opening';
      if (!wasOpening) state = 'closing';
      reason ??= new TransportError('closed', 'closed by us');
      await new Promise<void>((resolve) => {
        const timer = timers.setTimeout(() => to.destroy(), lingerMs);
        to.once('close', () => {
          timers.clearTimeout(timer);
          resolve();
        });
        if (how === 'atOnce' || wasOpening) to.destroy();
        // Half-close, then wait: destroy() while the printer is sending status makes its stack answer with a reset,
        // and some printers then drop what they had not printed yet.
        else to.end();
        to.resume();
      });
    },
    longestPauseMs,
  };
}
