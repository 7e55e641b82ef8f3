// The door for staff: TLS, signed in, every route with its roles.
import { Type } from 'typebox';
import * as auth from './auth/routes.ts';
import * as backups from './backup/routes.ts';
import type { App } from './http/app.ts';
import type { Certificate } from './http/certificate.ts';
import { namesOf } from './http/hosts.ts';
import { createListener } from './http/listener.ts';
import { healthRoute } from './http/metrics.ts';
import { servePages } from './http/pages.ts';
import { virtualDeskRoutes, virtualPrinterRoutes } from './http/virtual-devices.ts';
import * as installers from './installer/routes.ts';
import type { Parts } from './kiosk.ts';
import { createPadPlaces } from './kiosk-call-devices.ts';
import * as accounts from './modules/accounts/routes.ts';
import * as attendance from './modules/attendance/routes.ts';
import * as catalogue from './modules/catalogue/routes.ts';
import * as centre from './modules/centre/routes.ts';
import * as directory from './modules/directory/routes.ts';
import * as goods from './modules/goods/routes.ts';
import * as help from './modules/help/routes.ts';
import * as livestream from './modules/livestream/routes.ts';
import * as sales from './modules/orders/import-routes.ts';
import * as orders from './modules/orders/routes.ts';
import * as takings from './modules/orders/takings-routes.ts';
import * as pairing from './modules/pairing/routes.ts';
import * as printing from './modules/printing/routes.ts';
import * as ratings from './modules/ratings/routes.ts';
import * as services from './modules/services/routes.ts';
import * as statistics from './modules/services/statistics-routes.ts';
import * as shares from './modules/shares/routes.ts';
import * as voice from './modules/voice/routes.ts';
import { nameOf, staffSees } from './screens.ts';
import { hostDeskOf } from './shop-now.ts';

const EventsQuery = Type.Object({ page: Type.Literal('staff') }, { additionalProperties: false });
const SignInQuery = Type.Object({ page: Type.Literal('signIn') }, { additionalProperties: false });

export async function createStaffListener(parts: Parts, tls: Certificate): Promise<App> {
  const { settings, logger, store, privacy, devices, speech, live, backup, health } = parts;
  const { host, names } = settings.listeners.staff;
  const app = await createListener({
    title: 'dangqun-kiosk: staff',
    logger,
    tls,
    names: namesOf(host, names),
    requestsPerMinute: settings.limits.staffPerMinute,
    streamOrigins: settings.workshop.streamOrigins,
  });
  const printerSetUp = () => devices.status('printer') !== null;
  parts.auth.guard(app);
  await servePages(app, parts.pagesRoot, [{ path: '/', file: 'staff/index.html' }]);
  eventsRoutes(app, parts);
  auth.staffRoutes(app, { auth: parts.auth });
  accounts.staffRoutes(app, { store, auth: parts.auth });
  attendance.staffRoutes(app, { store });
  catalogue.staffRoutes(app, { store });
  services.staffRoutes(app, { store, now: () => store.time(), printerSetUp });
  statistics.staffRoutes(app, { store });
  shares.staffRoutes(app, { store, printerSetUp });
  printing.staffRoutes(app, { store, printerSetUp });
  goods.staffRoutes(app, { store, photos: parts.photos });
  orders.staffRoutes(app, { store, privacy, cards: parts.cards, printerSetUp });
  sales.importRoutes(app, { store });
  takings.takingsRoutes(app, { store, printerSetUp });
  help.staffRoutes(app, { store });
  livestream.staffRoutes(app, { store, desk: hostDeskOf(store, nameOf) });
  ratings.staffRoutes(app, { store });
  voice.staffRoutes(app, {
    store,
    speech,
    testCall: (moment) => live.board.moment('testCall', moment),
  });
  directory.staffRoutes(app, { store, privacy, backupsGoneOn: backup.backupsGoneOn });
  const { pairingCodes: codes, hallUrls } = parts;
  pairing.staffRoutes(app, { store, codes, hallUrls, caPem: tls.caPem });
  centre.staffRoutes(app, { store });
  backups.staffRoutes(app, { backup });
  installers.staffRoutes(app, parts.installer.deps);
  if (devices.twins.printer) virtualPrinterRoutes(app, devices.twins.printer);
  virtualDeskRoutes(app, devices.twins, createPadPlaces(settings.callPads).windowOf);
  healthRoute(app, health);
  return app;
}

function eventsRoutes(app: App, { live, auth: { watch } }: Parts): void {
  app.get(
    '/api/events',
    { schema: { querystring: EventsQuery }, config: { roles: 'anyStaff' } },
    (request, reply) => {
      const roles = request.session?.roles ?? [];
      const viewer = { ...watch(request), sees: (slice: string) => staffSees(roles, slice) };
      return live.staff.open(request, reply, viewer);
    },
  );
  // A desk whose session ran out still rings when a visitor calls.
  app.get(
    '/api/help/events',
    { schema: { querystring: SignInQuery }, config: { roles: 'public' } },
    (request, reply) => live.signIn.open(request, reply),
  );
}
