// The screens that are paired, by id.
import type { PairedScreen } from '../../auth/schema.ts';
import type { ModuleDefinition } from '../../store/module.ts';
import {
  type PairingEvent,
  type PairingView,
  type RecordedScreen,
  screenChanged,
  screenPaired,
  screenUnpaired,
} from './schema.ts';

/** More than a hall has walls. */
const MOST_SCREENS = 50;

export const pairing: ModuleDefinition<PairingView> = {
  name: 'pairing',
  events: [screenPaired, screenChanged, screenUnpaired],
  initial: () => ({ screens: {} }),
  fold(view, recorded) {
    const event = recorded as PairingEvent;
    switch (event.type) {
      case 'pairing.screenPaired': {
        const { screenId: id, ...facts } = event.data;
        view.screens[id] = { id, ...facts, pairedAtMs: event.wallMs };
        break;
      }
      case 'pairing.screenChanged': {
        const { screenId, name, prints } = event.data;
        const screen = screenById(view, screenId);
        if (screen) view.screens[screenId] = { ...screen, name, prints };
        break;
      }
      case 'pairing.screenUnpaired':
        delete view.screens[event.data.screenId];
        break;
    }
  },
};

export function screenById(view: PairingView, id: string): RecordedScreen | null {
  return (Object.hasOwn(view.screens, id) && view.screens[id]) || null;
}

/** Two screens of one name could not be told apart on the staff page. */
export function isNameTaken(view: PairingView, name: string, exceptId?: string): boolean {
  return Object.values(view.screens).some((one) => one.name === name && one.id !== exceptId);
}

export function isFull(view: PairingView): boolean {
  return Object.keys(view.screens).length >= MOST_SCREENS;
}

export function screenByDigest(view: PairingView, digest: string): PairedScreen | null {
  const found = Object.values(view.screens).find(({ tokenDigest }) => tokenDigest === digest);
  if (!found) return null;
  const { id, name, kind, prints } = found;
  return { id, name, kind, prints };
}

/** Without what only the guard may compare. */
export function selectScreens(view: PairingView): Omit<RecordedScreen, 'tokenDigest'>[] {
  return Object.values(view.screens).map(({ tokenDigest: _digest, ...screen }) => screen);
}
