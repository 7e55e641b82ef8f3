// One product: a new one, or one that is changed from what it was when the form was opened.
import { useSignal } from '@preact/signals';
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { ProductFields } from '../../../server/modules/goods/schema.ts';
import { toast } from '../../kit/notice.tsx';
import { zhGoods } from '../../text/zh-goods.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useCommand } from '../parts/requests.ts';
import { useUndoing } from '../parts/undoing.ts';
import { useStaff } from '../staff.ts';
import { type Draft, draftOf, faultsOf, productOf } from './draft.ts';
import { PhotosField } from './photos-field.tsx';
import { SharesField } from './shares-field.tsx';
import { VariantsField } from './variants-field.tsx';

const text = zhGoods.form;
const GOODS = '/api/workshop/goods';

interface Put {
  productId: string | null;
  revision: number | null;
  product: ProductFields;
}

export function EditProduct({ row, onEnd }: { row: GoodsRow | null; onEnd: () => void }) {
  const { live } = useStaff();
  const command = useCommand<Put, { id: string; revision: number }>();
  const undoing = useUndoing();
  const draft = useSignal<Draft>(draftOf(row));
  const judged = useSignal(false);
  const uploading = useSignal(false);
  const faults = faultsOf(draft.value);
  const shown = judged.value ? faults : {};
  function set<Key extends keyof Draft>(key: Key, value: Draft[Key]): void {
    draft.value = { ...draft.value, [key]: value };
  }

  async function submit(): Promise<void> {
    judged.value = true;
    if (Object.keys(faults).length > 0 || uploading.value) return;
    const product = productOf(draft.value);
    const { id: productId = null, revision = null } = row ?? {};
    const done = await command.run(GOODS, { productId, revision, product });
    if (!done) return;
    // What is new is taken back by 下架: an order may have been made for it meanwhile.
    const back = row && { productId, revision: done.reply.revision, product: row.product };
    if (back) toast('good', text.saved(product.title), undoing(GOODS, back));
    else toast('good', text.added(product.title));
    onEnd();
  }

  const villages = (live.slices.units.value?.units ?? []).filter(({ kind }) => kind !== 'branch');
  const now = draft.value;
  return (
    <FormDialog
      title={row ? text.editTitle(row.product.title) : text.addTitle}
      submit={text.submit}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      {row?.state === 'onSale' && <p class="note note-plain">{text.onSaleHint}</p>}
      <TextField
        label={text.title}
        value={now.title}
        error={shown.title}
        onInput={(value) => set('title', value)}
      />
      <PhotosField
        photoIds={now.photoIds}
        waits={judged.value && uploading.value}
        onChange={(change) => set('photoIds', change(draft.value.photoIds))}
        onUploading={(value) => {
          uploading.value = value;
        }}
      />
      <div class="form-row">
        <TextField
          label={text.unit}
          hint={text.unitHint}
          value={now.unit}
          error={shown.unit}
          onInput={(value) => set('unit', value)}
        />
        <TextField
          label={text.spec}
          hint={text.specHint}
          optional
          value={now.spec}
          error={shown.spec}
          onInput={(value) => set('spec', value)}
        />
      </div>
      <VariantsField
        variants={now.variants}
        unit={now.unit}
        prices={shown.prices ?? {}}
        error={shown.variants}
        taken={row?.product.variants.map(({ id }) => id) ?? []}
        onChange={(variants) => set('variants', variants)}
      />
      <SelectField
        label={text.village}
        value={now.unitId}
        error={shown.unitId}
        options={[
          { value: '', label: text.chooseVillage },
          ...villages.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => set('unitId', value)}
      />
      <div class="form-row">
        <TextField
          label={text.coop}
          optional
          value={now.coop}
          error={shown.coop}
          onInput={(value) => set('coop', value)}
        />
        <TextField
          label={text.household}
          hint={text.householdHint}
          optional
          value={now.household}
          error={shown.household}
          onInput={(value) => set('household', value)}
        />
      </div>
      <SharesField
        shares={now.shares}
        error={shown.shares}
        onChange={(shares) => set('shares', shares)}
      />
      <div class="form-row">
        <TextField
          label={text.harvestDay}
          type="date"
          optional
          value={now.harvestDay}
          onInput={(value) => set('harvestDay', value)}
        />
        <TextField
          label={text.certificate}
          hint={text.certificateHint}
          optional
          value={now.certificate}
          error={shown.certificate}
          onInput={(value) => set('certificate', value)}
        />
      </div>
      <TextField
        label={text.description}
        optional
        value={now.description}
        error={shown.description}
        onInput={(value) => set('description', value)}
      />
    </FormDialog>
  );
}
