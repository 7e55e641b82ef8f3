// Administrators keep the accounts; everybody may change their own PIN. No route ever answers with a hash.
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { StaffAccounts } from '../../auth/accounts.ts';
import type { Auth } from '../../auth/auth.ts';
import { hashPin, isWeakPin, saltFor } from '../../auth/pins.ts';
import { enter, weak } from '../../auth/routes.ts';
import { Role, Session } from '../../auth/schema.ts';
import { sourceOf } from '../../auth/sign-in.ts';
import { type App, commandIdOf, ProblemError, run } from '../../http/app.ts';
import { httpRefusals } from '../../http/schema.ts';
import type { Outcome, Store } from '../../store/store.ts';
import { addAccount, changePin, disableAccount, enableAccount } from './commands.ts';
import { AccountList, AccountName, type AccountsView, accountsRefusals } from './schema.ts';
import { accountById, accountByName, administrators, selectAccounts } from './view.ts';

const strict = { additionalProperties: false } as const;
const AnyPin = Type.String({ maxLength: 64 });
const NewAccount = Type.Object(
  { name: AccountName, roles: Type.Array(Role, { minItems: 1, maxItems: 5 }), pin: AnyPin },
  strict,
);
const NewPin = Type.Object({ pin: AnyPin }, strict);
const OwnPin = Type.Object({ oldPin: AnyPin, pin: AnyPin }, strict);
const Empty = Type.Object({}, strict);
const Added = Type.Object({ id: Type.String() }, strict);
const Done = Type.Object({ done: Type.Literal(true) }, strict);
const OfAccount = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict);

interface Deps {
  readonly store: Store<{ accounts: AccountsView }>;
  readonly auth: Auth;
}
const admin = { roles: ['admin'] } as const;

export function staffRoutes(app: App, deps: Deps): void {
  const { store, auth } = deps;
  app.get('/api/accounts', { schema: { response: { 200: AccountList } }, config: admin }, () =>
    store.read(({ accounts }) => selectAccounts(accounts)),
  );

  app.post(
    '/api/accounts',
    { schema: { body: NewAccount, response: { 201: Added } }, config: admin },
    async (request, reply) => {
      const { name, roles, pin } = request.body;
      const pinHash = await newHash(pin, name, commandIdOf(request));
      reply.code(201);
      return run(store, addAccount, request, { name, roles, pinHash, first: false });
    },
  );

  app.post(
    '/api/accounts/:id/disablement',
    { schema: { params: OfAccount, body: Empty, response: { 200: Done } }, config: admin },
    async (request) => {
      const accountId = request.params.id;
      const done = await run(store, disableAccount, request, { accountId });
      auth.sessions.closeAccount(accountId);
      return done;
    },
  );
  app.post(
    '/api/accounts/:id/enablement',
    { schema: { params: OfAccount, body: Empty, response: { 200: Done } }, config: admin },
    (request) => run(store, enableAccount, request, { accountId: request.params.id }),
  );
  pinRoutes(app, deps);
}

function pinRoutes(app: App, { store, auth }: Deps): void {
  app.post(
    '/api/accounts/:id/pin',
    { schema: { params: OfAccount, body: NewPin, response: { 200: Done } }, config: admin },
    async (request) => {
      const account = await auth.accounts.byId(request.params.id);
      if (!account) throw new ProblemError('ACCOUNT_NOT_FOUND', accountsRefusals.ACCOUNT_NOT_FOUND);
      const { id: accountId, name } = account;
      const pinHash = await newHash(request.body.pin, name, commandIdOf(request));
      const done = await run(store, changePin, request, { accountId, pinHash, by: 'admin' });
      auth.sessions.closeAccount(accountId);
      return done;
    },
  );

  app.post(
    '/api/accounts/own/pin',
    { schema: { body: OwnPin, response: { 200: Session } }, config: { roles: 'anyStaff' } },
    async (request, reply) => {
      const { oldPin, pin } = request.body;
      const name = request.session?.name ?? '';
      const { id: accountId } = await auth.signIn.check(name, oldPin, sourceOf(request));
      const pinHash = await newHash(pin, name, commandIdOf(request));
      await run(store, changePin, request, { accountId, pinHash, by: 'self' });
      // Every other desk signs in again; this one goes on under a new token.
      auth.sessions.closeAccount(accountId);
      const account = await auth.accounts.byId(accountId);
      if (!account) throw new Error('accounts: the account is gone');
      return enter(auth, account, request, reply);
    },
  );
}

async function newHash(pin: string, name: string, commandId: string): Promise<string> {
  if (isWeakPin(pin, name)) throw weak();
  return hashPin(pin, saltFor(commandId, name));
}

const accountName = Compile(AccountName);

/** The accounts as signing in sees them (auth/accounts.ts). */
export function createStaffAccounts(store: Store<{ accounts: AccountsView }>): StaffAccounts {
  return {
    byId: (id) => store.read(({ accounts }) => copyOf(accountById(accounts, id))),
    byName: (name) => store.read(({ accounts }) => copyOf(accountByName(accounts, name))),
    hasAdministrator: () => store.read(({ accounts }) => administrators(accounts).length > 0),
    async addFirst(commandId, { name, pinHash }) {
      if (!accountName.Check(name)) {
        throw new ProblemError('BODY_INVALID', httpRefusals.BODY_INVALID);
      }
      const body: Static<typeof addAccount.body> = { name, roles: ['admin'], pinHash, first: true };
      const actor = { kind: 'kiosk', part: 'setup' } as const;
      return replyOf(await store.execute(addAccount, { id: commandId, actor, body }));
    },
    async recoverPin(commandId, { id: accountId, pinHash }) {
      const body: Static<typeof changePin.body> = { accountId, pinHash, by: 'recovery' };
      const actor = { kind: 'kiosk', part: 'recovery' } as const;
      replyOf(await store.execute(changePin, { id: commandId, actor, body }));
    },
  };
}

/** A copy: what leaves the view must not change under the reader. */
function copyOf<T extends object>(account: T | null): T | null {
  return account && { ...account };
}

function replyOf<Reply>(outcome: Outcome<Reply>): Reply {
  if (outcome.ok) return outcome.reply;
  const { refused, status, params } = outcome.refusal;
  throw new ProblemError(refused, status, params);
}
