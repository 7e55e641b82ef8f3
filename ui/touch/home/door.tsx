// One door: its name, what it is for, what is behind it now.
import type { ComponentChildren } from 'preact';
import { Clauses } from '../../kit/clauses.tsx';

export interface DoorProps {
  icon: ComponentChildren;
  name: string;
  hint: string;
  now: string;
  /** Trouble that is under control: more important than the hint. */
  note?: string | undefined;
  /** `first`: for everyone · `live`: something happens behind it at this moment. */
  look?: 'first' | 'live' | undefined;
  onTap: () => void;
}
export function Door({ icon, name, hint, now, note, look, onTap }: DoorProps) {
  return (
    <button type="button" class={look ? `door door-${look}` : 'door'} onClick={onTap}>
      {icon}
      <span class="door-words">
        <b>{name}</b>
        {note ? (
          <i>
            <Clauses text={note} />
          </i>
        ) : (
          <span>
            <Clauses text={hint} />
          </span>
        )}
        <em>
          <Clauses text={now} />
        </em>
      </span>
    </button>
  );
}
