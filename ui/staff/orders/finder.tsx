// The box of the desk. A scanner types like a keyboard and ends with Enter; six digits need no Enter.
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { zhOrders } from '../../text/zh-orders.ts';

const text = zhOrders.desk;
const WHOLE_CODE = /^\d{6}$/;
const LEAST = 4;
/** A phone is typed on past its first six digits, and a scanner is still writing. */
const PAUSE_MS = 500;

export interface FinderProps {
  box: RefObject<HTMLInputElement | null>;
  onFind: (words: string) => void;
  onClear: () => void;
}

export function Finder({ box, onFind, onClear }: FinderProps) {
  const typed = useSignal('');
  const timer = useRef(0);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);

  function submit(): void {
    clearTimeout(timer.current);
    const words = typed.value.trim();
    if (words.length < LEAST) return;
    onFind(words);
    // What is typed or scanned next takes its place.
    box.current?.select();
  }
  function input(value: string): void {
    typed.value = value;
    clearTimeout(timer.current);
    if (WHOLE_CODE.test(value.trim())) timer.current = window.setTimeout(submit, PAUSE_MS);
  }
  function clear(): void {
    clearTimeout(timer.current);
    typed.value = '';
    onClear();
  }

  return (
    <form
      class="finder no-print"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label for={id}>{text.search}</label>
      <div class="finder-row">
        <input
          id={id}
          ref={box}
          class="input finder-box"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          aria-describedby={`${id}-note`}
          onInput={(event) => input(event.currentTarget.value)}
        />
        <Button type="submit" onTap={() => {}}>
          {text.find}
        </Button>
        {typed.value !== '' && (
          <Button look="quiet" onTap={clear}>
            {text.clear}
          </Button>
        )}
      </div>
      <p id={`${id}-note`} class="field-hint">
        {text.searchHint}
      </p>
    </form>
  );
}
