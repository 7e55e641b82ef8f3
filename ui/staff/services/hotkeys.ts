// Function keys of the window's pad: an input method swallows letters, and a letter typed by chance must not call anybody.
import { useEffect } from 'preact/hooks';

export const HOTKEYS = {
  next: 'F2',
  start: 'F4',
  again: 'F8',
  finish: 'F9',
  missed: 'F10',
} as const;
export type PadKey = keyof typeof HOTKEYS;

/** Once a press, however long the key is held down; never while a dialog asks something or the machine is away. */
export function useHotkeys(actions: Readonly<Record<PadKey, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const names = Object.keys(HOTKEYS) as PadKey[];
      const name = names.find((one) => HOTKEYS[one] === event.key);
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (!name || !plain || document.querySelector('dialog[open], [inert]')) return;
      // The browser has uses of its own for some of them.
      event.preventDefault();
      if (!event.repeat) actions[name]();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}
