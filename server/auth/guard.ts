// Enforces `config.roles` on every route of the staff listener. A route that declares none keeps the kiosk from starting.
import type { FastifyRequest } from 'fastify';
import { type App, ProblemError } from '../http/app.ts';
import type { StaffAccounts } from './accounts.ts';
import { refusalFor } from './roles.ts';
import { authRefusals } from './schema.ts';
import { type OpenSession, type Sessions, sessionCookie } from './sessions.ts';

/** Pages ask for these by themselves: nobody sits there because of them, so the idle time runs on. */
const BY_THEMSELVES = ['/api/events', '/api/help/events', '/api/session'];

/** Which request belongs to which session. */
const sessionIds = new WeakMap<FastifyRequest, string>();

/** Add before any route. */
export function requireRoles(
  app: App,
  deps: { readonly sessions: Sessions; readonly accounts: StaffAccounts },
): void {
  if (!app.hasRequestDecorator('session')) app.decorateRequest('session', null);

  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.roles === undefined) {
      throw new Error(`${method} ${url}: a staff route must say in config.roles who may call it`);
    }
  });

  app.addHook('onRequest', async (request) => {
    const { config, url } = request.routeOptions;
    // Unknown paths answer 404 to everybody.
    if (request.is404) return;
    const open = deps.sessions.find(
      sessionCookie.tokenOf(request.headers.cookie),
      !BY_THEMSELVES.includes(url ?? ''),
    );
    request.session = open && (await signedIn(open, deps));
    if (open && request.session) sessionIds.set(request, open.id);
    const refused = refusalFor(config.roles ?? [], request.session?.roles ?? null);
    if (refused) throw new ProblemError(refused, authRefusals[refused]);
  });
}

/** The account as it is now: disabled, or with another PIN, it is signed in no more. */
async function signedIn(
  open: OpenSession,
  { accounts, sessions }: { accounts: StaffAccounts; sessions: Sessions },
) {
  const account = await accounts.byId(open.accountId);
  if (account && !account.disabled && account.pinHash === open.pinHash) {
    return { accountId: account.id, name: account.name, roles: [...account.roles] };
  }
  sessions.close(open.id);
  return null;
}

/** The session of a request, null when there is none. */
export function sessionIdOf(request: FastifyRequest): string | null {
  return sessionIds.get(request) ?? null;
}
