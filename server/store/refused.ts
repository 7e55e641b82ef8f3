// Why a journal is not opened at all, in words that tell the operator what to do.

export type RefusedReason = 'LOCKED' | 'OTHER_KIOSK' | 'NO_JOURNAL';

export class JournalRefused extends Error {
  readonly reason: RefusedReason;
  constructor(reason: RefusedReason, message: string) {
    super(message);
    this.name = 'JournalRefused';
    this.reason = reason;
  }
}
