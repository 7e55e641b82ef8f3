// From where the house's own stream may come: the kiosk itself, or an origin of the settings. Pages load from nowhere else
// (the security policy names the same ones), and the server fetches none of them.
import { Type } from 'typebox';
import { type CommandDefinition, event } from '../../store/module.ts';
import { type LivestreamView, streamOriginsAdopted } from './schema.ts';

const AdoptStreamOriginsBody = Type.Object(
  { origins: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 10 }) },
  { additionalProperties: false },
);

/** At start, where the settings differ from what is known. */
export const adoptStreamOrigins: CommandDefinition<
  { livestream: LivestreamView },
  typeof AdoptStreamOriginsBody,
  { done: true }
> = {
  type: 'livestream.adoptStreamOrigins',
  body: AdoptStreamOriginsBody,
  decide(_views, { origins }) {
    return { events: [event(streamOriginsAdopted, { origins })], reply: { done: true } };
  },
};

export type StreamAddress = 'fits' | 'unreadable' | 'originUnknown';

export function judgeStreamAddress(text: string, origins: readonly string[]): StreamAddress {
  if (/^\/(?!\/)[\w./-]+\.m3u8$/.test(text)) return 'fits';
  const url = URL.parse(text);
  const readable =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname.endsWith('.m3u8') &&
    url.username === '' &&
    url.password === '';
  if (!readable) return 'unreadable';
  const known = origins.some((origin) => URL.parse(origin)?.origin === url.origin);
  return known ? 'fits' : 'originUnknown';
}
