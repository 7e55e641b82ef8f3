// What the keypad has typed so far, with the places that are still empty.
import './number-field.css';

export interface NumberFieldProps {
  /** Name of the field, read out. */
  label: string;
  /** Groups of characters; a space is an empty place. */
  groups: readonly string[];
}

export function NumberField({ label, groups }: NumberFieldProps) {
  const typed = groups.join(' ').trim();
  let place = 0;
  return (
    <div class="number-field">
      <span class="hidden" aria-live="polite">
        {label} {typed}
      </span>
      {groups.map((group, index) => (
        <span class="number-group" aria-hidden="true" key={`group-${index + 1}`}>
          {[...group].map((character) => {
            place += 1;
            return (
              <span class={character === ' ' ? 'place place-empty' : 'place'} key={place}>
                {character === ' ' ? '' : character}
              </span>
            );
          })}
        </span>
      ))}
    </div>
  );
}
