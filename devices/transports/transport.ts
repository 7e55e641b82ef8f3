// Bytes in and out, with deadlines. What a driver knows of the wire, be it TCP, memory, serial or usblp.

/**
 * refused, unreachable, timeout: open() failed · reset: the peer tore the connection down · ended: it closed in good order ·
 * missing: nothing is at that path · denied: no right to open it · locked: another program has it · unsuitable: it is no such
 * device, or cannot do what its settings ask · unplugged: it went away while open ·
 * stalled: it takes no bytes · closed: we closed it · failed: anything else, see the message.
 */
export type TransportFault =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'ended'
  | 'missing'
  | 'denied'
  | 'locked'
  | 'unsuitable'
  | 'unplugged'
  | 'stalled'
  | 'closed'
  | 'failed';

export class TransportError extends Error {
  readonly fault: TransportFault;
  /** False only when it is certain that not one byte of this write left us. */
  readonly bytesMayHaveLeft: boolean;

  constructor(fault: TransportFault, message: string, bytesMayHaveLeft = true) {
    super(message);
    this.name = 'TransportError';
    this.fault = fault;
    this.bytesMayHaveLeft = bytesMayHaveLeft;
  }
}

/** One connection: opened once, closed once. A driver asks its factory for a new one to try again. */
export interface Transport {
  /** Rejects with a TransportError, within a deadline of the transport's own. */
  open(): Promise<void>;
  /** Resolves when the bytes are handed over; that says nothing about the device. Rejects with a TransportError. */
  write(bytes: Uint8Array, deadlineMs: number): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once, after open() succeeded, whoever closed it. */
  onClose(listener: (error: TransportError) => void): () => void;
  /**
   * gently: lets bytes under way arrive, then lets go; atOnce: there is nothing to wait for. Never rejects, takes no
   * longer than a few seconds; harmless when closed already.
   */
  close(how?: 'gently' | 'atOnce'): Promise<void>;
  /**
   * What is there now, null for nothing: a change says that the device is back. Absent where only knocking tells.
   * Never rejects.
   */
  readonly presence?: () => Promise<string | null>;
  /** No longer pause than this between two knocks. */
  readonly longestPauseMs?: number;
}
