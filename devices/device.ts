// What every device offers the kiosk. A driver never throws into the app: trouble is a status.
import type { DeviceStatus } from './schema.ts';
import type { Slip } from './slip.ts';

export interface Device {
  /** Begins to look for the device; resolves at once, whether or not it is there. */
  start(): Promise<void>;
  /** Lets go of it; pending work settles. */
  stop(): Promise<void>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
}

/**
 * confirmed: a process-id reply says printing completed · processed: a status reply queued behind the data came back and
 * the printer is well · unconfirmed: bytes were sent and nobody knows · failed: not one byte was sent.
 */
export type PrintOutcome = 'confirmed' | 'processed' | 'unconfirmed' | 'failed';

export interface Printer extends Device {
  /** Asks the printer how it is (DLE EOT 1–4), within its deadline. Never rejects. */
  probe(): Promise<DeviceStatus>;
  /** Sends one slip and waits for the best confirmation this printer can give. Never rejects; one at a time. */
  print(slip: Slip): Promise<PrintOutcome>;
  /**
   * An earlier process died while it sent a slip: the printer may still wait for the rest of a picture, and would take the
   * next slip for it.
   */
  interrupted(): void;
}

/** What an ID card says. Held in memory for a minute, never logged; the photo is dropped in the codec. */
export interface IdCard {
  readonly name: string;
  readonly idNumber: string;
  /** `2012-05-01`, null when the card does not say. */
  readonly birthDate: string | null;
}
export interface IdCardReader extends Device {
  onCard(listener: (card: IdCard) => void): () => void;
}
export interface CodeScanner extends Device {
  onCode(listener: (text: string) => void): () => void;
}
