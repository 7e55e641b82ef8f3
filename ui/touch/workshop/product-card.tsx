// One product on the shelf.
import { textHeight, token } from '../../kit/fitted.tsx';
import { wide } from '../../kit/screen-shape.ts';
import { shelf as text } from '../../text/zh-workshop.ts';
import { cheapest, isSoldOut, type Product } from './goods.ts';
import { Photo } from './photo.tsx';
import { Flash, Left, Price } from './price.tsx';
import './product-card.css';

/** px. Edges, padding and gaps of a card; its price has this part of the width. */
const PHOTO = { upright: 156, wide: 124 };
const ACROSS = 96;
const DOWN = 30;
const PRICE_PART = 0.42;

export function cardHeight(products: readonly Product[], width: number): number {
  const photo = wide.value ? PHOTO.wide : PHOTO.upright;
  const room = width * (1 - PRICE_PART) - photo - ACROSS;
  const lead = token('--lead');
  // A title breaks where it has a space.
  const titles = products.map(({ title }) =>
    title.split(' ').reduce((sum, part) => sum + textHeight(part, lead, room, 1.3), 0),
  );
  const words = Math.max(...titles) + token('--body') * 1.3 + 6;
  const price = Math.max(...products.map((product) => priceHeight(product, width * PRICE_PART)));
  return Math.max(photo, words, price) + DOWN;
}

/** Squares of text: the price, its unit, the struck price; those that do not fit into one line take two. */
const PRICE_WIDTH = { number: 2.75, unit: 2.6, from: 1, struck: 7.2 };

function priceHeight(product: Product, width: number): number {
  const { listPriceFen, flashUntilMs } = cheapest(product);
  const [title, body, small] = [token('--title') * 1.1, token('--body'), token('--small')];
  const { number, unit, from, struck } = PRICE_WIDTH;
  const words = (unit + (product.variants.length > 1 ? from : 0)) * body;
  const wraps = listPriceFen !== null && number * title + words + struck * small > width;
  const lines = title * 1.15 + body * 1.3 + 6;
  return lines + (wraps ? small * 1.3 : 0) + (flashUntilMs === null ? 0 : small * 1.3 + 6);
}

export interface ProductCardProps {
  product: Product;
  onTap: () => void;
}
export function ProductCard({ product, onTap }: ProductCardProps) {
  const { title, variants } = product;
  const [{ photoIds, village }] = variants;
  const item = cheapest(product);
  const differ = variants.some(({ priceFen }) => priceFen !== item.priceFen);
  const gone = isSoldOut(product);
  return (
    <button
      type="button"
      class={gone ? 'product-card product-card-gone' : 'product-card'}
      onClick={onTap}
    >
      <Photo id={photoIds[0]} title={title} size="small" />
      <span class="product-card-words">
        <b>{title}</b>
        <span>{village}</span>
      </span>
      <span class="product-card-price">
        <Price item={item} from={differ} />
        {!gone && <Flash untilMs={item.flashUntilMs} />}
        {item.weighed && !gone ? (
          <em class="left">{text.atCounter}</em>
        ) : variants.length > 1 && !gone ? (
          <em class="left">{text.kinds(variants.length)}</em>
        ) : (
          <Left item={item} />
        )}
      </span>
    </button>
  );
}
