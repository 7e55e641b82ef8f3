// A session on the air whose host explains one product after another.
import type { ProductList } from '../../server/modules/livestream/page-schema.ts';
import type { KioskProcess } from '../journeys/kiosk-process.ts';
import { postStaff, signIn } from '../server/started-kiosk.ts';
import { now } from './painted-screens.ts';

export interface Explained {
  readonly askedMs: number;
  /** As the pages show it. */
  readonly text: string;
  /** Tells this time from every other in the stream. */
  readonly sinceMs: number;
}
export type Explain = () => Promise<Explained>;

export function manyStreams(settings: Record<string, unknown>): void {
  settings['limits'] = { streamsPerClient: 1000, staffPerMinute: 100_000 };
}

export async function openShop({
  touchUrl,
  staffUrl,
}: KioskProcess): Promise<{ explain: Explain }> {
  const cookie = await signIn(staffUrl);
  const sessions = `${staffUrl}/api/workshop/sessions`;
  async function command<Reply>(path: string, body: unknown): Promise<Reply> {
    const answer = await postStaff(`${sessions}${path}`, body, cookie);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.json() as Reply;
  }
  const shop = await fetch(`${touchUrl}/api/workshop/products`);
  const { products } = (await shop.json()) as ProductList;
  const { id, revision } = await command<{ id: string; revision: number }>('', planned());
  const items = products.map(({ productId, variantId }) => ({
    productId,
    variantId,
    livePriceFen: null,
    flash: null,
    quota: null,
    perPerson: null,
    hidden: false,
    soldOut: false,
  }));
  await command(`/${id}/shelf`, { revision, items });
  await command(`/${id}/state`, { state: 'live' });
  let turn = 0;
  return {
    async explain() {
      const product = products[turn++ % products.length];
      if (!product) throw new Error('nothing is on sale');
      const { productId, variantId, title: text } = product;
      const askedMs = now();
      await command(`/${id}/explaining`, { item: { productId, variantId } });
      const live = await fetch(`${touchUrl}/api/workshop/live`);
      const { explaining } = (await live.json()) as { explaining: { sinceMs: number } | null };
      return { askedMs, text, sinceMs: explaining?.sinceMs ?? Number.NaN };
    },
  };
}

function planned(): unknown {
  return {
    sessionId: null,
    revision: null,
    session: {
      title: '晚上好物',
      day: new Date().toISOString().slice(0, 10),
      startsAt: '19:30',
      platform: 'local',
      playUrl: null,
      appUrl: null,
      hosts: ['张芳'],
      unitIds: [],
      script: '',
    },
  };
}
