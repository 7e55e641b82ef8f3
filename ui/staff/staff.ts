// What every part of the staff page shares: the session, the live slices, the route.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DevicesSlice } from '../../devices/schema.ts';
import type { Role, Session } from '../../server/auth/schema.ts';
import type { StoreSlice } from '../../server/http/schema.ts';
import type { InstallerSlice } from '../../server/installer/schema.ts';
import type { AttendanceSlice, VisitsSlice } from '../../server/modules/attendance/schema.ts';
import type { CatalogueSlice } from '../../server/modules/catalogue/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { UnitsSlice } from '../../server/modules/directory/schema.ts';
import type { GoodsSlice } from '../../server/modules/goods/page-schema.ts';
import type { HelpSlice } from '../../server/modules/help/schema.ts';
import type { SessionsSlice } from '../../server/modules/livestream/console-schema.ts';
import type { WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import type { OrdersSlice } from '../../server/modules/orders/page-schema.ts';
import type { ScreensSlice } from '../../server/modules/pairing/schema.ts';
import type { JobsSlice } from '../../server/modules/printing/schema.ts';
import type { TicketsSlice } from '../../server/modules/services/page-schema.ts';
import type { AnnouncementsSlice, SoundSlice } from '../../server/modules/voice/schema.ts';
import { createStream, type Stream } from '../kit/stream.ts';
import type { Router } from './router.ts';
import type { Sessions } from './sessions.ts';

export interface StaffSlices {
  centre: CentreSlice;
  attendance: AttendanceSlice;
  visits: VisitsSlice;
  units: UnitsSlice;
  catalogue: CatalogueSlice;
  goods: GoodsSlice;
  tickets: TicketsSlice;
  jobs: JobsSlice;
  sessions: SessionsSlice;
  devices: DevicesSlice;
  installer: InstallerSlice;
  screens: ScreensSlice;
  sound: SoundSlice;
  announcements: AnnouncementsSlice;
  help: HelpSlice;
  workshop: WorkshopSlice;
  orders: OrdersSlice;
  store: StoreSlice;
}
export interface Staff {
  readonly sessions: Sessions;
  readonly router: Router;
  readonly live: Stream<StaffSlices>;
}

export function createLive(): Stream<StaffSlices> {
  return createStream<StaffSlices>({
    url: '/api/events?page=staff',
    names: [
      'centre',
      'attendance',
      'visits',
      'units',
      'catalogue',
      'goods',
      'tickets',
      'jobs',
      'sessions',
      'devices',
      'installer',
      'screens',
      'sound',
      'announcements',
      'help',
      'workshop',
      'orders',
      'store',
    ],
  });
}

const NO_STAFF = null as Staff | null;
export const StaffContext = createContext(NO_STAFF);

export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('outside of the staff page');
  return staff;
}

/** The signed-in account; sections are only shown while there is one. */
export function useSession(): Session {
  const { entry } = useStaff().sessions;
  if (entry.value.name !== 'signedIn') throw new Error('nobody is signed in');
  return entry.value.session;
}

export function mayUse(session: Session, roles: readonly Role[] | 'anyStaff'): boolean {
  return roles === 'anyStaff' || roles.some((role) => session.roles.includes(role));
}

/** The centre's zone; until it is known, the browser's own. */
export function useZone(): string {
  const { centre } = useStaff().live.slices;
  return centre.value?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
