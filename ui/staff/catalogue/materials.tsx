// The documents of an item, in the order in which the checklist prints them.
import type { Material } from '../../../server/modules/catalogue/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhCatalogue } from '../../text/zh-catalogue.ts';
import { moved, OrderedRow, without } from './ordered-row.tsx';

const text = zhCatalogue.items;
const MOST = 30;

export interface MaterialsProps {
  materials: readonly Material[];
  error: string | undefined;
  onChange: (materials: Material[]) => void;
}

export function Materials({ materials, error, onChange }: MaterialsProps) {
  function set(index: number, change: Partial<Material>): void {
    onChange(materials.map((one, at) => (at === index ? { ...one, ...change } : one)));
  }
  return (
    <fieldset class="catalogue-list">
      <legend>{text.materials}</legend>
      <p class="field-hint">{materials.length === 0 ? text.noMaterials : text.materialsHint}</p>
      <ol class="ordered">
        {materials.map((material, index) => {
          const what = text.materialOf(index + 1);
          return (
            <OrderedRow
              key={`${index + 1}`}
              what={what}
              index={index}
              count={materials.length}
              onMove={(from, to) => onChange(moved(materials, from, to))}
              onRemove={(at) => onChange(without(materials, at))}
              aside={
                <label class="check">
                  <input
                    type="checkbox"
                    checked={material.always}
                    onChange={({ currentTarget }) => set(index, { always: currentTarget.checked })}
                  />
                  <span>{text.always}</span>
                </label>
              }
            >
              <input
                class="input"
                aria-label={`${what} ${text.material}`}
                placeholder={text.material}
                maxLength={40}
                value={material.name}
                onInput={({ currentTarget }) => set(index, { name: currentTarget.value })}
              />
              <input
                class="input"
                aria-label={`${what} ${text.materialNote}`}
                placeholder={text.materialNoteHint}
                maxLength={80}
                value={material.note}
                onInput={({ currentTarget }) => set(index, { note: currentTarget.value })}
              />
            </OrderedRow>
          );
        })}
      </ol>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button
          disabled={materials.length >= MOST}
          onTap={() => onChange([...materials, { name: '', note: '', always: true }])}
        >
          {text.addMaterial}
        </Button>
      </div>
    </fieldset>
  );
}
