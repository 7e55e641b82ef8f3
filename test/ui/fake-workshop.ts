// A plausible shelf of 创富工坊 and a session that is on.
import type { OnSale, WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import type { OrderStatus } from '../../ui/touch/workshop/contract.ts';

export function onSale(change: Partial<OnSale> & Pick<OnSale, 'productId' | 'title'>): OnSale {
  return {
    variantId: 'a',
    spec: '',
    unit: '袋',
    description: '',
    village: '第六埠村',
    coop: '',
    household: '',
    harvestDay: null,
    certificate: '',
    photoIds: [],
    weighed: false,
    priceFen: 1990,
    listPriceFen: null,
    flashUntilMs: null,
    perPerson: null,
    left: 86,
    soldOut: false,
    ...change,
  };
}

const radish = {
  productId: 'luobo',
  village: '小沙窝村',
  coop: '沙窝萝卜产销合作社',
  household: '𬭎䶮㛃玥家',
  harvestDay: '2026-11-20',
  certificate: '地理标志产品，津西青 2026-0137',
  description: '甜、脆、水多，掉在地上能摔成几瓣。放在阴凉的地方，能存一个月。',
  photoIds: ['a'.repeat(64), 'b'.repeat(64)],
};

export const RADISH = onSale({
  ...radish,
  title: '沙窝萝卜 5斤装',
  listPriceFen: 2500,
});
export const FENNEL = onSale({
  productId: 'huixiang',
  title: '六埠茴香',
  unit: '捆',
  priceFen: 600,
  left: 40,
  harvestDay: '2026-11-22',
  photoIds: ['c'.repeat(64)],
});

/** Twelve kinds, in the order of the shelf. */
export function fakeShelf(): OnSale[] {
  return [
    RADISH,
    onSale({
      ...radish,
      variantId: 'b',
      title: '沙窝萝卜 10斤礼盒',
      unit: '盒',
      priceFen: 4980,
      left: 12,
    }),
    FENNEL,
    onSale({
      productId: 'nianhua',
      title: '杨柳青年画 连年有余',
      unit: '张',
      priceFen: 6800,
      village: '白滩寺村',
      left: 9,
    }),
    onSale({
      productId: 'xian',
      title: '手工茴香馅饺子',
      priceFen: 2200,
      listPriceFen: 2600,
      left: 30,
      flashUntilMs: Date.parse('2026-11-22T09:46:30+08:00'),
      perPerson: 2,
    }),
    onSale({
      productId: 'jidan',
      title: '散养鸡蛋',
      unit: '盒',
      priceFen: 2880,
      left: 0,
      soldOut: true,
    }),
    onSale({
      productId: 'mianfen',
      title: '石磨面粉',
      priceFen: 3200,
      left: 25,
      village: '水高庄村',
    }),
    onSale({
      productId: 'baicai',
      title: '大白菜',
      weighed: true,
      unit: '棵',
      priceFen: 90,
      left: 210_000,
    }),
    onSale({ productId: 'mi', title: '小站稻新米', priceFen: 4500, left: 40, village: '水高庄村' }),
    onSale({ productId: 'ou', title: '莲藕', priceFen: 1500, left: 18, village: '大杜庄村' }),
    onSale({
      productId: 'jianzhi',
      title: '剪纸 福字',
      unit: '幅',
      priceFen: 3800,
      left: 5,
      village: '白滩寺村',
    }),
    onSale({ productId: 'lajiang', title: '蒜蓉辣酱', unit: '瓶', priceFen: 1200, left: 60 }),
    onSale({
      productId: 'putao',
      title: '茶淀玫瑰香葡萄，冷库保鲜，一箱四串',
      unit: '箱',
      priceFen: 5900,
      left: 7,
      village: '第六埠村',
    }),
  ];
}

/** Nothing is on: the shelf alone. */
export function fakeWorkshop(): WorkshopSlice {
  return { products: fakeShelf(), session: null, explaining: null, next: null };
}

/** In the house, the radish being explained. */
export function fakeSession(
  change: Partial<NonNullable<WorkshopSlice['session']>> = {},
): WorkshopSlice {
  return {
    ...fakeWorkshop(),
    session: {
      id: 'LB01-1-s',
      title: '第六埠村丰收专场',
      state: 'live',
      startsAt: '09:30',
      platform: 'local',
      playUrl: '/live/stream.m3u8',
      appUrl: null,
      hosts: ['王秀芳'],
      ...change,
    },
    explaining: { item: RADISH, sinceMs: 1, mediaTimeMs: null },
    next: FENNEL,
  };
}

export function fakeOrder(change: Partial<OrderStatus> = {}): OrderStatus {
  return {
    code: '482719',
    state: 'reserved',
    packed: false,
    lines: [{ title: RADISH.title, unit: '袋', quantity: 2, totalFen: 3980 }],
    totalFen: 3980,
    pickUpDay: '2026-11-23',
    ...change,
  };
}
