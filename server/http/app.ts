// The Fastify instance as routes see it, and the one way a route runs a command.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { PairedScreen, Role, Session } from '../auth/schema.ts';
import type { Actor, CommandDefinition } from '../store/module.ts';
import type { Store } from '../store/store.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Staff listener: who may call it. `public` needs no session. A staff route without it does not start. */
    roles?: readonly Role[] | 'public' | 'anyStaff';
    /** Hall listener: boards may call it too. Otherwise touchscreens only; `public` needs no pairing. */
    boards?: true;
  }
  interface FastifyRequest {
    /** The signed-in account; null on the touch listener and on public routes. */
    session: Session | null;
    /** The screen that asks over the Hall listener; null everywhere else. */
    screen: PairedScreen | null;
  }
}

/** A refusal on its way to the client as application/problem+json. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(
    code: string,
    status: number,
    params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
    this.code = code;
    this.status = status;
    this.params = params;
  }
}

/** Who is asking, for the journal. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.session) return { kind: 'staff', accountId: request.session.accountId };
  return request.screen
    ? { kind: 'touchscreen', screenId: request.screen.id }
    : { kind: 'touchscreen' };
}

/** Bare, or a quoted string as the IETF draft has it. */
const KEY = /^"?([\w.:-]{1,128})"?$/;

/** The client's command id, or a fresh one when it sent none. */
export function commandIdOf(request: FastifyRequest): string {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return randomBytes(16).toString('base64url');
  const [, key] = (typeof given === 'string' && KEY.exec(given)) || [];
  // To pass it over would make two of what the client means to do once.
  if (key === undefined) throw new ProblemError('IDEMPOTENCY_KEY_INVALID', 400);
  return key;
}

/** Executes a command for a route. Throws ProblemError when it is refused. */
export async function run<Views, Body extends TSchema, Reply>(
  store: Store<Views>,
  command: CommandDefinition<Views, Body, Reply>,
  request: FastifyRequest,
  body: Static<Body>,
): Promise<Reply> {
  const outcome = await store.execute(command, {
    id: commandIdOf(request),
    actor: actorOf(request),
    body,
  });
  if (outcome.ok) return outcome.reply;
  const { refused, status, params } = outcome.refusal;
  throw new ProblemError(refused, status, params);
}
