// A product as it is typed, and what is wrong with it.
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { ProductFields } from '../../../server/modules/goods/schema.ts';
import { zhGoods } from '../../text/zh-goods.ts';
import { tidied } from '../catalogue/changing.ts';
import { bpsOf, fenOf, fenText, percentText } from './amounts.ts';

const text = zhGoods.form;
export const PARTIES = ['village', 'coop', 'host', 'committee'] as const;
type Party = (typeof PARTIES)[number];

export interface VariantDraft {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  readonly listPrice: string;
  readonly weighed: boolean;
}
export interface Draft {
  readonly title: string;
  readonly spec: string;
  readonly unit: string;
  readonly description: string;
  readonly unitId: string;
  readonly coop: string;
  readonly household: string;
  readonly harvestDay: string;
  readonly certificate: string;
  readonly photoIds: readonly string[];
  readonly variants: readonly VariantDraft[];
  readonly shares: Readonly<Record<Party, string>>;
}

const NEW: Draft = {
  title: '',
  spec: '',
  unit: '',
  description: '',
  unitId: '',
  coop: '',
  household: '',
  harvestDay: '',
  certificate: '',
  photoIds: [],
  variants: [{ id: 'a', name: '', price: '', listPrice: '', weighed: false }],
  shares: { village: '100', coop: '0', host: '0', committee: '0' },
};

export function draftOf(row: GoodsRow | null): Draft {
  if (!row) return NEW;
  const { origin, harvestDay, variants, shares, ...rest } = row.product;
  return {
    ...rest,
    ...origin,
    harvestDay: harvestDay ?? '',
    variants: variants.map(({ id, name, priceFen, listPriceFen, weighed }) => ({
      id,
      name,
      price: fenText(priceFen),
      listPrice: listPriceFen === null ? '' : fenText(listPriceFen),
      weighed,
    })),
    shares: {
      village: percentText(shares.village),
      coop: percentText(shares.coop),
      host: percentText(shares.host),
      committee: percentText(shares.committee),
    },
  };
}

/** Of a draft without faults. */
export function productOf(draft: Draft): ProductFields {
  const { unitId, coop, household, variants, shares, harvestDay, photoIds } = draft;
  const share = (party: Party) => bpsOf(shares[party]) ?? 0;
  return {
    title: tidied(draft.title),
    spec: tidied(draft.spec),
    unit: tidied(draft.unit),
    description: tidied(draft.description),
    origin: { unitId, coop: tidied(coop), household: tidied(household) },
    harvestDay: harvestDay === '' ? null : harvestDay,
    certificate: tidied(draft.certificate),
    photoIds: [...photoIds],
    variants: variants.map(({ id, name, price, listPrice, weighed }) => ({
      id,
      name: tidied(name),
      priceFen: fenOf(price) ?? 0,
      listPriceFen: listPrice.trim() === '' ? null : fenOf(listPrice),
      weighed,
    })),
    shares: {
      village: share('village'),
      coop: share('coop'),
      host: share('host'),
      committee: share('committee'),
    },
  };
}

/** Null: one of them is no number. */
export function sharesSum(shares: Draft['shares']): number | null {
  const parts = PARTIES.map((party) => bpsOf(shares[party]));
  return parts.some((part) => part === null)
    ? null
    : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** A letter that none of them has; whoever had it before may have left stock under it. */
export function freeVariantId(taken: readonly string[]): string {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.find((letter) => !taken.includes(letter)) ?? `v${taken.length}`;
}

export type Faults = Partial<Record<keyof Draft, string>> & {
  /** By place. */
  readonly prices?: Readonly<Record<number, string>>;
};

export function faultsOf(draft: Draft): Faults {
  const { title, unit, unitId, coop, shares, variants } = draft;
  const long = (value: string, most: number) =>
    [...tidied(value)].length > most ? text.textLong(most) : undefined;
  const faults = {
    title: tidied(title) === '' ? text.titleMissing : long(title, 40),
    spec: long(draft.spec, 40),
    unit: tidied(unit) === '' ? text.unitMissing : long(unit, 8),
    description: long(draft.description, 200),
    unitId: unitId === '' ? text.villageMissing : undefined,
    household: long(draft.household, 40),
    certificate: long(draft.certificate, 60),
    variants: namesFault(variants),
    prices: pricesFaults(variants),
    shares: sharesSum(shares) === 10_000 ? undefined : text.sharesWrong,
    coop: (bpsOf(shares.coop) ?? 0) > 0 && tidied(coop) === '' ? text.coopMissing : long(coop, 40),
  };
  return Object.fromEntries(
    Object.entries(faults).filter(([, fault]) => fault !== undefined),
  ) as Faults;
}

function namesFault(variants: readonly VariantDraft[]): string | undefined {
  const names = variants.map(({ name }) => tidied(name));
  if (names.some((name) => [...name].length > 20)) return text.textLong(20);
  return new Set(names).size < names.length ? text.namesTwice : undefined;
}

function pricesFaults(variants: readonly VariantDraft[]): Faults['prices'] {
  const faults: Record<number, string> = {};
  variants.forEach(({ price, listPrice }, place) => {
    if (fenOf(price) === null) faults[place] = text.priceWrong;
    else if (listPrice.trim() !== '' && fenOf(listPrice) === null)
      faults[place] = text.listPriceWrong;
  });
  return Object.keys(faults).length === 0 ? undefined : faults;
}
