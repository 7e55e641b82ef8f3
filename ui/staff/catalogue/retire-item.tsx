// Taking an item off that packages contain: it leaves them too, and a package of one item is none.
import type {
  ServiceItem,
  ServicePackage,
  WholeCatalogue,
} from '../../../server/modules/catalogue/schema.ts';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import type { Changing } from './changing.ts';

const text = zhCatalogue.items;
const LEAST_ITEMS = 2;

export interface RetireItemProps {
  item: ServiceItem;
  catalogue: WholeCatalogue;
  changing: Changing;
  onEnd: () => void;
}

export function RetireItem({ item, catalogue, changing, onEnd }: RetireItemProps) {
  const packages = packagesOf(catalogue, item).map((was) => ({ was, is: withoutItem(was, item) }));
  const retired = packages.filter(({ is }) => is.retired);
  async function submit(): Promise<void> {
    const items = [{ was: item, is: { ...item, retired: true } }];
    if (await changing.change({ items, packages }, zhCatalogue.retired(item.name))) onEnd();
  }
  return (
    <FormDialog
      title={text.retireTitle(item.name)}
      submit={zhCatalogue.retire}
      busy={changing.command.busy.value}
      failure={changing.command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.retireText(packages.map(({ was }) => was.name))}</p>
      {retired.length > 0 && <p>{text.retirePackages(retired.map(({ was }) => was.name))}</p>}
    </FormDialog>
  );
}

export function packagesOf({ packages }: WholeCatalogue, { id }: ServiceItem): ServicePackage[] {
  return packages.filter(({ itemIds, retired }) => !retired && itemIds.includes(id));
}

function withoutItem(one: ServicePackage, { id }: ServiceItem): ServicePackage {
  const itemIds = one.itemIds.filter((itemId) => itemId !== id);
  return itemIds.length < LEAST_ITEMS ? { ...one, retired: true } : { ...one, itemIds };
}
