// Signing in and out, the first administrator, a lost PIN.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, commandIdOf, ProblemError } from '../http/app.ts';
import type { StaffAccount } from './accounts.ts';
import type { Auth } from './auth.ts';
import { sessionIdOf } from './guard.ts';
import { hashPin, isWeakPin, saltFor } from './pins.ts';
import {
  authRefusals,
  BeginRecoveryBody,
  FirstAccountBody,
  Session,
  Setup,
  SignInBody,
} from './schema.ts';
import { sessionCookie } from './sessions.ts';
import { sourceOf } from './sign-in.ts';

const Nothing = Type.Object({}, { additionalProperties: false });
const open = { roles: 'public' } as const;

export function staffRoutes(app: App, { auth }: { readonly auth: Auth }): void {
  app.get('/api/setup', { schema: { response: { 200: Setup } }, config: open }, async () => ({
    needed: !(await auth.accounts.hasAdministrator()),
    demo: auth.demo,
  }));

  app.post(
    '/api/sign-in',
    { schema: { body: SignInBody, response: { 200: Session } }, config: open },
    async (request, reply) => {
      const { name, pin } = request.body;
      const account = await auth.signIn.check(name, pin, sourceOf(request));
      return enter(auth, account, request, reply);
    },
  );

  // Public: whoever has no session any more is signed out already.
  app.post(
    '/api/sign-out',
    { schema: { body: Nothing, response: { 200: Nothing } }, config: open },
    async (request, reply) => {
      const id = sessionIdOf(request);
      if (id !== null) auth.sessions.close(id);
      reply.header('set-cookie', sessionCookie.setCookie(null));
      return {};
    },
  );

  app.get(
    '/api/session',
    { schema: { response: { 200: Session } }, config: { roles: 'anyStaff' } },
    async (request) => {
      if (!request.session) throw new ProblemError('SIGN_IN_REQUIRED', 401);
      return request.session;
    },
  );

  firstAccount(app, auth);
  recoveries(app, auth);
}

function firstAccount(app: App, auth: Auth): void {
  app.post(
    '/api/accounts/first',
    { schema: { body: FirstAccountBody, response: { 201: Session } }, config: open },
    async (request, reply) => {
      const { code, name, pin } = request.body;
      if (isWeakPin(pin, name)) throw weak();
      // After set-up no code is right: the answer says what to do instead.
      if (await auth.accounts.hasAdministrator()) throw new ProblemError('SETUP_DONE', 409);
      auth.setup.check('firstAdmin', code, null, sourceOf(request));
      const commandId = commandIdOf(request);
      const pinHash = await hashPin(pin, saltFor(commandId, name));
      const { id } = await auth.accounts.addFirst(commandId, { name, pinHash });
      auth.setup.done('firstAdmin');
      reply.code(201);
      return enter(auth, await existing(auth, id), request, reply);
    },
  );
}

function recoveries(app: App, auth: Auth): void {
  app.post(
    '/api/accounts/recoveries',
    { schema: { body: BeginRecoveryBody, response: { 202: Nothing } }, config: open },
    async (request, reply) => {
      const account = await auth.accounts.byName(request.body.name);
      auth.setup.recover(account && !account.disabled ? account.name : null);
      reply.code(202);
      return {};
    },
  );

  app.post(
    '/api/accounts/recoveries/complete',
    { schema: { body: FirstAccountBody, response: { 200: Session } }, config: open },
    async (request, reply) => {
      const { code, name, pin } = request.body;
      if (isWeakPin(pin, name)) throw weak();
      const account = await auth.accounts.byName(name);
      const known = account && !account.disabled ? account : null;
      auth.setup.check('recovery', code, known?.name ?? '', sourceOf(request));
      if (!known) throw new ProblemError('SETUP_CODE_WRONG', authRefusals.SETUP_CODE_WRONG);
      const commandId = commandIdOf(request);
      const pinHash = await hashPin(pin, saltFor(commandId, known.name));
      await auth.accounts.recoverPin(commandId, { id: known.id, pinHash });
      auth.setup.done('recovery');
      auth.sessions.closeAccount(known.id);
      return enter(auth, await existing(auth, known.id), request, reply);
    },
  );
}

/** Signs in under a new token; the one that the browser brought along, its own or planted, is worth nothing any more. */
export function enter(
  auth: Auth,
  account: StaffAccount,
  request: FastifyRequest,
  reply: FastifyReply,
): Session {
  const before = sessionIdOf(request);
  if (before !== null) auth.sessions.close(before);
  reply.header('set-cookie', sessionCookie.setCookie(auth.sessions.open(account)));
  return { accountId: account.id, name: account.name, roles: [...account.roles] };
}

async function existing(auth: Auth, id: string): Promise<StaffAccount> {
  const account = await auth.accounts.byId(id);
  if (!account) throw new Error('auth: the account is gone');
  return account;
}

export function weak(): ProblemError {
  return new ProblemError('PIN_WEAK', authRefusals.PIN_WEAK);
}
