// Why personal data cannot be unlocked. The message is for the operator: what is wrong and what to do, never a key.

export type PrivacyCode =
  | 'KEY_FILE_MISSING'
  | 'KEY_FILE_INVALID'
  | 'KEY_FILE_UNREADABLE'
  | 'KEY_FILE_WRONG'
  | 'KEY_FILE_INSIDE_DATA'
  | 'KEYRING_MISSING'
  | 'KEYRING_DAMAGED'
  | 'KIOSK_CHANGED';

export class PrivacyFailure extends Error {
  readonly code: PrivacyCode;
  constructor(code: PrivacyCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
