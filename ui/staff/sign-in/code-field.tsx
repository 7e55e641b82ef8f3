// The one-time code from the touchscreen.
import type { Signal } from '@preact/signals';
import { zhStaff } from '../../text/zh-staff.ts';
import { Field } from '../parts/fields.tsx';

const text = zhStaff.setUp;

export function CodeField({ value, judged }: { value: Signal<string>; judged: boolean }) {
  return (
    <Field label={text.code} error={judged && !value.value.trim() ? text.codeMissing : null}>
      {(attributes) => (
        <input
          {...attributes}
          class="input door-code"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          value={value.value}
          onInput={(event) => {
            // People copy the gaps too.
            value.value = event.currentTarget.value.replace(/\s/g, '');
          }}
        />
      )}
    </Field>
  );
}
