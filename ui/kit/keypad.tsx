// Digits by finger or keyboard: the only typing most visitors ever do.
import { useEffect, useRef } from 'preact/hooks';
import { keypad as text } from '../text/zh.ts';
import { Backspace } from './icons.tsx';
import './keypad.css';

export interface KeypadProps {
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
  /** A physical keyboard types into it too; false when a page has text fields of its own. */
  listen?: boolean;
  onEnter?: () => void;
}
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export function Keypad({ value, maxLength, onChange, listen = true, onEnter }: KeypadProps) {
  // Keys come faster than pages are drawn: each one adds to what the last one made, not to what is on the screen.
  const now = useRef({ value, onEnter });
  now.current = { value, onEnter };
  function change(next: string): void {
    now.current.value = next;
    onChange(next);
  }
  function type(digit: string): void {
    const before = now.current.value;
    if (before.length < maxLength) change(before + digit);
  }
  const erase = () => change(now.current.value.slice(0, -1));
  useEffect(() => {
    if (!listen) return;
    const press = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') erase();
      // Enter on a focused button is that button's own.
      else if (event.key === 'Enter' && event.target === document.body) now.current.onEnter?.();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  return (
    <div class="keypad">
      {DIGITS.map((digit) => (
        <button type="button" key={digit} class="key" onClick={() => type(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" class="key key-word" onClick={() => change('')}>
        {text.clear}
      </button>
      <button type="button" class="key" onClick={() => type('0')}>
        0
      </button>
      <button type="button" class="key" aria-label={text.erase} onClick={erase}>
        <Backspace />
      </button>
    </div>
  );
}
