// The step from an item to its number, or why there is none.
import { Button } from '../../kit/button.tsx';
import { Warning } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import { item as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { type Cart, MOST_ITEMS, withItem } from './cart.ts';
import type { Item } from './catalogue.ts';
import { HallClosed, isClosed } from './hall-closed.tsx';

export interface TakeItemProps {
  item: Item;
  /** What is on the number already. */
  cart: Cart;
}
export function TakeItem({ item, cart }: TakeItemProps) {
  const kiosk = useKiosk();
  if (!item.served) {
    return <Banner tone="trouble" icon={<Warning />} title={text.notServed} live />;
  }
  if (isClosed(kiosk)) return <HallClosed brief />;
  const has = cart.itemIds.includes(item.id);
  const full = !has && cart.itemIds.length >= MOST_ITEMS;
  const adding = cart.itemIds.length > 0;
  return (
    <Button
      look="go"
      disabled={full}
      onTap={() => kiosk.visits.go({ name: 'confirm', cart: withItem(cart, item.id) })}
    >
      {full ? text.full(MOST_ITEMS) : has ? text.added : adding ? text.add : text.take}
    </Button>
  );
}
