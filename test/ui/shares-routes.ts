// What the mock staff server answers of 共富账单: made by the kiosk's own code from a plausible month of bookings.
import { openDay } from '../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../server/modules/directory/commands.ts';
import type { UnitsSlice } from '../../server/modules/directory/schema.ts';
import { linesRefunded, orderPaid } from '../../server/modules/orders/schema.ts';
import { selectBill } from '../../server/modules/shares/bills.ts';
import { draftSettlement, moveSettlement } from '../../server/modules/shares/commands.ts';
import type { EntriesPage } from '../../server/modules/shares/page-schema.ts';
import { selectSettlement, selectSettlements } from '../../server/modules/shares/pages.ts';
import { entriesBooked } from '../../server/modules/shares/schema.ts';
import { event } from '../../server/store/module.ts';
import { createBench } from '../server/modules/decide.ts';
import { ok, type Route, refused, type StaffMock } from './staff-mock.ts';
import { NOW_MS, TODAY } from './staff-slices.ts';

const HOUSEHOLDS: readonly (readonly [account: string, fen: number])[] = [
  ['village:liubu', 139_900],
  ['household:liubu/王家', 278_650],
  ['household:liubu/张家', 93_275],
  ['household:liubu/第三组李家', 51_320],
  ['household:xiaoshawo/三组王家', 351_036],
  ['household:xiaoshawo/赵家', -3_000],
  ['household:dangcheng/韩家', 46_980],
  ['coop:六埠茴香合作社', 81_800],
  ['coop:沙窝萝卜合作社', 50_148],
  ['host:小李、老王', 27_350],
  ['committee', 130_296],
];
const PAGE = 3;

export function sharesMonth(units: UnitsSlice['units']) {
  const bench = createBench();
  const { accounts } = bench.views.accounts;
  for (const [id, name] of [
    ['a1', '王主任'],
    ['a2', '李会计'],
  ] as const) {
    accounts[id] = { id, name, roles: ['manager'], pinHash: '', disabled: false };
  }
  bench.accept(adoptUnits, { units });
  const as = (accountId: string) => {
    bench.actor = { kind: 'staff', accountId };
  };
  function book(day: string, factor: number): void {
    bench.wallMs = Date.parse(`${day}T10:00:00+08:00`);
    as('a1');
    if (bench.views.centre.day !== day) bench.accept(openDay, { day });
    const amounts = HOUSEHOLDS.map(([account, fen]) => ({
      account,
      fen: Math.round(fen * factor),
      orderId: 'LB01-1-4f',
      line: 0,
      title: '沙窝萝卜 5斤装',
    }));
    const entries = amounts.filter(({ fen }) => fen !== 0);
    const sum = entries.reduce((total, { fen }) => total + fen, 0);
    const order = { orderId: 'LB01-1-4f', day, method: 'cash' as const };
    bench.fold(event(orderPaid, { ...order, fen: sum + 3000 }));
    const back = { lines: [0], fen: 3000, returned: true, reason: '空心' };
    bench.fold(event(linesRefunded, { ...order, ...back }));
    bench.fold(event(entriesBooked, { day, entries }));
  }
  book('2026-11-03', 0.4);
  book('2026-11-17', 0.6);
  bench.accept(openDay, { day: TODAY });
  as('a1');
  const first = { from: '2026-11-01', to: '2026-11-15' };
  const { id: settlementId } = bench.accept(draftSettlement, first);
  as('a2');
  bench.accept(moveSettlement, { settlementId, state: 'confirmed' });
  return bench;
}

export function shares(mock: StaffMock): [string, Route][] {
  const bench = sharesMonth(mock.slices.units.units);
  const { views } = bench;
  bench.wallMs = NOW_MS;
  const range = (query: URLSearchParams) => ({
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
  });
  /** What the command says, as HTTP says it. */
  function run(decide: () => unknown, status: number): ReturnType<typeof ok> {
    try {
      bench.actor = { kind: 'staff', accountId: 'a1' };
      return ok(decide(), status);
    } catch (error) {
      return refused(409, String(error).replace(/^.*refused: /, ''));
    }
  }
  return [
    ['GET /api/workshop/shares', (_seen, query) => ok(selectBill(views, range(query)))],
    ['GET /api/workshop/shares/entries', (_seen, query) => ok(entriesOf(query))],
    [
      'GET /api/workshop/shares/export',
      (_seen, query) => ({
        ...ok('\uFEFF类别,村\r\n'),
        type: 'text/csv; charset=utf-8',
        headers: {
          'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''${encodeURIComponent(`共富账单_${query.get('from')}_${query.get('to')}.csv`)}`,
        },
      }),
    ],
    ['POST /api/workshop/shares/slips', () => ok({ id: 'j1' }, 201)],
    ['GET /api/workshop/shares/settlements', () => ok(selectSettlements(views))],
    [
      'POST /api/workshop/shares/settlements',
      ({ body }) => run(() => bench.accept(draftSettlement, body as never), 201),
    ],
    [
      'POST /api/workshop/shares/settlements/:id/moves',
      ({ body, path }) => {
        const settlementId = decodeURIComponent(path.split('/').at(-2) ?? '');
        return run(() => bench.accept(moveSettlement, { settlementId, ...body } as never), 200);
      },
    ],
    ...Object.keys(views.shares.settlements).map((id): [string, Route] => [
      `GET /api/workshop/shares/settlements/${id}`,
      () => ok(selectSettlement(views, id)),
    ]),
  ];

  function entriesOf(query: URLSearchParams): EntriesPage {
    const first = Number(query.get('after') ?? 0);
    const all = [2786, 2786, 1393, -2786, 4179].map((fen, place) => ({
      day: `2026-11-0${place + 1}`,
      atMs: Date.parse(`2026-11-0${place + 1}T09:30:00+08:00`),
      orderId: `LB01-1-4${place === 3 ? 0 : place}`,
      title: '沙窝萝卜 5斤装',
      fen,
    }));
    const next = first + PAGE < all.length ? String(first + PAGE) : null;
    const entries = all.slice(first, first + PAGE);
    return { name: '小沙窝村 三组王家', entries, next, damaged: false };
  }
}
