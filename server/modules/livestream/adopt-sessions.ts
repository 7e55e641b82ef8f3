// The first sessions of a shop that has none, from the settings.
import { type Static, Type } from 'typebox';
import { type CommandDefinition, event, type NewEvent } from '../../store/module.ts';
import { productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView } from '../goods/schema.ts';
import { type LivestreamView, SessionFields, ShelfItem, sessionPut, shelfPut } from './schema.ts';

const strict = { additionalProperties: false } as const;
const AdoptSessionsBody = Type.Object(
  {
    sessions: Type.Array(
      Type.Object({ session: SessionFields, items: Type.Array(ShelfItem) }, strict),
      { maxItems: 20 },
    ),
  },
  strict,
);
export type AdoptSessionsBody = Static<typeof AdoptSessionsBody>;

/** Only the first: what staff planned since must not be joined by it again. A product that is not there is left out. */
export const adoptSessions: CommandDefinition<
  { livestream: LivestreamView; goods: GoodsView },
  typeof AdoptSessionsBody,
  { adopted: number }
> = {
  type: 'livestream.adoptSessions',
  body: AdoptSessionsBody,
  decide({ livestream, goods }, { sessions }, context) {
    if (Object.keys(livestream.sessions).length > 0) return { events: [], reply: { adopted: 0 } };
    const events: NewEvent[] = [];
    for (const { session, items } of sessions) {
      const sessionId = context.id(events.length);
      const known = items.filter(({ productId, variantId }) => {
        const product = productOf(goods, productId);
        return product !== undefined && variantOf(product, variantId) !== undefined;
      });
      events.push(event(sessionPut, { sessionId, ...session }));
      if (known.length > 0) events.push(event(shelfPut, { sessionId, items: known }));
    }
    return { events, reply: { adopted: sessions.length } };
  },
};
