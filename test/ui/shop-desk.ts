// The shop on a plausible afternoon, as its desk is told of it.
import type { OnSale, WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import type { OrderRow, OrdersSlice } from '../../server/modules/orders/page-schema.ts';
import { onSale } from './fake-workshop.ts';

const DAY = '2026-11-22';
const AT_MS = Date.parse(`${DAY}T14:00:00+08:00`);

function ofTheCoop(productId: string, title: string, more: Partial<OnSale> = {}): OnSale {
  return onSale({ productId, title, village: '小沙窝村', coop: '沙窝萝卜合作社', ...more });
}

export function shopSlice(): WorkshopSlice {
  return {
    session: null,
    explaining: null,
    next: null,
    products: [
      ofTheCoop('luobo', '沙窝萝卜 5斤装'),
      ofTheCoop('huixiang', '六埠茴香', { unit: '斤', weighed: true, priceFen: 350, left: 20_000 }),
      ofTheCoop('nianhua', '杨柳青年画', { unit: '张', priceFen: 8800, left: 0, soldOut: true }),
    ],
  };
}

export function orderRow(id: string, more: Partial<OrderRow> = {}): OrderRow {
  return {
    id,
    code: '482913',
    state: 'reserved',
    packed: false,
    lines: [
      {
        productId: 'luobo',
        variantId: 'a',
        title: '沙窝萝卜 5斤装',
        unit: '袋',
        quantity: 2,
        weighed: false,
        unitFen: 1990,
        totalFen: 3980,
        refunded: false,
      },
    ],
    totalFen: 3980,
    pickUpDay: DAY,
    source: 'touch',
    platform: '',
    method: null,
    name: null,
    phone: '139****9000',
    day: DAY,
    reservedAtMs: AT_MS,
    over: null,
    overdue: false,
    ...more,
  };
}

export function ordersSlice(): OrdersSlice {
  const over = { day: DAY, atMs: AT_MS };
  return {
    day: DAY,
    openCount: 3,
    orders: [
      orderRow('o1'),
      orderRow('o2', { code: '730018', state: 'paid', method: 'wechat', packed: true }),
      orderRow('o3', {
        code: '905512',
        state: 'paid',
        method: 'cash',
        name: '王*芳',
        pickUpDay: '2026-11-20',
        overdue: true,
      }),
      orderRow('o4', { code: '118204', state: 'pickedUp', method: 'cash', over }),
      orderRow('o5', { code: '664030', state: 'expired', over }),
    ],
  };
}
