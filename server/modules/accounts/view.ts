// Staff accounts as they stand: who may sign in, with which roles.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  type Account,
  type AccountList,
  type AccountsEvent,
  type AccountsView,
  accountAdded,
  accountDisabled,
  accountEnabled,
  pinChanged,
} from './schema.ts';

export const accounts: ModuleDefinition<AccountsView> = {
  name: 'accounts',
  events: [accountAdded, pinChanged, accountDisabled, accountEnabled],
  initial: () => ({ accounts: {} }),
  fold(view, recorded) {
    const event = recorded as AccountsEvent;
    if (event.type === 'accounts.accountAdded') {
      const { accountId: id, name, roles, pinHash } = event.data;
      view.accounts[id] = { id, name, roles: [...roles], pinHash, disabled: false };
      return;
    }
    const account = event.type.startsWith('accounts.')
      ? accountById(view, event.data.accountId)
      : null;
    if (!account) return;
    switch (event.type) {
      case 'accounts.pinChanged':
        account.pinHash = event.data.pinHash;
        break;
      case 'accounts.accountDisabled':
        account.disabled = true;
        break;
      case 'accounts.accountEnabled':
        account.disabled = false;
        break;
    }
  },
};

/** Ids come from outside: `__proto__` is nobody. */
export function accountById(view: AccountsView, id: string): Account | null {
  return (Object.hasOwn(view.accounts, id) && view.accounts[id]) || null;
}

/** Names are told apart without regard to case: a clerk types `Wang` one day and `wang` the next. */
export function accountByName(view: AccountsView, name: string): Account | null {
  const wanted = sameName(name);
  return Object.values(view.accounts).find((one) => sameName(one.name) === wanted) ?? null;
}

function sameName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Administrators who can sign in. While there is none, the kiosk is in first-run set-up. */
export function administrators(view: AccountsView): Account[] {
  return Object.values(view.accounts).filter(
    ({ roles, disabled }) => !disabled && roles.includes('admin'),
  );
}

/** GET /api/accounts: never a hash. */
export function selectAccounts(view: AccountsView): AccountList {
  const listed = Object.values(view.accounts);
  return {
    accounts: listed.map(({ id, name, roles, disabled }) => ({ id, name, roles, disabled })),
  };
}
