// Visitors call and take back; staff accept.
import { type App, run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import { acceptHelp, callHelp, withdrawHelp } from './commands.ts';
import { CallHelpBody, CallHelpReply, DoneReply, HelpCallParams, type HelpView } from './schema.ts';

interface Deps {
  store: Store<{ help: HelpView }>;
}

export function touchRoutes(app: App, { store }: Deps): void {
  app.post(
    '/api/help/calls',
    { schema: { body: CallHelpBody, response: { 201: CallHelpReply } } },
    async (request, reply) => {
      reply.code(201);
      return run(store, callHelp, request, request.body);
    },
  );
  app.post(
    '/api/help/calls/:id/withdrawal',
    { schema: { params: HelpCallParams, body: CallHelpBody, response: { 200: DoneReply } } },
    (request) => run(store, withdrawHelp, request, { callId: request.params.id }),
  );
}

export function staffRoutes(app: App, { store }: Deps): void {
  app.post(
    '/api/help/calls/:id/acceptance',
    {
      schema: { params: HelpCallParams, body: CallHelpBody, response: { 200: DoneReply } },
      config: { roles: 'anyStaff' },
    },
    (request) => run(store, acceptHelp, request, { callId: request.params.id }),
  );
}
