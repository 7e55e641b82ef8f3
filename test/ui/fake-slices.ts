// A plausible morning at the demo village, as the slices would tell it.

import village from '../../config/demo/village.json' with { type: 'json' };
import type { DeviceStatus, DevicesSlice } from '../../devices/schema.ts';
import type { SetupSlice } from '../../server/auth/schema.ts';
import type { StoreSlice } from '../../server/http/schema.ts';
import type { AttendanceSlice } from '../../server/modules/attendance/schema.ts';
import type { CatalogueSlice } from '../../server/modules/catalogue/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { UnitsSlice } from '../../server/modules/directory/schema.ts';
import type { HelpSlice } from '../../server/modules/help/schema.ts';
import type { WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import type { PrintingSlice } from '../../server/modules/printing/schema.ts';
import type {
  BoardCall,
  BoardSlice,
  ServicesSlice,
} from '../../server/modules/services/page-schema.ts';
import type { AnnouncementSlice, SoundSlice } from '../../server/modules/voice/schema.ts';
import { fakeCatalogue, isOpen } from './fake-catalogue.ts';
import { fakeWorkshop } from './fake-workshop.ts';

export interface FakeSlices {
  centre: CentreSlice;
  attendance: AttendanceSlice;
  units: UnitsSlice;
  catalogue: CatalogueSlice;
  services: ServicesSlice;
  printing: PrintingSlice;
  devices: DevicesSlice;
  help: HelpSlice;
  store: StoreSlice;
  setup: SetupSlice;
  board: BoardSlice;
  sound: SoundSlice;
  announcement: AnnouncementSlice;
  workshop: WorkshopSlice;
}

const WAITING: Readonly<Record<string, number>> = { A: 3, B: 1, C: 0, D: 0, E: 2 };

function device(kind: DeviceStatus['kind']): DeviceStatus {
  return {
    kind,
    state: 'ready',
    virtual: true,
    trouble: null,
    paperNearEnd: false,
    lastError: null,
    sinceMs: 0,
  };
}

export function fakeSlices(): FakeSlices {
  const { centre } = village;
  const catalogue = fakeCatalogue();
  const items = catalogue.items.map((item) => ({
    id: item.id,
    name: item.name,
    department: catalogue.departments.find(({ id }) => id === item.departmentId)?.name ?? '',
    prefix: item.prefix,
    waiting: WAITING[item.prefix] ?? 0,
    served: item.windows.length > 0,
    open: isOpen(item, catalogue),
    general: item.general,
  }));
  const prefixes = [...new Set(items.map(({ prefix }) => prefix))].sort();
  const atMs = Date.parse('2026-11-22T09:40:00+08:00');
  return {
    centre: {
      name: centre.name,
      town: centre.town,
      slogan: centre.slogan,
      demo: true,
      notices: centre.notices,
      opensAt: centre.opensAt,
      closesAt: centre.closesAt,
      zone: centre.zone,
      day: '2026-11-22',
      dayNeedsConfirmation: false,
      notice: {
        version: '1',
        controller: centre.dataController,
        contact: centre.dataContact,
        keptDays: centre.personalDays,
      },
    },
    attendance: {
      purposes: ['errand', 'visit', 'meeting', 'study', 'activity', 'volunteering', 'other'],
      today: { visits: 31, people: 46, inside: 12, byPurpose: { errand: 20, study: 11 } },
    },
    units: { units: village.units as UnitsSlice['units'] },
    catalogue,
    services: { items, waiting: 6, hall: { open: true, opensAt: null, reason: '' } },
    printing: { waiting: 0, recent: {} },
    devices: {
      devices: {
        printer: device('printer'),
        idCardReader: device('idCardReader'),
        codeScanner: device('codeScanner'),
        callPad: device('callPad'),
        ledPanel: device('ledPanel'),
      },
    },
    help: { calls: [] },
    store: { state: 'writable', reason: null, detail: null, warning: null, damage: [] },
    setup: { code: null, staffUrls: ['https://192.168.1.20:8443'] },
    board: {
      now: boardCall('A012', 2, atMs),
      last: ['A011', 'B004', 'A010', 'C002', 'E009'].map((number, index) =>
        boardCall(number, index + 1, atMs - 1 - index),
      ),
      waiting: prefixes.map((prefix) => ({
        prefix,
        names: departmentsOf(items.filter((item) => item.prefix === prefix)),
        waiting: WAITING[prefix] ?? 0,
        served: prefix !== 'D',
      })),
      paused: [],
    },
    sound: { volume: 80, quiet: null, chime: true, repeat: 2 },
    announcement: { shown: [] },
    workshop: fakeWorkshop(),
  };
}

function departmentsOf(items: readonly { department: string }[]): string[] {
  return [...new Set(items.map(({ department }) => department))];
}

/** A first call, not marked. */
export function boardCall(number: string, window: number, atMs: number): BoardCall {
  return { id: `${number}-${atMs}`, number, window, mark: null, atMs, times: 1 };
}
