// Slips of the shop: 取货单 with its six digits in large type and the same as a code, 收据, and the day's 日结.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';
import { closingOf, orderById } from './reading.ts';
import type { Closing, Order, OrderLine, OrdersView, PayMethod } from './schema.ts';

interface Views {
  readonly orders: OrdersView;
}
interface Context {
  readonly profile: CentreProfile;
  readonly copy: number;
}
const GRAMS_A_JIN = 500;

const METHODS: Readonly<Record<PayMethod, string>> = {
  cash: '现金',
  wechat: '微信',
  alipay: '支付宝',
  card: '银行卡',
  other: '别的方式',
  platform: '平台代收',
};

/** Null when the order left memory. */
export function orderSlip(
  { orders }: Views,
  orderId: string,
  { profile, copy, sign }: Context & { readonly sign: (orderId: string) => string },
): Slip | null {
  const order = orderById(orders, orderId);
  if (!order) return null;
  const { code, lines, totalFen, paid, pickUpDay } = order;
  return {
    copy,
    lines: [
      ...headed(profile, '取货单'),
      centred('取货码'),
      { kind: 'number', text: code },
      { kind: 'text', text: `${dayWords(pickUpDay)}取`, size: 2, align: 'centre' },
      { kind: 'rule' },
      ...lines.flatMap(lineOf),
      { kind: 'rule' },
      columns('合计', yuan(totalFen)),
      columns('付款', paid ? `已付（${METHODS[paid.method]}）` : '取货时在柜台付'),
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: sign(orderId) },
      text(`到${profile.name}创富工坊柜台取，带上这张单子，或者记住取货码。`),
      text(`给您留到 ${shortDay(pickUpDay)}，过了这天就不留了。`),
    ],
  };
}

/** Null when the order left memory, or nothing was paid. */
export function receiptSlip({ orders }: Views, orderId: string, context: Context): Slip | null {
  const order = orderById(orders, orderId);
  if (!order?.paid) return null;
  const { profile, copy } = context;
  const { lines, totalFen, paid, code, refunded } = order;
  const backFen = refunded.reduce((sum, place) => sum + (lines[place]?.totalFen ?? 0), 0);
  return {
    copy,
    opensDrawer: paid.method === 'cash' && copy === 1,
    lines: [
      ...headed(profile, '收据'),
      ...lines.flatMap(lineOf),
      { kind: 'rule' },
      columns('合计', yuan(totalFen)),
      columns('付款方式', METHODS[paid.method]),
      columns('付款日子', dayWords(paid.day)),
      ...(backFen > 0 ? [columns('已退', yuan(backFen))] : []),
      columns('取货码', code),
      columns('货', handedOver(order)),
      text('这是收款凭据，不是发票。货有问题，请带上它来找我们。'),
    ],
  };
}

function handedOver({ state }: Order): string {
  if (state === 'pickedUp') return '已取走';
  return state === 'refunded' ? '已退' : '还没取';
}

/** @param reference `<day>/<count>`; null when those sums are not kept any more */
export function takingsSlip(
  { orders }: Views,
  reference: string,
  { profile, copy, byName }: Context & { readonly byName: (accountId: string) => string },
): Slip | null {
  const of = closingOf(reference);
  const takings = of && Object.hasOwn(orders.takings, of.day) ? orders.takings[of.day] : undefined;
  const closing = takings?.closings.find(({ count }) => count === of?.count);
  if (!of || !closing) return null;
  const { figures, count, byAccountId, note } = closing;
  const { methods, platforms, sold } = figures;
  return {
    copy,
    lines: [
      ...headed(profile, '日结'),
      { kind: 'text', text: dayWords(of.day), size: 2, align: 'centre' },
      ...(count > 1 ? [centred(`这一天第 ${count} 次结账`)] : []),
      { kind: 'rule' },
      heading('订单'),
      columns('新订', `${figures.made} 单`),
      columns('收款', `${figures.paid} 单`),
      columns('取走', `${figures.pickedUp} 单`),
      columns('退款', `${figures.refunds} 笔`),
      columns('取消', `${figures.cancelled} 单`),
      columns('过期没取', `${figures.expired} 单`),
      columns('还没取走', `${figures.waiting} 单`),
      heading('收款和退款'),
      ...methods.flatMap(({ method, paidFen, refundedFen }) => [
        columns(METHODS[method], yuan(paidFen)),
        ...(refundedFen > 0 ? [columns('  退', yuan(-refundedFen))] : []),
      ]),
      ...(platforms.length > 0 ? [heading('其中外面平台')] : []),
      ...platforms.map(({ name, paidFen, refundedFen }) =>
        columns(name, yuan(paidFen - refundedFen)),
      ),
      heading('卖出'),
      ...sold.flatMap((line) => lineOf({ ...line, totalFen: line.fen })),
      { kind: 'rule' },
      ...balance(closing),
      { kind: 'rule' },
      ...(note === '' ? [] : [text(`说明：${note}`)]),
      columns('结账人', byAccountId === null ? '' : byName(byAccountId)),
      columns('结账时间', minuteText(closing.atMs, profile.zone)),
    ],
  };
}

