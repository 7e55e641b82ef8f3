// The catalogue and the queue, read together: what can be done here, and how it stands now.
import type {
  Department,
  ServiceItem,
  ServicePackage,
} from '../../../server/modules/catalogue/schema.ts';
import type { Kiosk } from '../kiosk.ts';

export interface Item extends ServiceItem {
  readonly waiting: number;
  /** Whether any window can serve it at all. */
  readonly served: boolean;
  /** Whether somebody is behind one of them now. */
  readonly open: boolean;
}
export interface Offer {
  readonly items: readonly Item[];
  readonly packages: readonly ServicePackage[];
  /** Those with something to do. */
  readonly departments: readonly Department[];
}

export function offerOf({ slices }: Pick<Kiosk, 'slices'>): Offer {
  const { departments = [], packages = [], items: known = [] } = slices.catalogue.value ?? {};
  const queue = new Map((slices.services.value?.items ?? []).map((row) => [row.id, row]));
  const items = known.flatMap((one): Item[] => {
    const row = queue.get(one.id);
    return row
      ? [{ ...one, waiting: row.waiting, served: row.served, open: row.served && row.open }]
      : [];
  });
  const servedIds = new Set(items.filter(({ served }) => served).map(({ id }) => id));
  return {
    items,
    packages: packages.filter(({ itemIds }) => itemIds.some((id) => servedIds.has(id))),
    departments: departments.filter(({ id }) =>
      items.some(({ departmentId }) => departmentId === id),
    ),
  };
}

/** In the order of the ids; what is not on offer any more is left out. */
export function itemsOf({ items }: Offer, ids: readonly string[]): Item[] {
  return ids.flatMap((id) => items.find((item) => item.id === id) ?? []);
}

/** For who does not know what to choose: where somebody is now, if anywhere. */
export function generalItem({ items }: Offer): Item | null {
  const general = items.filter((item) => item.general && item.served);
  return general.find(({ open }) => open) ?? general[0] ?? null;
}
