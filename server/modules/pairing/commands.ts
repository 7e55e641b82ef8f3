// Pairing a screen, naming it anew, letting it go.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  ChangeScreenBody,
  type PairingView,
  PairScreenBody,
  refuse,
  screenChanged,
  screenPaired,
  screenUnpaired,
  UnpairScreenBody,
} from './schema.ts';
import { isFull, isNameTaken, screenById } from './view.ts';

interface Reads {
  pairing: PairingView;
}
interface Done {
  done: true;
}

export const pairScreen: CommandDefinition<Reads, typeof PairScreenBody, Done> = {
  type: 'pairing.pairScreen',
  body: PairScreenBody,
  decide({ pairing }, body, { id }) {
    if (isNameTaken(pairing, body.name)) return refuse('SCREEN_NAME_TAKEN');
    if (isFull(pairing)) return refuse('SCREENS_FULL');
    return { events: [event(screenPaired, { screenId: id(0), ...body })], reply: { done: true } };
  },
};

export const changeScreen: CommandDefinition<Reads, typeof ChangeScreenBody, Done> = {
  type: 'pairing.changeScreen',
  body: ChangeScreenBody,
  decide({ pairing }, body) {
    const screen = screenById(pairing, body.screenId);
    if (!screen) return refuse('SCREEN_NOT_FOUND');
    if (isNameTaken(pairing, body.name, screen.id)) return refuse('SCREEN_NAME_TAKEN');
    const same = screen.name === body.name && screen.prints === body.prints;
    return { events: same ? [] : [event(screenChanged, body)], reply: { done: true } };
  },
};

export const unpairScreen: CommandDefinition<Reads, typeof UnpairScreenBody, Done> = {
  type: 'pairing.unpairScreen',
  body: UnpairScreenBody,
  decide({ pairing }, { screenId }) {
    if (!screenById(pairing, screenId)) return refuse('SCREEN_NOT_FOUND');
    return { events: [event(screenUnpaired, { screenId })], reply: { done: true } };
  },
};
