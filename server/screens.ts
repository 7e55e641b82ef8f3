// Which slices each page gets, and who among staff sees which.
import type { DevicesSlice } from '../devices/schema.ts';
import { holds } from './auth/roles.ts';
import type { Role, SetupSlice } from './auth/schema.ts';
import type { StoreSlice } from './http/schema.ts';
import type { InstallerSlice } from './installer/schema.ts';
import { selectAttendance, selectVisits } from './modules/attendance/view.ts';
import { selectCatalogue } from './modules/catalogue/view.ts';
import { selectCentre } from './modules/centre/view.ts';
import { selectUnits } from './modules/directory/view.ts';
import { selectGoods } from './modules/goods/pages.ts';
import { selectHelp, selectHelpWaiting } from './modules/help/view.ts';
import { selectLive, selectWorkshop } from './modules/livestream/pages.ts';
import { selectSessions } from './modules/livestream/staff-pages.ts';
import { selectOrders } from './modules/orders/pages.ts';
import type { ScreensSlice } from './modules/pairing/schema.ts';
import { screenById } from './modules/pairing/view.ts';
import { selectJobs, selectPrinting } from './modules/printing/view.ts';
import type { Views } from './modules/registry.ts';
import { selectBoard, selectServices } from './modules/services/pages.ts';
import { selectTickets } from './modules/services/staff-pages.ts';
import { selectAnnouncement, selectAnnouncements, selectSound } from './modules/voice/view.ts';
import { hostDeskOf, shopNowOf } from './shop-now.ts';
import type { StoreHandle } from './store/execute.ts';
import type { Store, StoreStatus } from './store/store.ts';

type Slices = Record<string, () => Promise<unknown>>;

export interface ScreenSources {
  readonly store: Store<Views> & Pick<StoreHandle<Views>, 'damage' | 'time'>;
  /** The day keeper's: only it knows the clock. */
  readonly dayNeedsConfirmation: () => boolean;
  readonly devices: () => DevicesSlice;
  readonly setup: () => SetupSlice;
  readonly installer: () => InstallerSlice;
  readonly screens: () => Promise<ScreensSlice>;
}

export function touchSlices(sources: ScreenSources): Slices {
  return {
    ...visitorSlices(sources),
    devices: async () => sources.devices(),
    setup: async () => sources.setup(),
  };
}

/**
 * Of a touchscreen elsewhere in the hall. The kiosk's readers are out of reach there, its printer may be; the codes for
 * administrators are for whoever stands at the kiosk.
 */
export function hallTouchSlices(sources: ScreenSources, prints: boolean): Slices {
  return {
    ...visitorSlices(sources),
    devices: async (): Promise<DevicesSlice> => {
      const { printer } = sources.devices().devices;
      return { devices: prints && printer ? { printer } : {} };
    },
  };
}

function visitorSlices(sources: ScreenSources): Slices {
  const { store } = sources;
  const shopNow = shopNowOf(store);
  return {
    ...commonSlices(sources, 'visitors'),
    attendance: () => store.read((views) => selectAttendance(views.attendance, views.centre.day)),
    units: () => store.read(({ directory }) => selectUnits(directory)),
    catalogue: () => store.read(({ catalogue }) => selectCatalogue(catalogue)),
    services: () => store.read((views) => selectServices(views, store.time())),
    board: () => store.read(selectBoard),
    printing: () => store.read(({ printing }) => selectPrinting(printing)),
    help: () => store.read(({ help }) => selectHelp(help)),
    workshop: () => store.read((views) => selectWorkshop(views, shopNow(views))),
  };
}

export function boardSlices(sources: ScreenSources): Slices {
  const { store } = sources;
  const shopNow = shopNowOf(store);
  return {
    ...commonSlices(sources, 'visitors'),
    board: () => store.read(selectBoard),
    sound: () => store.read(({ voice }) => selectSound(voice)),
    announcement: () => store.read(({ voice }) => selectAnnouncement(voice)),
    // Nobody buys at a board: the shelf stays out of its stream.
    workshop: () => store.read((views) => selectLive(views, shopNow(views))),
  };
}

export function staffSlices(sources: ScreenSources): Slices {
  const { store } = sources;
  const hostDesk = hostDeskOf(store, nameOf);
  const shopNow = shopNowOf(store);
  return {
    ...commonSlices(sources, 'staff'),
    attendance: () => store.read((views) => selectAttendance(views.attendance, views.centre.day)),
    visits: () =>
      store.read(({ attendance, directory, centre }) =>
        selectVisits(attendance, directory, centre.day, store.open),
      ),
    units: () => store.read(({ directory }) => selectUnits(directory)),
    catalogue: () => store.read(({ catalogue }) => selectCatalogue(catalogue)),
    goods: () => store.read(selectGoods),
    tickets: () =>
      store.read((views) => selectTickets(views, (id) => nameOf(views, id), store.time().hallMs)),
    jobs: () => store.read(selectJobs),
    sessions: () => store.read((views) => selectSessions(views, hostDesk(views))),
    orders: () => store.read((views) => selectOrders(views, store.open)),
    workshop: () => store.read((views) => selectWorkshop(views, shopNow(views))),
    devices: async () => sources.devices(),
    installer: async () => sources.installer(),
    screens: () => sources.screens(),
    sound: () => store.read(({ voice }) => selectSound(voice)),
    announcements: () => store.read(({ voice }) => selectAnnouncements(voice)),
    help: () =>
      store.read(({ help, accounts, pairing }) =>
        selectHelp(help, {
          accountName: (id) => nameOf({ accounts }, id),
          screenName: (id) => screenById(pairing, id)?.name ?? null,
        }),
      ),
  };
}

export function nameOf({ accounts }: Pick<Views, 'accounts'>, accountId: string): string | null {
  const known = Object.hasOwn(accounts.accounts, accountId);
  return known ? (accounts.accounts[accountId]?.name ?? null) : null;
}

/** Of the staff page before anybody is signed in: anyone on the network may read it. */
export function signInSlices({ store }: ScreenSources): Slices {
  return { helpWaiting: () => store.read(({ help }) => selectHelpWaiting(help)) };
}

/** Slices of the staff page that not everybody sees; the same roles may call the routes that answer with them. */
const RESTRICTED: Record<string, readonly Role[]> = {
  visits: ['manager', 'admin'],
  goods: ['host', 'editor', 'manager', 'admin'],
  tickets: ['window', 'manager', 'admin'],
  jobs: ['window', 'manager', 'admin'],
  sessions: ['host', 'editor', 'manager', 'admin'],
  orders: ['host', 'window', 'manager', 'admin'],
  installer: ['admin'],
  screens: ['manager', 'admin'],
};

export function staffSees(roles: readonly Role[], slice: string): boolean {
  const required = RESTRICTED[slice];
  return required === undefined || holds(roles, required);
}

function storeSlice(status: StoreStatus, damage: StoreSlice['damage']): StoreSlice {
  return status.state === 'writable'
    ? { state: 'writable', reason: null, detail: null, warning: status.warning ?? null, damage }
    : { ...status, warning: null, damage };
}

/** On every page. What the disk said (`detail`), what it warns of and what is lost are for staff. */
function commonSlices(
  { store, dayNeedsConfirmation }: ScreenSources,
  audience: 'visitors' | 'staff',
): Slices {
  return {
    centre: () => store.read(({ centre }) => selectCentre(centre, dayNeedsConfirmation())),
    store: async (): Promise<StoreSlice> => {
      if (audience === 'staff') return storeSlice(store.status(), store.damage());
      return { ...storeSlice(store.status(), []), detail: null, warning: null };
    },
  };
}
