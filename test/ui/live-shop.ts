// A session that is on and what is explained in it, for page tests.
import type { LiveNow, OnSale } from '../../server/modules/livestream/page-schema.ts';
import { onSale } from './fake-workshop.ts';

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
  return onSale({ productId: 'huixiang', title: '六埠茴香', spec: '500 克一袋', ...change });
}

export function explaining(
  item: OnSale,
  sinceMs = Date.now(),
  mediaTimeMs: number | null = null,
): NonNullable<LiveNow['explaining']> {
  return { item, sinceMs, mediaTimeMs };
}
