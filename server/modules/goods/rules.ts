// What a product must be like, whoever changes it: by hand, from Excel, from the settings.
import { tidyText } from '../../sheets/sheet-shape.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { isWhole } from '../shares/reading.ts';
import { stockOf } from './reading.ts';
import type { GoodsRefusal, GoodsView, Product, ProductFields } from './schema.ts';

/** Products that are off count too: orders name them. */
export const MOST_PRODUCTS = 500;

export function wrongWith(
  { units }: Pick<DirectoryView, 'units'>,
  { title, unit, shares, origin, variants }: ProductFields,
): GoodsRefusal | null {
  // Names of blanks alone pass the schema.
  if (title === '' || unit === '') return 'PRODUCT_NAMELESS';
  if (!isWhole(shares)) return 'SHARES_NOT_WHOLE';
  if (shares.coop > 0 && origin.coop === '') return 'COOP_MISSING';
  if (!units.some(({ id }) => id === origin.unitId)) return 'ORIGIN_UNKNOWN';
  const ids = new Set(variants.map(({ id }) => id));
  const names = new Set(variants.map(({ name }) => name));
  if (ids.size < variants.length || names.size < variants.length) return 'VARIANTS_WRONG';
  return null;
}

/** What is still there, or promised, cannot vanish from the list, nor turn from pieces into grams. */
export function strands(
  goods: GoodsView,
  before: Product | null,
  { variants }: ProductFields,
): GoodsRefusal | null {
  if (!before) return null;
  const gone = before.variants.filter(
    ({ id, weighed }) => !variants.some((one) => one.id === id && one.weighed === weighed),
  );
  const full = gone.some(({ id }) => stockOf(goods, before.id, id).onHand > 0);
  return full ? 'VARIANTS_WRONG' : null;
}

/** As it is kept: no stray blanks, no control characters. */
export function tidy(product: ProductFields): ProductFields {
  const { origin } = product;
  return {
    ...product,
    title: tidyText(product.title),
    spec: tidyText(product.spec),
    unit: tidyText(product.unit),
    description: tidyText(product.description),
    certificate: tidyText(product.certificate),
    origin: { ...origin, coop: tidyText(origin.coop), household: tidyText(origin.household) },
    variants: product.variants.map((one) => ({ ...one, name: tidyText(one.name) })),
  };
}
