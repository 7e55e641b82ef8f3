// The door for visitors: touch page, board, visitor routes, health. No staff route is registered here.
import { Type } from 'typebox';
import type { App } from './http/app.ts';
import { namesOf } from './http/hosts.ts';
import { createListener } from './http/listener.ts';
import { createMetrics, healthRoute } from './http/metrics.ts';
import { servePages } from './http/pages.ts';
import type { Parts } from './kiosk.ts';
import { visitorRoutes } from './visitor-routes.ts';

/** Of either listener for visitors. */
export const EventsQuery = Type.Object(
  { page: Type.Union([Type.Literal('touch'), Type.Literal('board')]) },
  { additionalProperties: false },
);

export async function createTouchListener(parts: Parts): Promise<App> {
  const { settings, logger, live, health } = parts;
  const app = await createListener({
    title: 'dangqun-kiosk: touchscreen and board',
    logger,
    names: namesOf(settings.listeners.touch.host, []),
    requestsPerMinute: settings.limits.touchPerMinute,
    streamOrigins: settings.workshop.streamOrigins,
  });
  const metrics = createMetrics(health);
  metrics.watch(app, 'touch');
  await servePages(app, parts.pagesRoot, [
    { path: '/', file: 'touch/index.html' },
    { path: '/board', file: 'board/index.html' },
  ]);
  app.get('/api/events', { schema: { querystring: EventsQuery } }, (request, reply) =>
    live[request.query.page].open(request, reply),
  );
  visitorRoutes(app, parts);
  healthRoute(app, health);
  metrics.route(app);
  return app;
}
