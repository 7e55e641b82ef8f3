// One product: what it is, where it comes from, which kind and how many.
import { useState } from 'preact/hooks';
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Warning } from '../../kit/icons.tsx';
import { largeType } from '../../kit/large-type.ts';
import { Banner } from '../../kit/notice.tsx';
import { yuan } from '../../text/money.ts';
import { amount, shop, product as text } from '../../text/zh-workshop.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { Asked } from './asked.tsx';
import { lineOf, MOST_LINES, mostOf, withLine } from './basket.ts';
import { itemOf, makersOf, type Product, productsOf, variantName } from './goods.ts';
import { Photo } from './photo.tsx';
import { Flash, Left, Price } from './price.tsx';
import { Stepper } from './stepper.tsx';
import './product.css';

/** Characters; more to read than this stands on a page of its own. In large type there is room for none. */
const BRIEF = 44;

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
  const [photo, setPhoto] = useState(0);
  const [reading, setReading] = useState(false);
  const { photoIds, title } = item;
  const long = item.description.length > (largeType.value ? 0 : BRIEF);
  const most = mostOf(item);
  const quantity = Math.min(wanted, most);
  const reserve = () => {
    const { value: draft } = session.draft;
    session.draft.value = { ...draft, lines: withLine(draft.lines, item, quantity) };
    visits.go({ name: 'order' });
  };
  if (reading) return <Reading item={item} onRead={() => setReading(false)} />;
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
        <div class="product-head">
          <div class="product-top">
            <Photo id={photoIds[photo % Math.max(1, photoIds.length)]} title={title} size="large" />
            <div class="product-price" aria-live="polite">
              <Price item={item} />
              <Flash untilMs={item.flashUntilMs} />
              <Left item={item} />
            </div>
            {(photoIds.length > 1 || long) && (
              <div class="product-more">
                {photoIds.length > 1 && (
                  <Button onTap={() => setPhoto(photo + 1)}>{text.nextPhoto}</Button>
                )}
                {long && <Button onTap={() => setReading(true)}>{text.read}</Button>}
              </div>
            )}
          </div>
        </div>
        <Facts item={item} brief={long} />
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

function Reading({ item, onRead }: { item: OnSale; onRead: () => void }) {
  return (
    <Page
      name="product-reading"
      title={item.title}
      action={
        <Button look="go" onTap={onRead}>
          {text.readAll}
        </Button>
      }
    >
      <p class="product-reading">{item.description}</p>
    </Page>
  );
}

function Facts({ item, brief }: { item: OnSale; brief: boolean }) {
  const { village, spec, description, harvestDay, certificate } = item;
  const facts = [
    [text.origin, village],
    [text.maker, makersOf(item)],
    [text.harvested, harvestDay === null ? '' : text.harvestedOn(harvestDay)],
    [text.spec, spec],
    [text.certificate, certificate],
    [text.about, brief ? '' : description],
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
    <Asked class="variants" question={text.choose}>
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
    </Asked>
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
