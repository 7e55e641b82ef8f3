// One listener: a Fastify instance with every limit, header and error that all routes share. Routes come from outside.
import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyError, LogController } from 'fastify';
import type { App } from './app.ts';
import { checkHost } from './hosts.ts';
import { knownPaths } from './known-paths.ts';
import { answerBrokenRequest, httpProblem, sendError, useProblems } from './problems.ts';

export interface ListenerOptions {
  readonly title: string;
  readonly logger: FastifyBaseLogger;
  /** Absent: plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Host names it answers to (hosts.ts). */
  readonly names: readonly string[];
  readonly requestsPerMinute: number;
  /** From which its pages may play a live stream beside their own. */
  readonly streamOrigins?: readonly string[];
}

const BODY_LIMIT_BYTES = 64 * 1024;
/** Deeper JSON than any body of ours; parsing is cheap, walking it recursively is not. */
const MAX_JSON_DEPTH = 32;
/** A touchscreen or a desk sends a request in milliseconds; whoever drips bytes is cut off. */
const REQUEST_TIMEOUT_MS = 5000;
const CLOSE_GRACE_MS = 1000;

/** Builds the instance with its plugins loaded, so that routes may be added at once. Listening is the caller's. */
export async function createListener(options: ListenerOptions): Promise<App> {
  const server = {
    headersTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1000,
    // Without a Host header Node answers by itself, in plain text: checkHost answers instead.
    requireHostHeader: false,
    handshakeTimeout: REQUEST_TIMEOUT_MS,
  };
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Streams are ended by stream.ts; downloads and slow replies may finish, idle connections may not wait.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    ...(options.tls ? { https: { ...server, ...options.tls } } : { http: server }),
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket),
    frameworkErrors: (error, request, reply) => {
      sendError(error as FastifyError, request, reply);
    },
  }) as unknown as App;
  closeInTime(app);
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.decorateRequest('session', null);
  app.decorateRequest('screen', null);
  useProblems(app, knownPaths(app));
  onlyJson(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    checkHost(request, options.names);
  });
  app.addHook('preHandler', async ({ params }) => {
    // Ids are looked up in plain objects, which know these names; no record of ours is called so.
    const ids = Object.values((params ?? {}) as Record<string, string>);
    if (ids.some((id) => id in Object.prototype)) throw httpProblem('NOT_FOUND');
  });
  await app.register(helmet, helmetOptions(options));
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: () => httpProblem('TOO_MANY_REQUESTS'),
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: options.title, version: '1' } },
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { roles: 'public' } }, () =>
    app.swagger(),
  );
  return app;
}

/**
 * Node's close() waits for every connection and stops its own time limits meanwhile: one that never sent a byte would hold
 * the kiosk up for ever. Those go at once, the rest after a second.
 */
function closeInTime(app: App): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, CLOSE_GRACE_MS).unref();
  });
}

/** Everything from here, nothing inline; no framing; no HSTS, for the certificate is the kiosk's own and may change. */
function helmetOptions(options: ListenerOptions): Parameters<typeof helmet>[1] {
  const tls = options.tls !== undefined;
  const streams = options.streamOrigins ?? [];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...streams],
        // blob: is how scripts feed a video (Media Source Extensions).
        mediaSrc: ["'self'", 'blob:', ...streams],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    // Browsers ignore it on plain HTTP and complain.
    crossOriginOpenerPolicy: tls,
    originAgentCluster: tls,
    referrerPolicy: { policy: 'no-referrer' },
  };
}

/** JSON bodies only (415 for the rest), refused by depth before anything walks them. */
function onlyJson(app: App): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    if (depthOf(text) > MAX_JSON_DEPTH) done(httpProblem('BODY_TOO_DEEP'));
    else parse(request, text, done);
  });
}

/** How deep brackets nest outside of strings. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x7b || character === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x7d || character === 0x5d) depth--;
  }
  return deepest;
}
