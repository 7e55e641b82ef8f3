// One item before its number is drawn: what it is, how long it takes, what it needs.
import { Button } from '../../kit/button.tsx';
import { Banner } from '../../kit/notice.tsx';
import { checklist, item as text, waiting } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Cart } from './cart.ts';
import { type Item, type Offer, offerOf } from './catalogue.ts';
import { Checklist, ChecklistSum, PrintButton } from './checklist.tsx';
import { type Fact, Facts, lengthOf } from './facts.tsx';
import { isClosed } from './hall-closed.tsx';
import { mergeMaterials } from './materials.ts';
import { TakeItem } from './take-item.tsx';
import './services.css';

/** Characters; more to read than this leaves no room for the checklist beside it. */
const BRIEF = 60;

export interface ItemPageProps {
  itemId: string;
  /** What is on the number already. */
  cart: Cart;
}
export function ItemPage({ itemId, cart }: ItemPageProps) {
  const kiosk = useKiosk();
  const offer = offerOf(kiosk);
  const item = offer.items.find(({ id }) => id === itemId);
  if (!item) return <Gone />;
  const canTake = item.served && !isClosed(kiosk);
  const needed = mergeMaterials([item]);
  const facts = factsOf(item, offer);
  const brief = lengthOf(facts) <= BRIEF;
  const toMaterials = () => kiosk.visits.go({ name: 'materials', of: { itemId }, cart });
  return (
    <Page
      name="item"
      title={item.name}
      hint={item.open && canTake ? waiting.now(item.waiting) : undefined}
      action={
        <>
          {brief ? (
            <PrintButton of={{ itemId }} />
          ) : (
            needed.length > 0 && (
              <Button onTap={toMaterials}>{checklist.open(needed.length)}</Button>
            )
          )}
          <TakeItem item={item} cart={cart} />
        </>
      }
    >
      {brief ? (
        <div class="about">
          <Facts facts={facts} />
          <div class="about-materials">
            <h2>{checklist.title}</h2>
            <Checklist needed={needed} />
          </div>
          <ChecklistSum needed={needed} canTake={canTake} />
        </div>
      ) : (
        <Facts facts={facts} large />
      )}
    </Page>
  );
}

function factsOf({ note, promisedDays, departmentId }: Item, { departments }: Offer): Fact[] {
  const contact = departments.find(({ id }) => id === departmentId)?.contact ?? '';
  const promised = promisedDays === null ? '' : text.promisedDays(promisedDays);
  return [
    { what: text.what, says: note },
    { what: text.promised, says: promised },
    { what: text.contact, says: contact },
  ].filter(({ says }) => says !== '');
}

export function Gone() {
  return (
    <Page name="item" title={text.goneTitle}>
      <Banner tone="plain" title={text.gone} live />
    </Page>
  );
}
