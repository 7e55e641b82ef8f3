// A PIN typed twice, judged while it is typed.
import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { zhStaff } from '../../text/zh-staff.ts';
import { PinField } from '../parts/fields.tsx';
import { pinFault } from './pin.ts';

const text = zhStaff.pin;

export interface NewPin {
  readonly pin: Signal<string>;
  readonly again: Signal<string>;
  /** Somebody tried to go on: now every fault is shown. */
  readonly judged: Signal<boolean>;
  /** Shows what is wrong; true when nothing is. `name`: of the account. */
  accept(name: string): boolean;
}

export function useNewPin(): NewPin {
  const pin = useSignal('');
  const again = useSignal('');
  const judged = useSignal(false);
  return useMemo(
    () => ({
      pin,
      again,
      judged,
      accept(name) {
        judged.value = true;
        return pinFault(pin.value, name) === null && pin.value === again.value;
      },
    }),
    [pin, again, judged],
  );
}

export interface NewPinFieldsProps {
  of: NewPin;
  name: string;
  labels: readonly [pin: string, again: string];
}

export function NewPinFields({ of, name, labels }: NewPinFieldsProps) {
  const { pin, again, judged } = of;
  const fault = pinFault(pin.value, name);
  // While it is still short it is unfinished, not wrong.
  const shown = judged.value || pin.value.length >= 6 || /\D/.test(pin.value);
  const finished = judged.value || (again.value !== '' && again.value.length >= pin.value.length);
  return (
    <>
      <PinField
        label={labels[0]}
        value={pin.value}
        autoComplete="new-password"
        hint={fault === null ? text.good : text.advice}
        error={shown ? fault : null}
        onInput={(value) => {
          pin.value = value;
        }}
      />
      <PinField
        label={labels[1]}
        value={again.value}
        autoComplete="new-password"
        error={finished && again.value !== pin.value ? text.differs : null}
        onInput={(value) => {
          again.value = value;
        }}
      />
    </>
  );
}
