// A session that is on and what is explained in it, for page tests.
import type { LiveNow, OnSale } from '../../server/modules/livestream/page-schema.ts';

type Session = NonNullable<LiveNow['session']>;

export function liveSession(playUrl: string | null): Session {
  return {
    id: 'LB01-1-live',
    title: '六埠茴香上市了',
    state: 'live',
    startsAt: '19:30',
    platform: 'local',
    playUrl,
    appUrl: null,
    hosts: ['刘秀兰', '王建国'],
  };
}

export function fennel(change: Partial<OnSale> = {}): OnSale {
  return {
    productId: 'huixiang',
    variantId: 'a',
    title: '六埠茴香',
    spec: '500 克一袋',
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

export function explaining(
  item: OnSale,
  sinceMs = Date.now(),
  mediaTimeMs: number | null = null,
): NonNullable<LiveNow['explaining']> {
  return { item, sinceMs, mediaTimeMs };
}
