// Digits by finger or keyboard: the only typing most visitors ever do.
import { useEffect } from 'preact/hooks';
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
  const type = (digit: string) => {
    if (value.length < maxLength) onChange(value + digit);
  };
  const erase = () => onChange(value.slice(0, -1));
  useEffect(() => {
    if (!listen) return;
    const press = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') erase();
      // Enter on a focused button is that button's own.
      else if (event.key === 'Enter' && event.target === document.body) onEnter?.();
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
      <button type="button" class="key key-word" onClick={() => onChange('')}>
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
