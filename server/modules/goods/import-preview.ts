// What an import would change of one product, as whoever confirms it reads it.
import type { ImportedLine } from '../../sheets/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import type { ReadProduct } from './import.ts';
import type { ImportGoodsBody } from './page-schema.ts';
import type { ProductFields, Variant } from './schema.ts';
import { GOODS_SHEET, percentText, stockText, yuanText } from './sheets.ts';

export function lineOf(
  { before, product }: ReadProduct,
  counts: ImportGoodsBody['counts'],
  directory: DirectoryView,
): ImportedLine {
  const counted = counts.map((count) => countText(count, product));
  const line = { sheet: GOODS_SHEET.name, name: product.title };
  if (!before) return { ...line, what: 'added', details: counted };
  const [was, is] = [textsOf(before, directory), textsOf(product, directory)];
  const headings = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const details = headings
    .filter((heading) => was[heading] !== is[heading])
    .map((heading) => `${heading}：${was[heading] || '空'} → ${is[heading] || '空'}`);
  return { ...line, what: 'changed', details: [...details, ...counted] };
}

function countText(
  { variantId, was, is }: ImportGoodsBody['counts'][number],
  { variants, unit }: ProductFields,
): string {
  const variant = variants.find(({ id }) => id === variantId);
  const weighed = variant?.weighed ?? false;
  const per = weighed ? '斤' : unit;
  const difference = `${is > was ? '多' : '少'} ${stockText(Math.abs(is - was), weighed)} ${per}`;
  const name = variant?.name ? `${variant.name} ` : '';
  return `${name}库存：${stockText(was, weighed)} → ${stockText(is, weighed)}，按盘点改，${difference}`;
}

function textsOf(
  product: ProductFields,
  { units }: DirectoryView,
): Readonly<Record<string, string>> {
  const { shares, origin, variants } = product;
  const { columns } = GOODS_SHEET;
  return {
    [columns.title.heading]: product.title,
    [columns.spec.heading]: product.spec,
    [columns.unit.heading]: product.unit,
    [columns.description.heading]: product.description,
    [columns.village.heading]: units.find(({ id }) => id === origin.unitId)?.name ?? '',
    [columns.coop.heading]: origin.coop,
    [columns.household.heading]: origin.household,
    [columns.harvestDay.heading]: product.harvestDay ?? '',
    [columns.certificate.heading]: product.certificate,
    [columns.village_.heading]: percentText(shares.village),
    [columns.coop_.heading]: percentText(shares.coop),
    [columns.host_.heading]: percentText(shares.host),
    [columns.committee_.heading]: percentText(shares.committee),
    ...Object.fromEntries(variants.map((one) => [`规格${one.id}`, variantText(one)])),
  };
}

function variantText({ name, priceFen, listPriceFen, weighed }: Variant): string {
  const list = listPriceFen === null ? '' : `，原价 ${yuanText(listPriceFen)} 元`;
  return `${name} ${yuanText(priceFen)} 元${list}${weighed ? '，散称' : ''}`.trim();
}
