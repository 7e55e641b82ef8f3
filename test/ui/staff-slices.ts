// A plausible afternoon at the demo village, as the staff page is told of it.

import village from '../../config/demo/village.json' with { type: 'json' };
import type { VisitRow } from '../../server/modules/attendance/schema.ts';
import type { UnitsSlice } from '../../server/modules/directory/schema.ts';
import type { StaffSlices } from '../../ui/staff/staff.ts';
import { catalogueSlice } from './catalogue-slice.ts';
import { sessionsSlice } from './fake-sessions.ts';
import { fakeSlices } from './fake-slices.ts';
import { goodsSlice } from './goods-routes.ts';
import { ordersSlice, shopSlice } from './shop-desk.ts';
import { hallTickets } from './staff-hall.ts';

export const TODAY = '2026-11-22';
const MINUTE_MS = 60_000;
/** 14:20 at the centre. */
export const NOW_MS = Date.parse(`${TODAY}T14:20:00+08:00`);

const VISITS: Partial<VisitRow>[] = [
  { purpose: 'errand', method: 'ticket', name: null, unit: null },
  { purpose: 'errand', method: 'idCard', proof: 'card', name: '王*芳' },
  { purpose: 'study', method: 'resident', name: '李*明', endedBy: 'resident' },
  { purpose: 'visit', method: 'headcount', headcount: 26, name: null, unit: '天津大学' },
  { purpose: 'volunteering', method: 'code', proof: 'code', name: '张*国' },
  { purpose: 'errand', method: 'phone', proof: 'phone', name: null, phone: '138****8000' },
  { purpose: 'meeting', method: 'idCard', proof: 'card', name: '𬭎*㛃玥', unit: '小沙窝村' },
  { purpose: 'errand', method: 'ticket', name: null, unit: null, endedBy: 'dayEnd' },
];

export function visitRow(index: number, day = TODAY): VisitRow {
  const like = VISITS[index % VISITS.length] ?? {};
  const startedAtMs = Date.parse(`${day}T14:10:00+08:00`) - index * 7 * MINUTE_MS;
  const ended = like.endedBy === 'resident';
  return {
    id: `LB01-1-${index}`,
    day,
    purpose: 'other',
    method: 'headcount',
    proof: 'none',
    headcount: 1,
    unit: '第六埠村',
    name: null,
    phone: null,
    startedAtMs,
    endedAtMs: ended ? startedAtMs + 50 * MINUTE_MS : null,
    endedBy: null,
    reason: null,
    state: 'recorded',
    ...like,
  };
}

export function staffSlices(): StaffSlices {
  const { centre, devices } = fakeSlices();
  return {
    centre,
    attendance: {
      purposes: ['errand', 'visit', 'meeting', 'study', 'activity', 'volunteering', 'other'],
      today: {
        visits: 38,
        people: 71,
        inside: 14,
        byPurpose: { errand: 22, visit: 26, meeting: 6, study: 11, volunteering: 5, other: 1 },
      },
    },
    visits: { day: TODAY, visits: Array.from({ length: 12 }, (_, index) => visitRow(index)) },
    units: { units: village.units as UnitsSlice['units'] },
    catalogue: catalogueSlice(),
    goods: goodsSlice(),
    tickets: hallTickets(),
    jobs: { jobs: jobs(), waiting: 2, stale: staleJobs() },
    sessions: sessionsSlice(),
    devices,
    installer: { trial: null },
    screens: { hallUrls: ['https://192.168.1.20:8444'], screens: screens() },
    sound: { volume: 80, quiet: null, chime: true, repeat: 2 },
    announcements: { today: [] },
    help: { calls: [] },
    workshop: shopSlice(),
    orders: ordersSlice(),
    store: { state: 'writable', reason: null, detail: null, warning: null, damage: [] },
  };
}

function screens(): StaffSlices['screens']['screens'] {
  const pairedAtMs = NOW_MS - 9 * 24 * 60 * MINUTE_MS;
  const upstairs = { kind: 'touch', prints: false, pairedAtMs } as const;
  return [
    { ...upstairs, id: 's1', name: '二楼触摸屏', connected: true, lastSeenMs: null },
    { ...upstairs, id: 's2', name: '西门触摸屏', connected: false, lastSeenMs: NOW_MS - MINUTE_MS },
    {
      ...upstairs,
      id: 's3',
      name: '大门口的叫号大屏',
      kind: 'board',
      connected: false,
      lastSeenMs: null,
    },
  ];
}

function jobs(): StaffSlices['jobs']['jobs'] {
  const states = ['queued', 'sending', 'confirmed', 'unconfirmed', 'confirmed', 'stale'] as const;
  return states.map((state, index) => ({
    id: `j${index}`,
    kind: index === 4 ? ('test' as const) : ('ticket' as const),
    reference: `t${6 - index}`,
    copy: index === 2 ? 2 : 1,
    state,
    asked: false,
    dayIndex: 1,
    queuedAtMs: NOW_MS - index * 6 * MINUTE_MS,
    label: index === 4 ? '' : `A${String(15 - index).padStart(3, '0')}`,
  }));
}

function staleJobs(): StaffSlices['jobs']['stale'] {
  return (['oldDay', 'called'] as const).map((reason, index) => ({
    id: `s${index}`,
    kind: 'ticket' as const,
    reference: `old${index}`,
    copy: 1,
    state: 'stale' as const,
    asked: false,
    dayIndex: 1,
    queuedAtMs: NOW_MS - (20 - index) * 60 * MINUTE_MS,
    label: `A${String(index + 7).padStart(3, '0')}`,
    reason,
  }));
}
