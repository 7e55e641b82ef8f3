// One product on the shelf.
import { textHeight, token } from '../../kit/fitted.tsx';
import { shelf as text } from '../../text/zh-workshop.ts';
import { cheapest, isSoldOut, type Product } from './goods.ts';
import { Photo } from './photo.tsx';
import { Flash, Left, Price } from './price.tsx';
import './product-card.css';

/** Photo, edges, gaps and the column of the price. */
const BESIDE_TITLE = { photo: 172, price: 0.42 };

export function cardHeight(products: readonly Product[], width: number): number {
  const room = width - BESIDE_TITLE.photo - width * BESIDE_TITLE.price - 80;
  const titles = products.map(({ title }) => textHeight(title, token('--lead'), room, 1.3));
  const words = Math.max(...titles) + token('--body') * 1.35;
  const price = token('--title') * 1.2 + token('--small') * 1.4 + token('--body') * 1.4;
  return Math.max(188, words + 36, price + 36);
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
