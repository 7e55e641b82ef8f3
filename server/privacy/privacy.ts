// Personal data as the store and the routes see it. `createPrivacy` (keyring.ts) builds it over the key file.
import type { EventDefinition, NewEvent, Open } from '../store/module.ts';

export interface Privacy {
  /** Reads the keyring; makes one, and the key file, at first start. Throws PrivacyFailure with a sentence for the operator. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reserves a data key that is already durable in keyring.json; null when the pool is empty. Refills in the background. */
  newKey(): string | null;
  /** Seals the marked fields of an event under the data key that its data name in `keyId`. */
  seal(definition: EventDefinition, event: NewEvent): NewEvent;
  /** Opens a sealed field; null when its key is gone. */
  readonly open: Open;
  /** Destroys data keys for good (durable when resolved). Unknown ids are ignored. */
  destroy(keyIds: readonly string[]): Promise<void>;
  /** `DQ1.<kind>.<id>.<signature>`: codes on slips and on members' cards. */
  sign(kind: 'ticket' | 'member' | 'order', id: string): string;
  readCode(text: string): { kind: string; id: string } | null;
  /**
   * Keyed digest of text that may hold personal data, 22 characters: equal texts, equal digests, and worthless without the key
   * file. The journal keeps it of every command's body; a plain hash of a phone number is guessed in a minute.
   */
  fingerprint(text: string): string;
}
