// Staff accounts. A PIN is never journalled: only its scrypt hash, which is useless without the journal's key file.
import { type Static, Type } from 'typebox';
import { Role } from '../../auth/schema.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;
const AccountId = Type.String({ minLength: 1, maxLength: 64 });
/** What staff type to sign in: letters, digits or Chinese. */
export const AccountName = Type.String({ pattern: '^[\\p{Script=Han}a-zA-Z0-9]{2,20}$' });
export const PinHash = Type.String({ maxLength: 256 });

export const accountAdded = defineEvent({
  type: 'accounts.accountAdded',
  lifetime: 'standing',
  data: Type.Object(
    {
      accountId: AccountId,
      name: AccountName,
      roles: Type.Array(Role, { minItems: 1 }),
      pinHash: PinHash,
    },
    strict,
  ),
});
export const pinChanged = defineEvent({
  type: 'accounts.pinChanged',
  lifetime: 'standing',
  data: Type.Object(
    {
      accountId: AccountId,
      pinHash: PinHash,
      by: Type.Union([Type.Literal('self'), Type.Literal('admin'), Type.Literal('recovery')]),
    },
    strict,
  ),
});
export const accountDisabled = defineEvent({
  type: 'accounts.accountDisabled',
  lifetime: 'standing',
  data: Type.Object({ accountId: AccountId }, strict),
});
export const accountEnabled = defineEvent({
  type: 'accounts.accountEnabled',
  lifetime: 'standing',
  data: Type.Object({ accountId: AccountId }, strict),
});
export type AccountAdded = Recorded<typeof accountAdded>;
export type PinChanged = Recorded<typeof pinChanged>;
export type AccountDisabled = Recorded<typeof accountDisabled>;
export type AccountEnabled = Recorded<typeof accountEnabled>;
export type AccountsEvent = AccountAdded | PinChanged | AccountDisabled | AccountEnabled;

export interface Account {
  id: string;
  name: string;
  roles: Role[];
  pinHash: string;
  disabled: boolean;
}
export interface AccountsView {
  accounts: Record<string, Account>;
}

export const accountsRefusals = {
  /** An administrator exists already: first-run set-up is over. */
  SETUP_DONE: 409,
  ACCOUNT_NOT_FOUND: 404,
  ACCOUNT_NAME_TAKEN: 409,
  /** The last administrator can be neither disabled nor lose the role. */
  LAST_ADMIN: 409,
} as const;
export type AccountsRefusal = keyof typeof accountsRefusals;
export const refuse = refusals(accountsRefusals);

/** Command bodies: the route has hashed the PIN and checked that it is not weak. */
export const AddAccountBody = Type.Object(
  {
    name: AccountName,
    roles: Type.Array(Role, { minItems: 1 }),
    pinHash: PinHash,
    first: Type.Boolean(),
  },
  strict,
);
export const ChangePinBody = Type.Object(
  {
    accountId: AccountId,
    pinHash: PinHash,
    by: Type.Union([Type.Literal('self'), Type.Literal('admin'), Type.Literal('recovery')]),
  },
  strict,
);
export const AccountBody = Type.Object({ accountId: AccountId }, strict);

/** GET /api/accounts */
export const AccountList = Type.Object(
  {
    accounts: Type.Array(
      Type.Object(
        { id: AccountId, name: AccountName, roles: Type.Array(Role), disabled: Type.Boolean() },
        strict,
      ),
    ),
  },
  strict,
);
export type AccountList = Static<typeof AccountList>;
