// Function keys of the window's pad.
import { useFunctionKeys } from '../parts/function-keys.ts';

export const HOTKEYS = {
  next: 'F2',
  start: 'F4',
  again: 'F8',
  finish: 'F9',
  missed: 'F10',
} as const;
export type PadKey = keyof typeof HOTKEYS;

export function useHotkeys(actions: Readonly<Record<PadKey, () => void>>): void {
  useFunctionKeys(HOTKEYS, actions);
}
