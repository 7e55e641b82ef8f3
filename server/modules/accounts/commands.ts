// Adding, disabling and enabling accounts; changing a PIN. There is always an administrator left.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  AccountBody,
  type AccountsView,
  AddAccountBody,
  accountAdded,
  accountDisabled,
  accountEnabled,
  ChangePinBody,
  pinChanged,
  refuse,
} from './schema.ts';
import { accountById, accountByName, administrators } from './view.ts';

interface Reads {
  accounts: AccountsView;
}
interface Done {
  done: true;
}

export const addAccount: CommandDefinition<Reads, typeof AddAccountBody, { id: string }> = {
  type: 'accounts.addAccount',
  body: AddAccountBody,
  decide({ accounts }, { name, roles, pinHash, first }, { id }) {
    if (first && administrators(accounts).length > 0) return refuse('SETUP_DONE');
    if (accountByName(accounts, name)) return refuse('ACCOUNT_NAME_TAKEN');
    const accountId = id(0);
    return {
      events: [event(accountAdded, { accountId, name, roles: [...new Set(roles)], pinHash })],
      reply: { id: accountId },
    };
  },
};

export const changePin: CommandDefinition<Reads, typeof ChangePinBody, Done> = {
  type: 'accounts.changePin',
  body: ChangePinBody,
  decide({ accounts }, body) {
    if (!accountById(accounts, body.accountId)) return refuse('ACCOUNT_NOT_FOUND');
    return { events: [event(pinChanged, body)], reply: { done: true } };
  },
};

export const disableAccount: CommandDefinition<Reads, typeof AccountBody, Done> = {
  type: 'accounts.disableAccount',
  body: AccountBody,
  decide({ accounts }, { accountId }) {
    const account = accountById(accounts, accountId);
    if (!account) return refuse('ACCOUNT_NOT_FOUND');
    if (account.disabled) return { events: [], reply: { done: true } };
    const others = administrators(accounts).filter((one) => one.id !== accountId);
    if (others.length === 0) return refuse('LAST_ADMIN');
    return { events: [event(accountDisabled, { accountId })], reply: { done: true } };
  },
};

export const enableAccount: CommandDefinition<Reads, typeof AccountBody, Done> = {
  type: 'accounts.enableAccount',
  body: AccountBody,
  decide({ accounts }, { accountId }) {
    const account = accountById(accounts, accountId);
    if (!account) return refuse('ACCOUNT_NOT_FOUND');
    if (!account.disabled) return { events: [], reply: { done: true } };
    return { events: [event(accountEnabled, { accountId })], reply: { done: true } };
  },
};
