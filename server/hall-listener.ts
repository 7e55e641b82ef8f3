// The door for screens elsewhere in the hall: TLS, paired screens only, the visitors' routes and no other. Phones get one page.
import type { Settings } from '../config/settings.ts';
import { authRefusals, type PairedScreen } from './auth/schema.ts';
import { requireScreen } from './auth/screen-guard.ts';
import { type App, ProblemError } from './http/app.ts';
import type { Certificate } from './http/certificate.ts';
import { namesOf } from './http/hosts.ts';
import { createListener } from './http/listener.ts';
import { healthRoute } from './http/metrics.ts';
import { servePages } from './http/pages.ts';
import type { Parts } from './kiosk.ts';
import { screenRoutes } from './modules/pairing/routes.ts';
import { ticketPage } from './ticket-page.ts';
import { EventsQuery } from './touch-listener.ts';
import { visitorRoutes } from './visitor-routes.ts';

export async function createHallListener(parts: Parts, tls: Certificate): Promise<App> {
  const { settings, logger, health } = parts;
  const { host, names } = settings.listeners.hall;
  const app = await createListener({
    title: 'dangqun-kiosk: screens of the hall',
    logger,
    tls,
    // A proxy may well stand on this machine, before a listener that is on loopback.
    names: [...namesOf(host, names), ...publishedNames(settings)],
    requestsPerMinute: settings.limits.hallPerMinute,
    streamOrigins: settings.workshop.streamOrigins,
  });
  requireScreen(app, parts.screens);
  await servePages(app, parts.pagesRoot, []);
  screenPages(app);
  eventsRoute(app, parts);
  screenRoutes(app, { store: parts.store, codes: parts.pairingCodes });
  visitorRoutes(app, parts);
  if (settings.publicUrl !== null) ticketPage(app, parts);
  healthRoute(app, health);
  return app;
}

/** The name by which phones come, where that is told. */
export function publishedNames({ publicUrl }: Pick<Settings, 'publicUrl'>): string[] {
  return publicUrl === null ? [] : [new URL(publicUrl).hostname];
}

/** One address for every screen: which page it is, the pairing says. */
function screenPages(app: App): void {
  const open = { schema: { hide: true }, config: { roles: 'public' } } as const;
  const pages = {
    '/': (screen: PairedScreen | null) => screen?.kind ?? 'pair',
    '/board': (screen: PairedScreen | null) => (screen ? 'board' : 'pair'),
  };
  for (const [path, pageFor] of Object.entries(pages)) {
    app.get(path, open, ({ screen }, reply) =>
      // A cached page would outlive the pairing.
      reply.header('cache-control', 'no-store').sendFile(`${pageFor(screen)}/index.html`),
    );
  }
}

function eventsRoute(app: App, { live, screens }: Parts): void {
  app.get(
    '/api/events',
    { schema: { querystring: EventsQuery }, config: { boards: true } },
    async (request, reply) => {
      const { screen } = request;
      const { page } = request.query;
      if (!screen) throw new Error('hall: the guard let a stranger in');
      if (screen.kind === 'board' && page !== 'board') {
        throw new ProblemError('SCREEN_KIND_WRONG', authRefusals.SCREEN_KIND_WRONG);
      }
      await live.hall(page, screen.prints).open(request, reply, {
        sees: () => true,
        stillValid: () => true,
        onEnd: (end) => screens.onEnd(screen, end),
        seats: live.hallSeats,
      });
      if (reply.raw.closed) return;
      reply.raw.once('close', screens.opened(screen.id));
    },
  );
}
