// Everything about signing in, put together: `createAuth` for kiosk.ts.
import type { FastifyRequest } from 'fastify';
import type { App } from '../http/app.ts';
import type { StaffAccounts } from './accounts.ts';
import { requireRoles, sessionIdOf } from './guard.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSetupCodes, type SetupCodes } from './setup-codes.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export interface Auth {
  readonly accounts: StaffAccounts;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly setup: SetupCodes;
  readonly demo: boolean;
  start(): Promise<void>;
  stop(): void;
  /** Guards the staff listener; before any of its routes. */
  guard(app: App): void;
  /** Asks the accounts again whether the first administrator is still missing. */
  refreshSetup(): Promise<void>;
  /** Whether, and until when, the caller of a stream may go on watching. */
  watch(request: FastifyRequest): {
    stillValid(): boolean;
    onEnd(end: () => void): () => void;
  };
}

export interface AuthOptions {
  readonly accounts: StaffAccounts;
  readonly demo: boolean;
  readonly staffUrls: () => string[];
  /** Monotonic ms; the process's own by default. */
  readonly now?: () => number;
}

export function createAuth({ accounts, demo, staffUrls, ...options }: AuthOptions): Auth {
  const now = options.now ?? (() => performance.now());
  const sessions = createSessions(now);
  const setup = createSetupCodes({ now, startedAt: now(), staffUrls });
  const auth: Auth = {
    accounts,
    sessions,
    setup,
    demo,
    signIn: createSignIn({ accounts, now }),
    async start() {
      sessions.start();
      await auth.refreshSetup();
    },
    stop() {
      sessions.stop();
      setup.stop();
    },
    guard: (app) => requireRoles(app, { sessions, accounts }),
    async refreshSetup() {
      setup.needFirst(!(await accounts.hasAdministrator()));
    },
    watch(request) {
      const id = sessionIdOf(request);
      return {
        stillValid: () => id !== null && sessions.alive(id),
        onEnd: (end) => (id === null ? () => {} : sessions.onEnd(id, end)),
      };
    },
  };
  return auth;
}