function balance({ figures, floatFen, countedFen }: Closing): SlipLine[] {
  const { paidFen, refundedFen, bookedFen, cashFen } = figures;
  const off = bookedFen - (paidFen - refundedFen);
  const expected = floatFen + cashFen;
  return [
    columns('收款合计', yuan(paidFen)),
    columns('退款合计', yuan(-refundedFen)),
    columns('净收', yuan(paidFen - refundedFen)),
    columns('分成账', yuan(bookedFen)),
    bold(off === 0 ? '账：平' : `账：不平，差 ${yuan(off)}`),
    columns('钱箱该有', yuan(expected)),
    ...(floatFen > 0 ? [columns('  里面备用零钱', yuan(floatFen))] : []),
    ...(countedFen === null
      ? [text('钱箱没有点。')]
      : [columns('钱箱点出', yuan(countedFen)), bold(drawerText(countedFen - expected))]),
  ];
}

function drawerText(off: number): string {
  if (off === 0) return '钱箱：平';
  return off > 0 ? `钱箱：多 ${yuan(off)}` : `钱箱：少 ${yuan(-off)}`;
}

function headed(profile: CentreProfile, title: string): SlipLine[] {
  return [
    { kind: 'text', text: profile.name, align: 'centre', bold: true },
    { kind: 'text', text: `创富工坊 ${title}`, size: 2, align: 'centre' },
    { kind: 'rule' },
  ];
}

type Much = Pick<OrderLine, 'title' | 'quantity' | 'unit' | 'weighed' | 'totalFen'> & {
  readonly unitFen?: number;
};

function lineOf({ title, quantity, unit, weighed, totalFen, unitFen }: Much): SlipLine[] {
  const much = weighed ? `${(quantity / GRAMS_A_JIN).toFixed(2)} 斤` : `${quantity} ${unit}`;
  const each = unitFen === undefined ? '' : `，每${weighed ? '斤' : unit} ${yuan(unitFen)}`;
  return [text(title), columns(`  ${much}${each}`, yuan(totalFen))];
}

function text(content: string): SlipLine {
  return { kind: 'text', text: content };
}
function bold(content: string): SlipLine {
  return { kind: 'text', text: content, bold: true };
}
function centred(content: string): SlipLine {
  return { kind: 'text', text: content, align: 'centre' };
}
function heading(content: string): SlipLine {
  return { kind: 'text', text: `【${content}】`, bold: true };
}
function columns(left: string, right: string): SlipLine {
  return { kind: 'columns', left, right };
}

/** `11月28日` */
function shortDay(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

/** `11月28日（周六）` */
function dayWords(day: string): string {
  const weekday = new Intl.DateTimeFormat('zh-CN', { weekday: 'short', timeZone: 'UTC' });
  return `${shortDay(day)}（${weekday.format(Date.parse(`${day}T00:00:00Z`))}）`;
}

function minuteText(ms: number, zone: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hourCycle: 'h23',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
}

function yuan(fen: number): string {
  const whole = Math.abs(fen);
  const text = `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')} 元`;
  return fen < 0 ? `-${text}` : text;
}
