// Every visible word of the touchscreen's 创富工坊: the shelf, the live session, an order and its code.
import type { Platform } from '../../server/modules/livestream/schema.ts';
import type { OrderState } from '../../server/modules/orders/schema.ts';

/** 一斤, what weighed goods are priced by. */
const WEIGHED_GRAMS = 500;

/** `86 袋`; of weighed goods the whole 斤. */
export function amount(quantity: number, { unit, weighed }: { unit: string; weighed: boolean }) {
  return weighed ? `${Math.floor(quantity / WEIGHED_GRAMS)} 斤` : `${quantity} ${unit}`;
}

/** `11月22日` of `2026-11-22`. */
export function dayName(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];
const NEAR = ['今天', '明天', '后天'];

/** 今天, 明天, 后天, then the weekday. */
export function dayWord(day: string, ahead: number): string {
  return NEAR[ahead] ?? WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

export const shop = {
  title: '创富工坊',
  hint: '先在这里预订，来取的时候再付钱。',
  empty: '现在没有在卖的东西',
  emptyText: '过一会儿再来看看，或者问工作人员。',
  seeShelf: (kinds: number) => `看看全部 ${kinds} 种`,
  toShelf: '看看别的',
};

export const shelf = {
  jin: '斤',
  listPrice: (price: string) => `原价 ${price}`,
  from: '起',
  left: (much: string) => `还剩 ${much}`,
  kinds: (count: number) => `${count} 种规格`,
  soldOut: '卖完了',
  atCounter: '到柜台称',
  flash: '限时价',
  flashMinutes: (minutes: number) => `还有 ${minutes} 分钟`,
  flashSeconds: (minutes: number, seconds: number) =>
    minutes === 0 ? `还有 ${seconds} 秒` : `还有 ${minutes} 分 ${seconds} 秒`,
  flashOver: '马上结束',
  byVillage: '按村看',
  villageTitle: '看哪个村的？',
  everyVillage: '所有的村',
  villageKinds: (count: number) => `${count} 种`,
  ofVillage: (village: string) => `${village}的`,
  basket: (kinds: number, sum: string) => `已选 ${kinds} 样，共 ${sum}，去预订`,
  liveNow: '正在直播',
  explaining: (title: string) => `正在讲解：${title}`,
  watch: '点这里看直播',
  planned: (startsAt: string) => `今天 ${startsAt} 开播`,
};

export const product = {
  origin: '产地',
  maker: '谁家的',
  harvested: '采收',
  harvestedOn: (day: string) => `${dayName(day)}采的`,
  certificate: '证书',
  spec: '规格',
  about: '说明',
  choose: '要哪一种？',
  quantity: '要多少？',
  fewer: '少一份',
  more: '多一份',
  atMost: (most: string) => `每人最多 ${most}`,
  reserve: (much: string, sum: string) => `预订 ${much}，${sum}`,
  weighed: '这个按重量卖，请到柜台称',
  weighedText: '称多少，付多少。',
  soldOut: '卖完了，请看看别的',
  full: (most: number) => `一次最多订 ${most} 样`,
  goneTitle: '这件商品现在不卖了',
  gone: '请看看别的。',
  nextPhoto: '换照片',
  read: '看说明',
  readAll: '看好了',
};

export const live = {
  title: '正在直播',
  hosts: (names: readonly string[]) => `主播：${names.join('、')}`,
  explaining: '正在讲解',
  nothing: '主播还没有开始讲商品',
  next: '下一个',
  paused: '主播歇一会儿，马上回来',
  noPicture: '画面还没有接好，东西照样能订',
  reserve: '预订这个',
  look: '看看这个',
  soundOn: '打开声音',
  soundOff: '关掉声音',
  ended: '直播结束了，这些还在卖。',
  scan: {
    local: '',
    douyin: '用抖音扫一扫，看直播',
    channels: '用微信扫一扫，看直播',
    other: '用手机扫一扫，看直播',
  } satisfies Record<Platform, string>,
  here: '在这里也能订',
  noCode: '直播的二维码还没有准备好',
};

export const order = {
  title: '订这些，对吗？',
  remove: '去掉',
  removeLabel: (title: string) => `去掉：${title}`,
  each: (much: string, price: string) => `${much}，每份 ${price}`,
  day: '哪天来取？',
  chooseDay: '请先选哪天来取',
  nobody: '不留姓名，凭取货码取',
  nobodyHint: '想留手机号、刷身份证，点这里',
  needed: '有限量的，要说一声您是谁',
  neededHint: '手机号、身份证、二维码都行，点这里',
  byPhone: (phone: string) => `手机号 ${phone.slice(0, 3)}****${phone.slice(-4)}`,
  byCard: (mask: string) => `身份证 ${mask}`,
  byCode: '本中心的二维码',
  change: '点这里可以改',
  sum: '一共',
  more: '再选一样',
  reserve: (sum: string) => `预订，共 ${sum}`,
  reserving: '正在预订，请稍等',
  who: '请先说一声您是谁',
};

export const buyer = {
  title: '您是哪一位？',
  hint: '取货的时候好核对。',
  hintNeeded: '有每人限量的；不想说，可以回去把它去掉。',
  nobody: '不留姓名',
  nobodyHint: '记住取货码就能取',
  next: '下一步',
  why: '取货的时候核对，限量的不让一个人多买，不作别的用处',
  refuse: '不同意，换一个办法',
};

export const refused = {
  title: '还没有订上',
  priceTitle: '价格刚刚变了',
  price: (title: string, before: string, now: string) => `${title}，原来 ${before}，现在 ${now}。`,
  accept: '按新价格预订',
  decline: '不要了',
  shortTitle: (much: string) => `只剩 ${much}了`,
  short: (title: string, wanted: string) => `${title}，您要 ${wanted}，不够了。`,
  takeLeft: (much: string) => `订 ${much}`,
  soldOutTitle: '刚刚卖完了',
  soldOut: (title: string) => `${title}刚刚被别人订走了。`,
  notForSale: (title: string) => `${title}现在不卖了，别的还可以订。`,
  limit: (title: string, most: string) => `${title}每人最多 ${most}，连以前订的也算。`,
  sayWho: '说一声您是谁',
  otherWay: '换一个办法',
  otherDay: '另选一天',
};

export const ordered = {
  title: '预订成功',
  code: '取货码',
  when: (word: string, day: string) => `${word}（${day}）来取`,
  where: (centre: string) => `到${centre}柜台`,
  pay: (sum: string) => `付款在柜台，一共 ${sum}`,
  kinds: (count: number) => `一共 ${count} 样`,
  without: '没有小票也能取，记住取货码就行',
  printing: '取货单正在打印',
  printingText: '请等一等，别用力拉。',
  printed: '请取走取货单',
  printedText: '丢了也不要紧，记住取货码就行',
  noSlip: '这次没有取货单，东西已经留好',
  unsure: '取货单可能没打好，东西已经留好',
  later: '取货单晚一点打出来',
  paperOut: '打印机缺纸，东西已经留好',
  trouble: '打印机现在打不了，东西已经留好',
};

export const orderStatus = {
  title: '您的订单',
  state: {
    reserved: '已经给您留好了，取的时候在柜台付钱',
    paid: '已经付了钱，来取就行',
    pickedUp: '已经取走了',
    expired: '过了取货的日子，没有再留。要的话，请重新预订',
    cancelled: '这个订单已经取消了',
    refunded: '这个订单已经退了钱',
  } satisfies Record<OrderState, string>,
  packed: '已经包好，到柜台就能取',
  when: (day: string) => `${day}来取`,
  looking: '正在查您的订单，请稍等',
};
