// The hall of the plausible afternoon: four windows, the account of the tests behind the third.
import type { CatalogueSlice, ServiceItem } from '../../server/modules/catalogue/schema.ts';
import type {
  QueueTicket,
  TicketsSlice,
  WindowRow,
} from '../../server/modules/services/page-schema.ts';
import { defaultPolicy } from '../../server/modules/services/terms-schema.ts';
import type { StaffMock } from './staff-mock.ts';
import type { Opened, StaffPages, StaffSize } from './staff-pages.ts';
import { NOW_MS, TODAY } from './staff-slices.ts';

const MINUTE_MS = 60_000;
/** The account that the tests are signed in with. */
const MINE = 'a1';

const DEPARTMENTS = ['民政', '医保', '村委会', '残联'];
const ITEMS: readonly (Pick<ServiceItem, 'id' | 'name' | 'windows'> & { department: number })[] = [
  { id: 'elder', name: '高龄津贴申请', windows: [1, 3], department: 0 },
  { id: 'insure', name: '城乡居民医保参保登记', windows: [3, 4], department: 1 },
  { id: 'proof', name: '开具居住证明', windows: [1, 2, 3], department: 2 },
  { id: 'disabled', name: '残疾人补贴', windows: [2], department: 3 },
  { id: 'low', name: '低保申请', windows: [1], department: 0 },
  { id: 'closed', name: '公益性岗位报名', windows: [], department: 2 },
];

export function hallCatalogue(): CatalogueSlice {
  return {
    departments: DEPARTMENTS.map((name, index) => ({
      id: `d${index}`,
      name,
      contact: '',
      retired: false,
    })),
    items: ITEMS.map(({ department, ...item }) => ({
      ...item,
      departmentId: `d${department}`,
      prefix: 'A',
      general: false,
      minutes: 8,
      promisedDays: null,
      note: '',
      materials: [
        { name: '身份证', note: '原件和复印件各 1 份', always: true },
        { name: '户口簿', note: '', always: true },
        { name: '银行卡', note: '本人的', always: false },
      ],
      retired: false,
    })),
    packages: [
      {
        id: 'newborn',
        name: '新生儿一件事',
        note: '',
        itemIds: ['insure', 'proof'],
        retired: false,
      },
    ],
    hours: null,
  };
}

/** `t3` is A012, the fourth of the day. */
export function queueTicket(index: number, like: Partial<QueueTicket> = {}): QueueTicket {
  const itemIds = like.itemIds ?? [ITEMS[index % 3]?.id ?? ''];
  return {
    id: `t${index}`,
    number: `A${String(index + 9).padStart(3, '0')}`,
    items: itemIds.map((id) => ITEMS.find((item) => item.id === id)?.name ?? id),
    itemIds,
    package: null,
    class: 'ordinary',
    appointment: false,
    state: 'waiting',
    takenAtMs: NOW_MS - (60 - index * 6) * MINUTE_MS,
    calledAtMs: null,
    calls: 0,
    window: null,
    outcome: null,
    overtaken: 0,
    ...like,
  };
}

function called(index: number, like: Partial<QueueTicket>): QueueTicket {
  const ticket = queueTicket(index, { calls: 1, window: 3, ...like });
  return { ...ticket, calledAtMs: ticket.takenAtMs + 8 * MINUTE_MS };
}

export function windowRow(window: number, like: Partial<WindowRow> = {}): WindowRow {
  return {
    window,
    clerk: null,
    accountId: null,
    itemIds: ITEMS.filter((item) => item.windows.includes(window)).map(({ id }) => id),
    paused: null,
    ticket: null,
    held: [],
    next: [],
    waiting: 0,
    ...like,
  };
}

export function hallTickets(): TicketsSlice {
  const now = called(3, {
    state: 'called',
    class: 'elderly',
    itemIds: ['elder', 'insure'],
    calls: 1,
    window: 3,
  });
  const held = called(2, { state: 'held' });
  const waiting = [
    queueTicket(4, { class: 'military', itemIds: ['elder'] }),
    queueTicket(5, { overtaken: 2 }),
    queueTicket(6, { appointment: true }),
  ];
  return {
    day: TODAY,
    windows: [
      windowRow(1, { clerk: '小李', accountId: 'a2', waiting: 2 }),
      windowRow(2, { itemIds: [] }),
      windowRow(3, {
        clerk: '王主任',
        accountId: MINE,
        ticket: now,
        held: [held],
        next: waiting.map(({ id }) => id),
        waiting: waiting.length,
      }),
      windowRow(4, {
        clerk: '小张',
        accountId: 'a4',
        paused: { reason: 'break', handOver: 3 },
      }),
    ],
    waiting,
    waitingCount: waiting.length,
    recent: [
      now,
      held,
      called(1, { state: 'missed', calls: 3, itemIds: ['proof'] }),
      called(0, { state: 'served', outcome: 'done' }),
    ],
    recentCount: 4,
    appointments: [
      {
        id: 'ap1',
        code: '482913',
        day: TODAY,
        slot: '15:00',
        items: ['高龄津贴申请'],
        class: 'elderly',
        state: 'booked',
      },
      {
        id: 'ap2',
        code: '100278',
        day: TODAY,
        slot: '15:00',
        items: ['开具居住证明'],
        class: 'ordinary',
        state: 'booked',
      },
      {
        id: 'ap3',
        code: '551806',
        day: '2026-11-24',
        slot: '09:00',
        items: ['低保申请'],
        class: 'ordinary',
        state: 'cancelled',
      },
    ],
    policy: structuredClone(defaultPolicy),
  };
}

/** The slice with the own window changed. */
export function withOwnRow(tickets: TicketsSlice, change: Partial<WindowRow>): TicketsSlice {
  const windows = tickets.windows.map((row) =>
    row.accountId === MINE ? { ...row, ...change } : row,
  );
  return { ...tickets, windows };
}

/** Nobody of this account is behind a window. */
export function withoutOwnRow(tickets: TicketsSlice): TicketsSlice {
  return withOwnRow(tickets, { clerk: null, accountId: null, ticket: null, held: [] });
}

/** A part of the console, over this hall's few items. */
export function openConsole(
  pages: StaffPages,
  size: StaffSize,
  section: string,
  prepare: (mock: StaffMock) => void = () => {},
): Promise<Opened> {
  return pages.open(size, section, (mock) => {
    mock.slices.catalogue = hallCatalogue();
    prepare(mock);
  });
}
