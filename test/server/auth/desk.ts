// A staff listener over a store in memory, and clerks who talk to it: what the tests of auth and accounts share.
import type { TSchema } from 'typebox';
import { onTestFinished } from 'vitest';
import type { StaffAccounts } from '../../../server/auth/accounts.ts';
import { type Auth, createAuth } from '../../../server/auth/auth.ts';
import { hashPin, saltFor } from '../../../server/auth/pins.ts';
import type { Required } from '../../../server/auth/roles.ts';
import { staffRoutes as authRoutes } from '../../../server/auth/routes.ts';
import type { Role } from '../../../server/auth/schema.ts';
import type { App } from '../../../server/http/app.ts';
import { createListener } from '../../../server/http/listener.ts';
import { addAccount } from '../../../server/modules/accounts/commands.ts';
import {
  staffRoutes as accountRoutes,
  createStaffAccounts,
} from '../../../server/modules/accounts/routes.ts';
import type { AccountsView } from '../../../server/modules/accounts/schema.ts';
import { accounts as accountsModule } from '../../../server/modules/accounts/view.ts';
import type {
  CommandDefinition,
  DecideContext,
  RecordedEvent,
} from '../../../server/store/module.ts';
import type { Outcome, Store } from '../../../server/store/store.ts';

export interface Views {
  accounts: AccountsView;
}

export interface MemoryStore extends Store<Views> {
  readonly recorded: RecordedEvent[];
}

/** Decides and folds like the real one, and remembers command ids; knows no disk. */
export function createMemoryStore(): MemoryStore {
  const views: Views = { accounts: accountsModule.initial() };
  const recorded: RecordedEvent[] = [];
  const outcomes = new Map<string, { body: string; outcome: Outcome<unknown> }>();
  function decide<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    request: Parameters<Store<Views>['execute']>[1],
  ): Outcome<Reply> {
    const first = recorded.length + 1;
    const context = {
      actor: request.actor,
      commandId: request.id,
      id: (index: number) => `T1-1-${(first + index).toString(36)}`,
    } as unknown as DecideContext;
    const decision = command.decide(views, request.body as never, context);
    if ('refused' in decision) return { ok: false, refusal: decision };
    for (const event of decision.events) {
      const seq = recorded.length + 1;
      const one = { ...event, id: `T1-1-${seq.toString(36)}`, seq, actor: request.actor };
      recorded.push(one as unknown as RecordedEvent);
      accountsModule.fold(views.accounts, one as unknown as RecordedEvent);
    }
    return { ok: true, reply: decision.reply, replayed: false };
  }
  return {
    recorded,
    async execute(command, request) {
      const body = JSON.stringify(request.body);
      const before = outcomes.get(request.id);
      if (before && before.body !== body) {
        const refusal = { refused: 'IDEMPOTENCY_MISMATCH', status: 422, params: {} };
        return { ok: false, refusal };
      }
      const outcome = before?.outcome ?? decide(command, request);
      outcomes.set(request.id, { body, outcome });
      return outcome as Outcome<never>;
    },
    read: async (select) => select(views),
    onCommitted: () => () => {},
    status: () => ({ state: 'writable' }),
    onStatus: () => () => {},
    open: () => null,
    async *history() {
      yield* recorded;
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { code?: string; params?: Record<string, number> };
  readonly cookie: string | null;
}

export interface Route {
  readonly method: string;
  readonly url: string;
  readonly roles: Required;
}

export interface Desk {
  readonly app: App;
  readonly routes: readonly Route[];
  readonly auth: Auth;
  readonly store: MemoryStore;
  readonly accounts: StaffAccounts;
  /** Monotonic ms of this kiosk; move it. */
  readonly clock: { now: number };
  /** One browser: keeps its cookie. */
  clerk(source?: string): Clerk;
  /** An account made without a request. */
  hire(name: string, pin: string, roles: Role[]): Promise<string>;
}

export interface Clerk {
  cookie: string | null;
  post(url: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  get(url: string): Promise<Answer>;
}

export async function openDesk(): Promise<Desk> {
  const clock = { now: 1_000 };
  const store = createMemoryStore();
  const accounts = createStaffAccounts(store);
  const auth = createAuth({
    accounts,
    demo: false,
    staffUrls: () => ['https://192.168.1.20:8443'],
    now: () => clock.now,
  });
  const app = await createListener({
    title: 'test',
    logger: silent as never,
    names: ['localhost'],
    requestsPerMinute: 100_000,
  });
  auth.guard(app);
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat())
      routes.push({ method: one, url, roles: config?.roles ?? [] });
  });
  authRoutes(app, { auth });
  accountRoutes(app, { store, auth });
  await auth.start();
  onTestFinished(async () => {
    auth.stop();
    await app.close();
  });
  return {
    app,
    routes,
    auth,
    store,
    accounts,
    clock,
    clerk: (source = '192.0.2.10') => createClerk(app, source),
    async hire(name, pin, roles) {
      const pinHash = await hashPin(pin, saltFor(name, name));
      const outcome = await store.execute(addAccount, {
        id: `hire-${name}`,
        actor: { kind: 'kiosk', part: 'test' },
        body: { name, roles, pinHash, first: false },
      });
      if (!outcome.ok) throw new Error(outcome.refusal.refused);
      await auth.refreshSetup();
      return outcome.reply.id;
    },
  };
}

function createClerk(app: App, source: string): Clerk {
  const clerk: Clerk = {
    cookie: null,
    post: (url, body = {}, headers = {}) => send('POST', url, body, headers),
    get: (url) => send('GET', url),
  };
  async function send(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await app.inject({
      method,
      url,
      remoteAddress: source,
      headers: {
        host: 'localhost',
        ...(clerk.cookie ? { cookie: `kiosk_session=${clerk.cookie}` } : {}),
        ...headers,
      },
      ...(body ? { payload: body } : {}),
    });
    const header = response.headers['set-cookie'];
    const cookie = typeof header === 'string' ? header : null;
    const token = cookie && /^kiosk_session=([^;]*)/.exec(cookie)?.[1];
    if (typeof token === 'string') clerk.cookie = token === '' ? null : token;
    return { status: response.statusCode, body: parsed(response.body), cookie };
  }
  return clerk;
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}

const silent = {
  level: 'silent',
  fatal() {},
  error() {},
  warn() {},
  info() {},
  debug() {},
  trace() {},
  silent() {},
  child: () => silent,
};
