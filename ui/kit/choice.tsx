// One of several large things to choose from.
import type { ComponentChildren } from 'preact';
import './choice.css';

export interface ChoiceProps {
  name: string;
  onTap: () => void;
  hint?: string | undefined;
  /** What is behind it now. */
  now?: string | undefined;
  icon?: ComponentChildren;
  /** `tile`: icon above the words · `row`: beside them · `bare`: words only, centred. */
  shape?: 'tile' | 'row' | 'bare';
  chosen?: boolean;
  busy?: boolean;
  disabled?: boolean;
}

export function Choice(props: ChoiceProps) {
  const { name, onTap, hint, now, icon, shape = 'row', chosen, busy, disabled } = props;
  return (
    <button
      type="button"
      class={`choice choice-${shape}`}
      aria-pressed={chosen}
      aria-busy={busy}
      disabled={disabled}
      onClick={onTap}
    >
      {icon}
      <span class="choice-words">
        <b>{name}</b>
        {hint && <span>{hint}</span>}
        {now && <em>{now}</em>}
      </span>
    </button>
  );
}
