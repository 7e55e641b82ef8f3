// What signing in needs to know of the staff accounts. The accounts module answers; see its routes.ts.
import type { Role } from './schema.ts';

export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly pinHash: string;
  readonly disabled: boolean;
}

export interface StaffAccounts {
  byId(id: string): Promise<StaffAccount | null>;
  byName(name: string): Promise<StaffAccount | null>;
  /** False while the kiosk waits for its first administrator. */
  hasAdministrator(): Promise<boolean>;
  /** Throws ProblemError: SETUP_DONE, ACCOUNT_NAME_TAKEN, BODY_INVALID. */
  addFirst(commandId: string, account: { name: string; pinHash: string }): Promise<{ id: string }>;
  recoverPin(commandId: string, account: { id: string; pinHash: string }): Promise<void>;
}
