// Form fields with their label, hint and error in one place.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import './fields.css';

interface Common {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  optional?: boolean;
}
interface FieldProps extends Common {
  children: (attributes: {
    id: string;
    'aria-describedby'?: string;
    'aria-invalid'?: true;
  }) => ComponentChildren;
}

export function Field({ label, hint, error, optional, children }: FieldProps) {
  const id = useId();
  const note = error || hint ? { 'aria-describedby': `${id}-note` } : {};
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <small class="field-optional"> {zhStaff.common.optional}</small>}
      </label>
      {children({ id, ...note, ...(error ? { 'aria-invalid': true as const } : {}) })}
      {(error || hint) && (
        <p id={`${id}-note`} class={error ? 'field-error' : 'field-hint'}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends Common {
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'tel' | 'date' | 'time' | 'number' | 'search';
  autoComplete?: string;
  inputMode?: 'numeric' | 'decimal' | 'text';
  min?: string | number;
  max?: string | number;
  autofocus?: boolean;
}

export function TextField({ value, onInput, type = 'text', ...props }: TextFieldProps) {
  return (
    <Field {...props}>
      {(attributes) => (
        <input
          {...attributes}
          class={`input input-${type}`}
          // The types want one literal per input, for the sake of `role`, which is not set here.
          type={type as 'text'}
          value={value}
          autocomplete={props.autoComplete ?? 'off'}
          inputMode={props.inputMode}
          min={props.min}
          max={props.max}
          autofocus={props.autofocus}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export interface PinFieldProps extends Common {
  value: string;
  onInput: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
}

/** Digits, hidden until asked: phones show the number pad. */
export function PinField({ value, onInput, autoComplete, ...props }: PinFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field {...props}>
      {(attributes) => (
        <div class="pin">
          <input
            {...attributes}
            class="input"
            type={(shown ? 'text' : 'password') as 'text'}
            inputMode="numeric"
            autocomplete={autoComplete}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          <Button pressed={shown} onTap={() => setShown(!shown)}>
            {shown ? zhStaff.pin.hide : zhStaff.pin.show}
          </Button>
        </div>
      )}
    </Field>
  );
}

export interface SelectFieldProps<Value extends string> extends Common {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, options, onChange, ...rest } = props;
  return (
    <Field {...rest}>
      {(attributes) => (
        <select
          {...attributes}
          class="input"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
