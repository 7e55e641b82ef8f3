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
/** liftCard: it could not be read, lifting it and trying again may do · unknownCard: of a kind that nobody here can read. */
export type CardTrouble = 'liftCard' | 'unknownCard';
export interface IdCardReader extends Device {
  onCard(listener: (card: IdCard) => void): () => void;
  /** Once a card, not once a try. */
  onTrouble(listener: (trouble: CardTrouble) => void): () => void;
}
export interface CodeScanner extends Device {
  /** Null: longer than any code of ours; its text was dropped. */
  onCode(listener: (text: string | null) => void): () => void;
}

/** unknown: a key, or a digit before the function key, that means nothing here. */
export type CallPadKey =
  | 'call'
  | 'recall'
  | 'evaluate'
  | 'pause'
  | 'transfer'
  | 'giveUp'
  | 'hold'
  | 'callBack'
  /** The visitor sits down. */
  | 'start'
  /** The visitor's own buttons, where the pad has them. */
  | 'rate'
  | 'unknown';
/** 5 is the best. */
export type PadGrade = 1 | 2 | 3 | 4 | 5;
/** What one key says, with what belongs to it. */
export type PadPress =
  | { readonly key: Exclude<CallPadKey, 'transfer' | 'rate'> }
  /** The window whose digits were typed before; null: none were. */
  | { readonly key: 'transfer'; readonly window: number | null }
  | { readonly key: 'rate'; readonly grade: PadGrade };
/** `address`: of the pad on its line; several may share one. */
export type CallPadPress = { readonly address: number } & PadPress;
export interface CallPad extends Device {
  onPress(listener: (press: CallPadPress) => void): () => void;
  /** Shows a ticket's number, as far as the pad has signs for it; again after a loss of the line. */
  show(address: number, number: string): void;
  /** What the pad says when a key did nothing. */
  beep(address: number): void;
  /** Tells the visitor that the rating was recorded. A rating is acknowledged by this alone. */
  confirmRating(address: number): void;
}
/** A panel over each window, or one line of them, that shows who is called there. */
export interface LedPanel extends Device {
  /** What a frame has room for: the number's digits, or the whole text. Again after a loss of the line. */
  show(window: number, called: { number: string; text: string }): void;
}
