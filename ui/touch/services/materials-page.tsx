// All the documents of an item or a package, on a page of their own.
import { wide } from '../../kit/screen-shape.ts';
import { checklist as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Cart } from './cart.ts';
import { itemsOf, offerOf } from './catalogue.ts';
import { Checklist, ChecklistSum, PrintButton } from './checklist.tsx';
import type { ChecklistOf } from './flow.ts';
import { isClosed } from './hall-closed.tsx';
import { Gone } from './item.tsx';
import { mergeMaterials } from './materials.ts';
import { TakePackage } from './package.tsx';
import { TakeItem } from './take-item.tsx';
import './services.css';

export interface MaterialsPageProps {
  of: ChecklistOf;
  /** What is on the number already. */
  cart: Cart;
}
export function MaterialsPage({ of, cart }: MaterialsPageProps) {
  const kiosk = useKiosk();
  const offer = offerOf(kiosk);
  const one = 'packageId' in of ? offer.packages.find(({ id }) => id === of.packageId) : undefined;
  const items = itemsOf(offer, 'itemId' in of ? [of.itemId] : (one?.itemIds ?? []));
  const [first] = items;
  if (!first) return <Gone />;
  const needed = mergeMaterials(items);
  const canTake = items.some(({ served }) => served) && !isClosed(kiosk);
  return (
    <Page
      name="materials"
      title={text.of(one?.name ?? first.name)}
      action={
        <>
          <PrintButton of={of} />
          {one ? (
            <TakePackage kiosk={kiosk} one={one} items={items} />
          ) : (
            <TakeItem item={first} cart={cart} />
          )}
        </>
      }
    >
      <div class="materials">
        <Checklist needed={needed} columns={wide.value ? 2 : 1} />
        <ChecklistSum needed={needed} canTake={canTake} />
      </div>
    </Page>
  );
}
