// 取货单: what to fetch, where and when, six digits in large type and the same as a code.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';
import type { OrderLine, OrdersView } from './schema.ts';

/** Null when the order left memory. */
export function orderSlip(
  { orders: { orders } }: { orders: OrdersView },
  orderId: string,
  context: { profile: CentreProfile; copy: number; sign: (orderId: string) => string },
): Slip | null {
  const order = Object.hasOwn(orders, orderId) ? orders[orderId] : undefined;
  if (!order) return null;
  const { profile, copy, sign } = context;
  const over = order.state === 'pickedUp';
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: over ? '创富工坊 收据' : '创富工坊 取货单', size: 2, align: 'centre' },
      { kind: 'rule' },
      ...(over
        ? []
        : [
            { kind: 'text', text: '取货码', align: 'centre' } as const,
            { kind: 'number', text: order.code } as const,
          ]),
      ...order.lines.flatMap(lineOf),
      { kind: 'rule' },
      { kind: 'columns', left: '合计', right: yuan(order.totalFen) },
      { kind: 'columns', left: '付款', right: order.paid ? '已付' : '取货时在柜台付' },
      ...(over ? [] : ending(order.pickUpDay, sign(orderId))),
    ],
  };
}

function lineOf({ title, quantity, unit, weighed, totalFen }: OrderLine): SlipLine[] {
  const much = weighed ? `${(quantity / 500).toFixed(2)} 斤` : `${quantity} ${unit}`;
  return [
    { kind: 'text', text: title },
    { kind: 'columns', left: `  ${much}`, right: yuan(totalFen) },
  ];
}

function ending(pickUpDay: string, code: string): SlipLine[] {
  return [
    { kind: 'columns', left: '取货日子', right: pickUpDay },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: code },
    { kind: 'text', text: '凭取货码或这张单子取货，过了日子就不留了。' },
  ];
}

function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')} 元`;
}
