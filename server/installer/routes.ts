// The installer's routes: for administrators only, since they decide what the kiosk talks to.
import type { FastifyRequest } from 'fastify';
import { type App, ProblemError } from '../http/app.ts';
import type { Installer } from './installer.ts';
import {
  Done,
  EmptyBody,
  InstallerOverview,
  PortList,
  type PrinterProfile,
  ReachBody,
  ReachReply,
  SaveBody,
  SaveReply,
  SlipQuery,
  TrialBody,
} from './schema.ts';

export interface InstallerDeps {
  readonly installer: Installer;
  readonly drawTestSlip: (profile: PrinterProfile) => Promise<string>;
  /** The demo's settings without its people, to begin a file with. */
  readonly startingFile: () => string;
  /** Into the journal: who changed which keys. Throws what a route may throw. */
  readonly record: (request: FastifyRequest, keys: readonly string[]) => Promise<void>;
  readonly writable: () => boolean;
}

const config = { roles: ['admin'] } as const;
const done = { done: true } as const;

export function staffRoutes(app: App, deps: InstallerDeps): void {
  const { installer } = deps;
  readRoutes(app, deps);
  app.post(
    '/api/installer/reachability',
    { schema: { body: ReachBody, response: { 200: ReachReply } }, config },
    ({ body: { host, port } }) => installer.reach(host, port),
  );
  app.post(
    '/api/installer/trials',
    { schema: { body: TrialBody, response: { 202: Done } }, config },
    async (request, reply) => {
      await installer.begin(request.body);
      reply.code(202);
      return done;
    },
  );
  app.post(
    '/api/installer/trials/slips',
    { schema: { body: EmptyBody, response: { 202: Done } }, config },
    async (_request, reply) => {
      installer.print();
      reply.code(202);
      return done;
    },
  );
  app.post(
    '/api/installer/trials/end',
    { schema: { body: EmptyBody, response: { 200: Done } }, config },
    async () => {
      await installer.end();
      return done;
    },
  );
  app.post(
    '/api/installer/devices',
    { schema: { body: SaveBody, response: { 200: SaveReply } }, config },
    async (request) => {
      // What nobody could look up later is not done.
      if (!deps.writable()) throw new ProblemError('STORE_READ_ONLY', 503);
      const keys = await installer.save(request.body);
      if (keys.length > 0) await deps.record(request, keys);
      return { keys: [...keys] };
    },
  );
}

function readRoutes(app: App, { installer, drawTestSlip, startingFile }: InstallerDeps): void {
  app.get('/api/installer', { schema: { response: { 200: InstallerOverview } }, config }, () =>
    installer.overview(),
  );
  app.get('/api/installer/ports', { schema: { response: { 200: PortList } }, config }, () =>
    installer.ports(),
  );
  app.get(
    '/api/installer/slip.svg',
    { schema: { querystring: SlipQuery }, config },
    async ({ query: { columns, charset, cutter } }, reply) => {
      reply.type('image/svg+xml');
      return drawTestSlip({
        columns: columns === '32' ? 32 : 48,
        charset,
        cutter,
        processId: 'never',
      });
    },
  );
  app.get('/api/installer/starting-file', { config }, async (_request, reply) => {
    reply.header('content-disposition', 'attachment; filename="settings.json"');
    reply.type('application/json; charset=utf-8');
    return startingFile();
  });
}
