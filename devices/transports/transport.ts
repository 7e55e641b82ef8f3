// Bytes in and out, with deadlines. What a driver knows of the wire, be it TCP, memory, serial or usblp.

/**
 * refused, unreachable, timeout: open() failed · reset: the peer tore the connection down · ended: it closed in good order ·
 * stalled: it takes no bytes · closed: we closed it · failed: anything else, see the message.
 */
export type TransportFault =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'ended'
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
  /** Lets bytes under way arrive, then lets go. Never rejects; harmless when closed already. */
  close(): Promise<void>;
}
