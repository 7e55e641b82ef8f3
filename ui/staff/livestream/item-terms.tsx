// What one item of the shelf costs in the session, how many of it, and what to say about it.
import { useSignal } from '@preact/signals';
import type { ShelfItem } from '../../../server/modules/livestream/schema.ts';
import { yuan } from '../../text/money.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { CheckField, TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayOf, momentOf, timeText } from '../parts/format.ts';
import { useZone } from '../staff.ts';
import { countOf, fenOf, typedYuan } from './amounts.ts';
import { TextArea } from './plan-form.tsx';

const text = zhLivestream.terms;

export interface ItemTermsProps {
  item: ShelfItem;
  title: string;
  ordinaryFen: number | null;
  /** Of the session: flash prices are of that day. */
  day: string;
  onSubmit: (item: ShelfItem) => void;
  onCancel: () => void;
}

function typedOf({ livePriceFen, flash, quota, perPerson, hidden, note }: ShelfItem, zone: string) {
  return {
    livePrice: typedYuan(livePriceFen),
    flashPrice: typedYuan(flash?.priceFen),
    flashFrom: flash ? timeText(flash.fromMs, zone) : '',
    flashTo: flash ? timeText(flash.toMs, zone) : '',
    quota: String(quota ?? ''),
    perPerson: String(perPerson ?? ''),
    note: note ?? '',
    hidden,
  };
}
type Typed = ReturnType<typeof typedOf>;

/** Undefined: what is typed is no span. A flash price that was not touched keeps its seconds. */
function flashOf(
  { flashPrice, flashFrom, flashTo }: Typed,
  before: ShelfItem['flash'],
  { day, zone }: { day: string; zone: string },
): ShelfItem['flash'] | undefined {
  const priceFen = fenOf(flashPrice);
  if (priceFen === null) return flashFrom === '' && flashTo === '' ? null : undefined;
  if (priceFen === undefined || flashFrom === '' || flashTo === '') return undefined;
  const same = before && timeText(before.fromMs, zone) === flashFrom;
  if (same && timeText(before.toMs, zone) === flashTo) return { ...before, priceFen };
  const ofDay = before ? dayOf(before.fromMs, zone) : day;
  const [fromMs, toMs] = [momentOf(ofDay, flashFrom, zone), momentOf(ofDay, flashTo, zone)];
  return fromMs < toMs ? { priceFen, fromMs, toMs } : undefined;
}

export function ItemTerms(props: ItemTermsProps) {
  const { item, title, ordinaryFen, day, onSubmit, onCancel } = props;
  const zone = useZone();
  const typed = useSignal(typedOf(item, zone));
  const judged = useSignal(false);
  const terms = {
    livePriceFen: fenOf(typed.value.livePrice),
    flash: flashOf(typed.value, item.flash, { day, zone }),
    quota: countOf(typed.value.quota),
    perPerson: countOf(typed.value.perPerson),
  };
  const note = typed.value.note.trim();
  const fault = (wrong: boolean, sentence: string) => (judged.value && wrong ? sentence : null);
  const set =
    <Name extends keyof Typed>(name: Name) =>
    (value: Typed[Name]) => {
      typed.value = { ...typed.value, [name]: value };
    };
  function submit(): void {
    judged.value = true;
    const { livePriceFen, flash, quota, perPerson } = terms;
    if (livePriceFen === undefined || flash === undefined) return;
    if (quota === undefined || perPerson === undefined || note.length > 200) return;
    const { productId, variantId, soldOut } = item;
    const { hidden } = typed.value;
    const said = note === '' ? {} : { note };
    const changed = { livePriceFen, flash, quota, perPerson, hidden, soldOut, ...said };
    onSubmit({ productId, variantId, ...changed });
  }
  return (
    <FormDialog
      title={text.title(title)}
      submit={text.submit}
      busy={false}
      failure={null}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {ordinaryFen !== null && <p class="quiet">{text.ordinary(yuan(ordinaryFen))}</p>}
      <TextField
        label={text.livePrice}
        hint={text.livePriceHint}
        error={fault(terms.livePriceFen === undefined, text.priceWrong)}
        value={typed.value.livePrice}
        onInput={set('livePrice')}
      />
      <TextField
        label={text.flashPrice}
        hint={text.flashPriceHint}
        error={fault(terms.flash === undefined, text.flashWrong)}
        value={typed.value.flashPrice}
        onInput={set('flashPrice')}
      />
      <div class="form-row">
        <TextField
          label={text.flashFrom}
          type="time"
          value={typed.value.flashFrom}
          onInput={set('flashFrom')}
        />
        <TextField
          label={text.flashTo}
          type="time"
          value={typed.value.flashTo}
          onInput={set('flashTo')}
        />
      </div>
      <div class="form-row">
        <TextField
          label={text.quota}
          hint={text.quotaHint}
          inputMode="numeric"
          error={fault(terms.quota === undefined, text.countWrong)}
          value={typed.value.quota}
          onInput={set('quota')}
        />
        <TextField
          label={text.perPerson}
          hint={text.perPersonHint}
          inputMode="numeric"
          error={fault(terms.perPerson === undefined, text.countWrong)}
          value={typed.value.perPerson}
          onInput={set('perPerson')}
        />
      </div>
      <TextArea
        label={text.note}
        hint={text.noteHint}
        error={fault(note.length > 200, text.noteLong)}
        value={typed.value.note}
        onInput={set('note')}
      />
      <CheckField label={text.hidden} checked={typed.value.hidden} onChange={set('hidden')} />
    </FormDialog>
  );
}
