// One product: what it is, where it comes from, which kind and how many.
import { useState } from 'preact/hooks';
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Warning } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { amount, shop, product as text } from '../../text/zh-workshop.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { lineOf, MOST_LINES, mostOf, withLine } from './basket.ts';
import { itemOf, makersOf, type Product, productsOf, variantName } from './goods.ts';
import { Photo } from './photo.tsx';
import { Flash, Left, Price } from './price.tsx';
import { Stepper } from './stepper.tsx';
import './product.css';

export interface ProductPageProps {
  productId: string;
  variantId: string;
}
export function ProductPage({ productId, variantId }: ProductPageProps) {
  const [chosen, choose] = useState(variantId);
  const slice = useKiosk().slices.workshop.value;
  const product = productsOf(slice).find(({ id }) => id === productId);
  const item = itemOf(slice, { productId, variantId: chosen }) ?? product?.variants[0];
  if (!item || !product) return <Gone />;
  return <OneProduct key={item.variantId} item={item} product={product} onChoose={choose} />;
}

interface OneProductProps {
  item: OnSale;
  product: Product;
  onChoose: (variantId: string) => void;
}
function OneProduct({ item, product, onChoose }: OneProductProps) {
  const { visits } = useKiosk();
  const session = visits.session.value;
  const { lines } = session.draft.value;
  const [wanted, setWanted] = useState(lineOf(lines, item)?.quantity ?? 1);
  const most = mostOf(item);
  const quantity = Math.min(wanted, most);
  const reserve = () => {
    const { value: draft } = session.draft;
    session.draft.value = { ...draft, lines: withLine(draft.lines, item, quantity) };
    visits.go({ name: 'order' });
  };
  return (
    <Page
      name="product"
      title={product.title}
      action={
        <Ending
          item={item}
          quantity={quantity}
          full={lines.length >= MOST_LINES && !lineOf(lines, item)}
          onReserve={reserve}
        />
      }
    >
      <div class="product">
        <Photos item={item} />
        <div class="product-words">
          <p class="product-price" aria-live="polite">
            <Price item={item} />
            <Flash untilMs={item.flashUntilMs} />
            <Left item={item} />
          </p>
          <Facts item={item} />
        </div>
        <div class="product-choices">
          <Variants item={item} product={product} onChoose={onChoose} />
          {!item.weighed && most > 0 && (
            <Stepper
              label={text.quantity}
              says={amount(quantity, item)}
              hint={item.perPerson === null ? null : text.atMost(amount(item.perPerson, item))}
              onFewer={quantity > 1 ? () => setWanted(quantity - 1) : null}
              onMore={quantity < most ? () => setWanted(quantity + 1) : null}
            />
          )}
        </div>
      </div>
    </Page>
  );
}

interface EndingProps {
  item: OnSale;
  quantity: number;
  full: boolean;
  onReserve: () => void;
}
function Ending({ item, quantity, full, onReserve }: EndingProps) {
  const { visits } = useKiosk();
  if (item.weighed) {
    return (
      <Banner tone="plain" title={text.weighed} live>
        {text.weighedText}
      </Banner>
    );
  }
  if (quantity === 0) {
    return (
      <Button look="go" onTap={() => visits.go({ name: 'shelf' })}>
        {text.soldOut}
      </Button>
    );
  }
  return (
    <Button look="go" disabled={full} onTap={onReserve}>
      {full
        ? text.full(MOST_LINES)
        : text.reserve(amount(quantity, item), yuan(quantity * item.priceFen))}
    </Button>
  );
}

function Photos({ item: { photoIds, title } }: { item: OnSale }) {
  const [place, setPlace] = useState(0);
  const at = place % Math.max(1, photoIds.length);
  return (
    <div class="product-photos">
      <Photo id={photoIds[at]} title={title} size="large" />
      {photoIds.length > 1 && (
        <Button label={text.nextPhoto} onTap={() => setPlace(at + 1)}>
          {text.photo(at + 1, photoIds.length)}
        </Button>
      )}
    </div>
  );
}

function Facts({ item }: { item: OnSale }) {
  const { village, spec, description, harvestDay, certificate } = item;
  const facts = [
    [text.origin, village],
    [text.maker, makersOf(item)],
    [text.harvested, harvestDay === null ? '' : text.harvestedOn(harvestDay)],
    [text.spec, spec],
    [text.certificate, certificate],
    [text.about, description],
  ].filter(([, says]) => says !== '');
  return (
    <dl class="product-facts">
      {facts.map(([what, says]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}

function Variants({ item, product, onChoose }: OneProductProps) {
  if (product.variants.length === 1) return null;
  return (
    <fieldset class="variants">
      <legend>{text.choose}</legend>
      {product.variants.map((variant) => (
        <Choice
          key={variant.variantId}
          shape="bare"
          name={variantName(variant, product)}
          hint={yuan(variant.priceFen)}
          chosen={variant.variantId === item.variantId}
          onTap={() => onChoose(variant.variantId)}
        />
      ))}
    </fieldset>
  );
}

function Gone() {
  const { visits } = useKiosk();
  return (
    <Page
      name="product-gone"
      title={text.goneTitle}
      action={
        <Button look="go" onTap={() => visits.arrive({ name: 'shelf' })}>
          {shop.toShelf}
        </Button>
      }
    >
      <Banner tone="plain" icon={<Warning />} title={text.gone} live />
    </Page>
  );
}
