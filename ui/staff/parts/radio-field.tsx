// One of a few, all of them in sight.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './radio-field.css';

export interface RadioOption<Value> {
  value: Value;
  label: ComponentChildren;
  /** Why it cannot be chosen, or what it means. */
  note?: string | undefined;
  disabled?: boolean;
}
export interface RadioFieldProps<Value> {
  label: string;
  hint?: string;
  error?: string | null;
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
}

export function RadioField<Value extends string | number>(props: RadioFieldProps<Value>) {
  const { label, hint, error, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset class="radios">
      <legend>{label}</legend>
      <div class="radio-options">
        {options.map((option) => (
          <label key={option.value} class="radio">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.note && <small>{option.note}</small>}
            </span>
          </label>
        ))}
      </div>
      {(error || hint) && <p class={error ? 'field-error' : 'field-hint'}>{error || hint}</p>}
    </fieldset>
  );
}
