// The routes for visitors: one list for the kiosk's own touchscreen and for those elsewhere in the hall.
import type { App } from './http/app.ts';
import type { Parts } from './kiosk.ts';
import * as attendance from './modules/attendance/routes.ts';
import * as directory from './modules/directory/routes.ts';
import * as help from './modules/help/routes.ts';
import * as ratings from './modules/ratings/routes.ts';
import * as services from './modules/services/routes.ts';
import * as voice from './modules/voice/routes.ts';

export function visitorRoutes(app: App, parts: Parts): void {
  const { store, privacy, cards, devices, speech } = parts;
  attendance.touchRoutes(app, { store, cards });
  directory.touchRoutes(app, { store });
  services.touchRoutes(app, {
    store,
    privacy,
    now: () => store.time(),
    printerSetUp: ({ screen }) => (screen?.prints ?? true) && devices.status('printer') !== null,
  });
  help.touchRoutes(app, { store });
  ratings.touchRoutes(app, { store, privacy });
  voice.touchRoutes(app, { store, speech });
}
