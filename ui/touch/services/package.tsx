// 一件事: what it holds, and one number for the whole of it.
import type { ServicePackage } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Fitted } from '../../kit/fitted.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { checklist, packages as text, waiting } from '../../text/zh-services.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { EMPTY_CART } from './cart.ts';
import { type Item, itemsOf, offerOf } from './catalogue.ts';
import { HallClosed, isClosed } from './hall-closed.tsx';
import { Gone } from './item.tsx';
import { mergeMaterials } from './materials.ts';
import { choiceHeight } from './row-height.ts';
import './services.css';

export function PackagePage({ packageId }: { packageId: string }) {
  const kiosk = useKiosk();
  const { visits } = kiosk;
  const offer = offerOf(kiosk);
  const one = offer.packages.find(({ id }) => id === packageId);
  if (!one) return <Gone />;
  const items = itemsOf(offer, one.itemIds);
  const needed = mergeMaterials(items).length;
  const toMaterials = () => visits.go({ name: 'materials', of: { packageId }, cart: EMPTY_CART });
  return (
    <Page
      name="package"
      title={one.name}
      hint={text.hint(items.length)}
      action={
        <>
          {needed > 0 && <Button onTap={toMaterials}>{checklist.open(needed)}</Button>}
          <TakePackage kiosk={kiosk} one={one} items={items} />
        </>
      }
    >
      <div class="package">
        <Note one={one} items={items} />
        <Items
          items={items}
          onTap={(itemId) => visits.go({ name: 'item', itemId, cart: EMPTY_CART })}
        />
      </div>
    </Page>
  );
}

function Note({ one, items }: { one: ServicePackage; items: readonly Item[] }) {
  const unserved = items.filter(({ served }) => !served).length;
  if (!one.note && unserved === 0) return null;
  return (
    <p class="package-note">
      <Clauses text={one.note} />
      {unserved > 0 && <Clauses text={text.notServed(unserved)} />}
    </p>
  );
}

function Items({ items, onTap }: { items: readonly Item[]; onTap: (itemId: string) => void }) {
  return (
    <Fitted
      items={items}
      columns={wide.value ? 3 : 1}
      label={text.hint(items.length)}
      rowHeight={(width) => choiceHeight(items, width)}
    >
      {({ id, name, served, materials }) => (
        <Choice
          key={id}
          name={name}
          now={served ? text.needs(materials.length) : waiting.notServed}
          onTap={() => onTap(id)}
        />
      )}
    </Fitted>
  );
}

export interface TakePackageProps {
  kiosk: Kiosk;
  one: ServicePackage;
  items: readonly Item[];
}
/** What no window serves is left out. */
export function TakePackage({ kiosk, one, items }: TakePackageProps) {
  const itemIds = items.filter(({ served }) => served).map(({ id }) => id);
  if (isClosed(kiosk)) return <HallClosed brief />;
  if (itemIds.length === 0) return null;
  const cart = { itemIds, packageId: one.id };
  return (
    <Button look="go" onTap={() => kiosk.visits.go({ name: 'confirm', cart })}>
      {text.take(itemIds.length)}
    </Button>
  );
}
