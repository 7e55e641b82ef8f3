// Staff confirm the business day, or end it early. Visitors have no route here.
import type { App } from '../../http/app.ts';
import { run } from '../../http/app.ts';
import type { Store } from '../../store/store.ts';
import { closeDay, openDay } from './commands.ts';
import { type CentreView, DayReply, EmptyBody, OpenDayBody } from './schema.ts';

const whoMayOpen = { roles: ['window', 'manager', 'admin'] } as const;

export function staffRoutes(app: App, deps: { store: Store<{ centre: CentreView }> }): void {
  app.post(
    '/api/centre/days',
    { schema: { body: OpenDayBody, response: { 200: DayReply } }, config: whoMayOpen },
    (request) => run(deps.store, openDay, request, request.body),
  );
  app.post(
    '/api/centre/closings',
    {
      schema: { body: EmptyBody, response: { 200: DayReply } },
      config: { roles: ['manager', 'admin'] },
    },
    (request) => run(deps.store, closeDay, request, { late: false }),
  );
}
