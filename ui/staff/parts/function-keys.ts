// Function keys for what is done many times an hour: an input method swallows letters, and a letter typed by chance must not do
// anything before the public.
import { useEffect } from 'preact/hooks';

/** Once a press, however long the key is held down; never while a dialog asks something or the machine is away. */
export function useFunctionKeys<Name extends string>(
  keys: Readonly<Record<Name, string>>,
  actions: Readonly<Record<Name, () => void>>,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const names = Object.keys(keys) as Name[];
      const name = names.find((one) => keys[one] === event.key);
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
