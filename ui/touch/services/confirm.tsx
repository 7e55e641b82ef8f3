// One look before the number is drawn: a wrong tap would keep others waiting for nobody.
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Fitted, textHeight, token } from '../../kit/fitted.tsx';
import { Plus } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import {
  item as itemText,
  confirm as text,
  visitorClass,
  waiting,
} from '../../text/zh-services.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { type Cart, MOST_ITEMS, packageOf, wantedOf, withoutItem } from './cart.ts';
import { type Item, itemsOf, offerOf } from './catalogue.ts';
import { takeNumber } from './flow.ts';
import { HallClosed, isClosed } from './hall-closed.tsx';
import './services.css';

export function ConfirmPage({ cart }: { cart: Cart }) {
  const kiosk = useKiosk();
  const { visits } = kiosk;
  const offer = offerOf(kiosk);
  const items = itemsOf(offer, cart.itemIds);
  const wanted = wantedOf(cart, offer.packages);
  const { busy } = visits.session.value.takeTicket;
  const possible = items.length > 0 && items.every(({ served }) => served) && !isClosed(kiosk);
  const several = items.length > 1;
  return (
    <Page
      name="confirm"
      centred={!several}
      title={several ? text.severalTitle(items.length) : text.title}
      hint={several ? packageOf(cart, offer.packages)?.name : undefined}
      action={
        <>
          <Button
            look="go"
            busy={busy.value}
            disabled={!possible || !wanted}
            onTap={() => wanted && void takeNumber(kiosk, wanted)}
          >
            {busy.value ? text.taking : text.take}
          </Button>
          <Ways kiosk={kiosk} cart={cart} several={several} />
        </>
      }
    >
      <div class={several ? 'confirm confirm-several' : 'confirm'}>
        {several ? <Items items={items} cart={cart} /> : <OneItem item={items[0]} />}
        <HallClosed />
        {!wanted && <p class="confirm-waiting">{text.tooMany(MOST_ITEMS)}</p>}
        <HowLong items={items} />
        <Priority kiosk={kiosk} />
      </div>
    </Page>
  );
}

function OneItem({ item }: { item: Item | undefined }) {
  if (!item) return <Banner tone="plain" title={itemText.gone} live />;
  return <p class="confirm-item">{item.name}</p>;
}

/** 去掉, its padding and the gap before it. */
const REMOVE_WIDTH = 300;

function Items({ items, cart }: { items: readonly Item[]; cart: Cart }) {
  const { visits } = useKiosk();
  const height = (width: number) =>
    Math.max(
      ...items.map(({ name }) => textHeight(name, token('--lead'), width - REMOVE_WIDTH, 1.3)),
    );
  return (
    <Fitted items={items} label={text.severalTitle(items.length)} rowHeight={height}>
      {({ id, name, served }) => (
        <div class="cart-row" key={id}>
          <span>
            {name}
            {!served && <small>{waiting.notServed}</small>}
          </span>
          <Button
            label={text.removeLabel(name)}
            onTap={() => visits.go({ name: 'confirm', cart: withoutItem(cart, id) })}
          >
            {text.remove}
          </Button>
        </div>
      )}
    </Fitted>
  );
}

/** The number's letter, and with it the queue, is that of the first item. */
function HowLong({ items }: { items: readonly Item[] }) {
  const [first] = items;
  if (!first) return null;
  const notServed = items.length === 1 && !first.served;
  const says = notServed
    ? itemText.notServed
    : first.open
      ? waiting.now(first.waiting)
      : text.notOpen;
  return (
    <p class="confirm-waiting" aria-live="polite">
      <Clauses text={says} />
    </p>
  );
}

function Priority({ kiosk: { visits } }: { kiosk: Kiosk }) {
  const { value: chosen } = visits.session.value.visitorClass;
  const says = chosen === 'ordinary' ? text.priority : text.chosen(visitorClass.names[chosen]);
  return (
    <Button pressed={chosen !== 'ordinary'} onTap={() => visits.go({ name: 'visitorClass' })}>
      <Clauses text={says} />
    </Button>
  );
}

function Ways({ kiosk, cart, several }: { kiosk: Kiosk; cart: Cart; several: boolean }) {
  const { visits } = kiosk;
  return (
    <div class="confirm-ways">
      {cart.itemIds.length < MOST_ITEMS && (
        <Button icon={<Plus />} onTap={() => visits.go({ name: 'departments', cart })}>
          {text.add}
        </Button>
      )}
      {!several && <Button onTap={() => visits.arrive({ name: 'services' })}>{text.other}</Button>}
    </div>
  );
}
