// The one button: large, square enough for a thumb, loud only when it is the next step.
import type { ComponentChildren } from 'preact';
import './button.css';

export interface ButtonProps {
  children: ComponentChildren;
  onTap: () => void;
  /** `go`: the next step, one a page at most · `plain`: everything else · `quiet`: on the way out. */
  look?: 'go' | 'plain' | 'quiet';
  icon?: ComponentChildren;
  disabled?: boolean;
  /** The action is under way: shown, and further taps are dropped by the action itself. */
  busy?: boolean;
  pressed?: boolean;
  /** What it is, where the visible words are not enough. */
  label?: string;
  type?: 'button' | 'submit';
  autofocus?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, onTap, look = 'plain', icon, disabled, busy, pressed, label } = props;
  return (
    <button
      type={props.type ?? 'button'}
      class={`button button-${look}`}
      disabled={disabled}
      aria-busy={busy}
      aria-pressed={pressed}
      aria-label={label}
      autofocus={props.autofocus}
      onClick={onTap}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
