// What the host is talking about, with its price at this moment; and what comes after it.
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { yuan } from '../../text/money.ts';
import { live as text } from '../../text/zh-workshop.ts';
import { Photo } from './photo.tsx';
import { Flash, Left, Price, unitOf } from './price.tsx';

export interface NowExplainedProps {
  item: OnSale | null;
  paused: boolean;
}
export function NowExplained({ item, paused }: NowExplainedProps) {
  if (!item) {
    return (
      <section class="now-explained" aria-live="polite">
        <p class="now-explained-what">{paused ? text.paused : text.nothing}</p>
      </section>
    );
  }
  const { title, village, photoIds } = item;
  return (
    <section class="now-explained" aria-live="polite">
      <Photo id={photoIds[0]} title={title} size="small" />
      <div>
        <p class="now-explained-what">{paused ? text.paused : text.explaining}</p>
        <h2>{title}</h2>
        <p>{village}</p>
      </div>
      <p class="now-explained-price">
        <Price item={item} />
        <Flash untilMs={item.flashUntilMs} />
        <Left item={item} />
      </p>
    </section>
  );
}

export function NextUp({ item }: { item: OnSale | null }) {
  if (!item) return null;
  return (
    <p class="next-up">
      <span>{text.next}</span>
      <b>{item.title}</b>
      <span>{`${yuan(item.priceFen)}/${unitOf(item)}`}</span>
    </p>
  );
}
