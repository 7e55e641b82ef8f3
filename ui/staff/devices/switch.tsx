// A fault that is switched on and off.
import { zhDesk } from '../../text/zh-staff-desk.ts';

const text = zhDesk.virtual;

export interface SwitchProps {
  label: string;
  on: boolean;
  onTurn: (on: boolean) => void;
}

export function Switch({ label, on, onTurn }: SwitchProps) {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={on}
      onClick={() => onTurn(!on)}
    >
      <span>{label}</span>
      <span class="switch-state" aria-hidden="true">
        {on ? text.on : text.off}
      </span>
    </button>
  );
}
