// What it costs now, what it costs otherwise, and until when.
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { yuan } from '../../text/money.ts';
import { amount, shelf as text } from '../../text/zh-workshop.ts';
import { useMsUntil } from './server-clock.ts';
import './price.css';

const MINUTE_MS = 60_000;
/** Further away than this, seconds only make people hurry. */
const CALM_MS = 5 * MINUTE_MS;

export interface PriceProps {
  item: Pick<OnSale, 'priceFen' | 'listPriceFen' | 'unit' | 'weighed'>;
  /** Other variants cost more. */
  from?: boolean;
}
export function Price({ item, from }: PriceProps) {
  const { priceFen, listPriceFen } = item;
  const [number, yuanWord] = yuan(priceFen).split(' ');
  return (
    <span class="price">
      <b>{number}</b>
      <span>
        {` ${yuanWord}/${unitOf(item)}`}
        {from && text.from}
      </span>
      {listPriceFen !== null && <s>{text.listPrice(yuan(listPriceFen))}</s>}
    </span>
  );
}

export function unitOf({ unit, weighed }: Pick<OnSale, 'unit' | 'weighed'>): string {
  return weighed ? text.jin : unit;
}

export function Flash({ untilMs }: { untilMs: number | null }) {
  const ms = useMsUntil(untilMs);
  if (ms === null) return null;
  return <span class="flash">{`${text.flash}，${remaining(ms)}`}</span>;
}

/** How people say how long that is. */
export function remaining(ms: number): string {
  if (ms <= 0) return text.flashOver;
  if (ms > CALM_MS) return text.flashMinutes(Math.ceil(ms / MINUTE_MS));
  const seconds = Math.ceil(ms / 1_000);
  return text.flashSeconds(Math.floor(seconds / 60), seconds % 60);
}

export function Left({ item }: { item: OnSale }) {
  return (
    <em class={item.soldOut ? 'left left-none' : 'left'}>
      {item.soldOut ? text.soldOut : text.left(amount(item.left, item))}
    </em>
  );
}
