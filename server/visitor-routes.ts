// The routes for visitors: one list for the kiosk's own touchscreen and for those elsewhere in the hall.
import type { FastifyRequest } from 'fastify';
import type { App } from './http/app.ts';
import type { Parts } from './kiosk.ts';
import * as attendance from './modules/attendance/routes.ts';
import * as catalogue from './modules/catalogue/routes.ts';
import * as directory from './modules/directory/routes.ts';
import * as goods from './modules/goods/routes.ts';
import * as help from './modules/help/routes.ts';
import * as livestream from './modules/livestream/routes.ts';
import * as orders from './modules/orders/routes.ts';
import * as ratings from './modules/ratings/routes.ts';
import * as services from './modules/services/routes.ts';
import * as voice from './modules/voice/routes.ts';
import { shopNowOf } from './shop-now.ts';

export function visitorRoutes(app: App, parts: Parts): void {
  const { store, privacy, cards, devices, speech } = parts;
  attendance.touchRoutes(app, { store, cards });
  directory.touchRoutes(app, { store });
  const printerSetUp = ({ screen }: FastifyRequest) =>
    (screen?.prints ?? true) && devices.status('printer') !== null;
  catalogue.touchRoutes(app, { store, printerSetUp });
  services.touchRoutes(app, { store, privacy, now: () => store.time(), printerSetUp });
  goods.touchRoutes(app, { photos: parts.photos });
  help.touchRoutes(app, { store });
  livestream.touchRoutes(app, { store, shopNow: shopNowOf(store) });
  orders.touchRoutes(app, { store, privacy, cards, printerSetUp });
  ratings.touchRoutes(app, { store, privacy });
  voice.touchRoutes(app, { store, speech });
}
