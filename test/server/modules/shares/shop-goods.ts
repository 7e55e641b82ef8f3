// Two products whose shares can be counted by hand.
import type { ProductFields } from '../../../../server/modules/goods/schema.ts';

export const RULE = { village: 7000, coop: 1000, host: 500, committee: 1500 };
export const FORMULA = '=HYPERLINK("http://evil.example","点我")';
export const WANG = 'household:xiaoshawo/三组王家';
export const LIUBU = 'village:liubu';
export const RADISH_COOP = 'coop:沙窝萝卜合作社';
export const FENNEL_COOP = 'coop:六埠茴香合作社';
export const HOSTS = 'host:小李、老王';
export const units = [
  { id: 'liubu', name: '第六埠村', kind: 'village' as const },
  { id: 'xiaoshawo', name: '小沙窝村', kind: 'village' as const },
];

const common = {
  spec: '',
  unit: '袋',
  description: '',
  harvestDay: null,
  certificate: '',
  photoIds: [],
  shares: RULE,
};
const variant = (priceFen: number) => [
  { id: 'bag', name: '', priceFen, listPriceFen: null, weighed: false },
];
/** 19.90 of a household: 13.93 + 1.99 + 0.995 + 2.985 a bag; two bags are even. */
export const radish: ProductFields = {
  ...common,
  title: '沙窝萝卜',
  origin: { unitId: 'xiaoshawo', coop: '沙窝萝卜合作社', household: '三组王家' },
  variants: variant(1990),
};
/** 19.99 of a village: 13.99 + 2.00 + 1.00 + 3.00, the odd fen to host, co-op and committee. */
export const fennel: ProductFields = {
  ...common,
  title: FORMULA,
  origin: { unitId: 'liubu', coop: '六埠茴香合作社', household: '' },
  variants: variant(1999),
};
