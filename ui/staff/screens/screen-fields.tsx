// What staff say of a screen: its name, and whether its numbers are printed.
import { type Signal, useSignal } from '@preact/signals';
import { zhScreens as text } from '../../text/zh-screens.ts';
import { CheckField, TextField } from '../parts/fields.tsx';

const LONGEST_NAME = 20;

export interface ScreenFieldsState {
  readonly name: Signal<string>;
  readonly prints: Signal<boolean>;
  /** The name as it would be sent; null, and from then on said so, while it is no name. */
  accept(): string | null;
  readonly judged: Signal<boolean>;
}

export function useScreenFields(name: string, prints: boolean): ScreenFieldsState {
  const state = { name: useSignal(name), prints: useSignal(prints), judged: useSignal(false) };
  return {
    ...state,
    accept() {
      state.judged.value = true;
      return isName(state.name.value) ? state.name.value.trim() : null;
    },
  };
}

function isName(name: string): boolean {
  const { length } = name.trim();
  return length >= 1 && length <= LONGEST_NAME;
}

export function NameField({ of: { name, judged } }: { of: ScreenFieldsState }) {
  return (
    <TextField
      label={text.name}
      hint={text.nameHint}
      value={name.value}
      error={judged.value && !isName(name.value) ? text.nameWrong : null}
      onInput={(value) => {
        name.value = value;
      }}
    />
  );
}

export function PrintsField({ of: { prints } }: { of: ScreenFieldsState }) {
  return (
    <CheckField
      label={text.prints}
      hint={text.printsHint}
      checked={prints.value}
      onChange={(checked) => {
        prints.value = checked;
      }}
    />
  );
}
