// Why: asked wherever a record is changed, kept for ever with the change.
import type { Signal } from '@preact/signals';
import { zhStaff } from '../../text/zh-staff.ts';
import { Field } from '../parts/fields.tsx';
import { isReason } from './visit-fields.tsx';

export interface ReasonFieldProps {
  value: Signal<string>;
  judged: boolean;
  label?: string;
}

export function ReasonField({ value, judged, label = zhStaff.common.reason }: ReasonFieldProps) {
  const missing = judged && !isReason(value.value);
  return (
    <Field
      label={label}
      hint={zhStaff.common.reasonHint}
      error={missing ? zhStaff.common.reasonHint : null}
    >
      {(attributes) => (
        <textarea
          {...attributes}
          class="input"
          maxLength={200}
          value={value.value}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}
