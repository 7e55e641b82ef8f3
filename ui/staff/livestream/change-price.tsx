// A new price in the middle of a session, and a flash price from now on: for so long, by the kiosk's clock.
import { useSignal } from '@preact/signals';
import type { ShelfRow } from '../../../server/modules/livestream/console-schema.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { TextField } from '../parts/fields.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { timeText } from '../parts/format.ts';
import { RadioField } from '../parts/radio-field.tsx';
import { useZone } from '../staff.ts';
import { fenOf, typedYuan } from './amounts.ts';
import type { ConsoleSteps, ItemWish } from './console-steps.ts';
import { priceOf } from './item-words.ts';

const text = zhLivestream.price;
const terms = zhLivestream.terms;
const MINUTES = [5, 10, 30, 60] as const;

export interface ChangePriceProps {
  row: ShelfRow;
  steps: ConsoleSteps;
  onEnd: () => void;
}

export function ChangePrice({ row, steps, onEnd }: ChangePriceProps) {
  const zone = useZone();
  const { flash } = row;
  const livePrice = useSignal(typedYuan(row.livePriceFen));
  const flashPrice = useSignal(typedYuan(flash?.priceFen));
  /** 0: none; -1: the one there is. */
  const minutes = useSignal(flash ? -1 : 0);
  const judged = useSignal(false);
  const livePriceFen = fenOf(livePrice.value);
  const flashFen = fenOf(flashPrice.value);
  const flashes = minutes.value !== 0;

  async function submit(): Promise<void> {
    judged.value = true;
    if (livePriceFen === undefined || (flashes && typeof flashFen !== 'number')) return;
    const change: ItemWish = { livePriceFen };
    if (!flashes) change.flash = null;
    else if (minutes.value > 0) {
      change.flash = { priceFen: flashFen ?? 0, lastsS: minutes.value * 60 };
    } else if (flash) change.flash = { ...flash, priceFen: flashFen ?? flash.priceFen };
    if (await steps.change(row, change, zhLivestream.console.done.changed(row.title))) onEnd();
  }

  return (
    <FormDialog
      title={text.title(row.title)}
      submit={text.submit}
      busy={steps.busy.value}
      failure={null}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p class="quiet">{terms.ordinary(priceOf(row, row.ordinaryFen))}</p>
      <TextField
        label={terms.livePrice}
        hint={terms.livePriceHint}
        error={judged.value && livePriceFen === undefined ? terms.priceWrong : null}
        value={livePrice.value}
        onInput={(value) => {
          livePrice.value = value;
        }}
      />
      <RadioField
        label={text.flash}
        options={[
          { value: 0, label: text.flashNone },
          ...(flash ? [{ value: -1, label: text.flashKept(timeText(flash.toMs, zone)) }] : []),
          ...MINUTES.map((value) => ({ value, label: text.minutes(value) })),
        ]}
        value={minutes.value}
        onChange={(value) => {
          minutes.value = value;
        }}
      />
      {flashes && (
        <TextField
          label={terms.flashPrice}
          error={
            !judged.value || typeof flashFen === 'number'
              ? null
              : flashFen === null
                ? text.flashMissing
                : terms.priceWrong
          }
          value={flashPrice.value}
          onInput={(value) => {
            flashPrice.value = value;
          }}
        />
      )}
    </FormDialog>
  );
}
