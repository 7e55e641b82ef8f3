// The door of 创富工坊, as long as something is sold behind it.
import { useEffect } from 'preact/hooks';
import { Shop } from '../../kit/icons.tsx';
import { yuan } from '../../text/money.ts';
import { home as text } from '../../text/zh.ts';
import type { Kiosk } from '../kiosk.ts';
import { workshop } from '../workshop/workshop.tsx';
import { Door } from './door.tsx';

/** Names on the door; the shelf has the rest. */
const NAMED = 3;

export function WorkshopDoor({ kiosk: { slices, visits } }: { kiosk: Kiosk }) {
  const shop = slices.workshop.value;
  const open = shop !== null && shop.products.length > 0;
  // Whoever taps it does not wait for the pages behind it.
  useEffect(() => {
    if (open) void workshop.load();
  }, [open]);
  if (!open) return null;
  const { products, session, explaining } = shop;
  const live = session?.state === 'live';
  const item = live ? explaining?.item : undefined;
  const titles = new Map(products.map(({ productId, title }) => [productId, title.split(' ')[0]]));
  const left = new Set(products.filter((one) => !one.soldOut).map(({ productId }) => productId));
  return (
    <Door
      icon={<Shop />}
      look={live ? 'live' : undefined}
      name={text.workshop}
      hint={
        live
          ? text.live(item?.title ?? session.title)
          : [...titles.values()].slice(0, NAMED).join('、')
      }
      now={
        item && !item.weighed && !item.soldOut
          ? text.offer(`${yuan(item.priceFen)}/${item.unit}`, `${item.left} ${item.unit}`)
          : text.onSale(left.size)
      }
      onTap={() => visits.go({ name: live ? 'live' : 'shelf' })}
    />
  );
}
