// What somebody comes for: one thing, several, or a package (一件事).
import type { ServicePackage } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { useHall } from './hall.ts';
import { ItemSearch } from './item-search.tsx';

const text = zhConsole.items;
/** As many as one number can hold. */
const MOST_ITEMS = 8;

export interface Picked {
  readonly itemIds: readonly string[];
  readonly packageId: string | null;
}
export const NOTHING_PICKED: Picked = { itemIds: [], packageId: null };

export function isNothing({ itemIds, packageId }: Picked): boolean {
  return itemIds.length === 0 && packageId === null;
}

/** As the routes take it. */
export function bodyOf({
  itemIds,
  packageId,
}: Picked): { itemIds: string[] } | { packageId: string } {
  return packageId === null ? { itemIds: [...itemIds] } : { packageId };
}

export interface ItemPickerProps {
  picked: Picked;
  onPick: (picked: Picked) => void;
  error: string | null;
}

export function ItemPicker({ picked, onPick, error }: ItemPickerProps) {
  const { items, packages } = useHall().catalogue;
  const { itemIds, packageId } = picked;
  const nameOf = (id: string) => items.find((item) => item.id === id)?.name ?? id;
  const whole = packages.find(({ id }) => id === packageId);
  const pickPackage = ({ id }: ServicePackage) =>
    onPick(id === packageId ? NOTHING_PICKED : { itemIds: [], packageId: id });
  return (
    <div class="item-picker">
      {!isNothing(picked) && (
        <div class="picked">
          <b>{whole ? whole.name : text.chosen(itemIds.length)}</b>
          {itemIds.map((id) => (
            <Button
              key={id}
              look="quiet"
              label={text.remove(nameOf(id))}
              onTap={() =>
                onPick({ itemIds: itemIds.filter((one) => one !== id), packageId: null })
              }
            >
              {`${nameOf(id)} ✕`}
            </Button>
          ))}
          {whole && <span class="quiet">{whole.itemIds.map(nameOf).join('、')}</span>}
        </div>
      )}
      {itemIds.length >= MOST_ITEMS ? (
        <p class="quiet">{text.full(MOST_ITEMS)}</p>
      ) : (
        <ItemSearch
          without={itemIds}
          error={error}
          onChoose={({ id }) => onPick({ itemIds: [...itemIds, id], packageId: null })}
        />
      )}
      {packages.length > 0 && (
        <fieldset class="checks">
          <legend>{text.packages}</legend>
          <div class="picked">
            {packages.map((one) => (
              <Button
                key={one.id}
                look="quiet"
                pressed={one.id === packageId}
                onTap={() => pickPackage(one)}
              >
                {one.name}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
