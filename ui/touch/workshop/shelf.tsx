// What is on sale: one card a product, a page at a time.
import { useState } from 'preact/hooks';
import type { LiveNow } from '../../../server/modules/livestream/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Fitted } from '../../kit/fitted.tsx';
import { Banner } from '../../kit/notice.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { yuan } from '../../text/money.ts';
import { shop, shelf as text } from '../../text/zh-workshop.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { sumOf } from './basket.ts';
import { isRunning, type Product, productsOf, villagesOf } from './goods.ts';
import { cardHeight, ProductCard } from './product-card.tsx';
import './shelf.css';

/** So many are seen at a glance; more than these can be looked at village by village. */
const FEW = 6;

export interface ShelfPageProps {
  /** What happened, when it was not the visitor who came here. */
  hint?: string;
}
export function ShelfPage({ hint }: ShelfPageProps) {
  const kiosk = useKiosk();
  const [village, setVillage] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const slice = kiosk.slices.workshop.value;
  const products = productsOf(slice);
  const villages = villagesOf(products);
  const known = villages.some(({ name }) => name === village);
  const shown = known
    ? products.filter(({ variants: [one] }) => one.village === village)
    : products;
  const many = products.length > FEW && villages.length > 1;
  const choose = (name: string | null) => {
    setVillage(name);
    setChoosing(false);
  };
  if (choosing) return <Villages kiosk={kiosk} kinds={products.length} onChoose={choose} />;
  return (
    <Page
      name="shelf"
      title={known && village ? text.ofVillage(village) : shop.title}
      hint={hint ?? shop.hint}
      action={<BasketButton kiosk={kiosk} />}
    >
      {products.length === 0 ? (
        <Banner tone="plain" title={shop.empty} live>
          {shop.emptyText}
        </Banner>
      ) : (
        <div class="shelf">
          <div class="shelf-ways">
            {slice && <LiveWay kiosk={kiosk} live={slice} />}
            {many && (
              <Button onTap={() => setChoosing(true)}>{known ? village : text.byVillage}</Button>
            )}
          </div>
          <Products products={shown} />
        </div>
      )}
    </Page>
  );
}

export function Products({ products, columns }: { products: Product[]; columns?: number }) {
  const { visits } = useKiosk();
  return (
    <Fitted
      items={products}
      columns={columns ?? (wide.value ? 2 : 1)}
      label={shop.title}
      rowHeight={(width) => cardHeight(products, width)}
    >
      {(product) => (
        <ProductCard
          key={product.id}
          product={product}
          onTap={() => {
            const [{ productId, variantId }] = product.variants;
            visits.go({ name: 'product', productId, variantId });
          }}
        />
      )}
    </Fitted>
  );
}

/** What was chosen so far, and the way on. */
export function BasketButton({ kiosk: { visits } }: { kiosk: Kiosk }) {
  const { lines } = visits.session.value.draft.value;
  if (lines.length === 0) return null;
  return (
    <Button look="go" onTap={() => visits.go({ name: 'order' })}>
      {text.basket(lines.length, yuan(sumOf(lines)))}
    </Button>
  );
}

function LiveWay({ kiosk: { visits }, live }: { kiosk: Kiosk; live: LiveNow }) {
  const { session, explaining } = live;
  if (!session) return null;
  if (session.state === 'planned') {
    return <p class="shelf-planned">{text.planned(session.startsAt)}</p>;
  }
  if (!isRunning(live)) return null;
  return (
    <button type="button" class="shelf-live" onClick={() => visits.go({ name: 'live' })}>
      <b>{text.liveNow}</b>
      <span>{explaining ? text.explaining(explaining.item.title) : session.title}</span>
      <span>{text.watch}</span>
    </button>
  );
}

interface VillagesProps {
  kiosk: Kiosk;
  kinds: number;
  onChoose: (name: string | null) => void;
}
function Villages({ kiosk, kinds, onChoose }: VillagesProps) {
  const villages = villagesOf(productsOf(kiosk.slices.workshop.value));
  const rows = [
    { id: null, name: text.everyVillage, kinds },
    ...villages.map((village) => ({ id: village.name, ...village })),
  ];
  return (
    <Page name="villages" title={text.villageTitle}>
      <Fitted
        items={rows}
        columns={wide.value ? 3 : 2}
        label={text.villageTitle}
        rowHeight={() => 160}
      >
        {(row) => (
          <Choice
            key={row.name}
            shape="bare"
            name={row.name}
            now={text.villageKinds(row.kinds)}
            onTap={() => onChoose(row.id)}
          />
        )}
      </Fitted>
    </Page>
  );
}
