// The twin of call pads on one line: keys to press, a display and a beeper each. It speaks the vendor's own frames.
import { createPadParser, encodePadFrame, padCommands, padKeyCodes } from '../codecs/call-pad.ts';
import type { VirtualPadKey, VirtualPadReport } from '../schema.ts';
import { sleep, systemTimers, type Timers } from '../timers.ts';
import { createVirtualWire, type VirtualWire } from './virtual-wire.ts';

export interface VirtualCallPads extends Omit<VirtualWire, 'send'> {
  /** Resolves with what the pad then shows, once it was answered; after a moment also when nobody does. */
  press(address: number, key: VirtualPadKey): Promise<VirtualPadReport>;
  report(): VirtualPadReport[];
}

/** As long as somebody looks at a pad before pressing again. */
const patienceMs = 1_000;
/** How often a press is looked after. */
const lookMs = 20;
const codesOf: Readonly<Record<VirtualPadKey, readonly number[]>> = {
  call: [padKeyCodes.call],
  recall: [padKeyCodes.recall],
  evaluate: [padKeyCodes.evaluate],
  pause: [padKeyCodes.pause],
  transfer: [padKeyCodes.transfer],
  hold: [0, padKeyCodes.function],
  callBack: [3, padKeyCodes.function],
  giveUp: [6, padKeyCodes.function],
};

export function createVirtualCallPads(options: {
  readonly addresses: readonly number[];
  readonly timers?: Timers;
}): VirtualCallPads {
  const { timers = systemTimers } = options;
  const pads = new Map(options.addresses.map((address) => [address, blankPad(address)]));
  /** Displays and beeps so far, of all pads. */
  let told = 0;
  const parser = createPadParser(({ address, code, data }) => {
    const pad = pads.get(address);
    if (!pad) return;
    const isTold = code === padCommands.show || code === padCommands.beep;
    if (code === padCommands.show) pad.display = data.join('');
    if (code === padCommands.beep) pad.beeps += 1;
    if (isTold) told += 1;
    // Everything else is the echo by which a pad knows that it was heard.
    else pad.heard += 1;
  });
  const { send, ...wire } = createVirtualWire({ timers, onData: parser.feed });

  function reportOf(address: number): VirtualPadReport {
    return { ...(pads.get(address) ?? blankPad(address)) };
  }

  return {
    ...wire,
    async press(address, key) {
      const before = told;
      send(encodePadFrame(address, padCommands.key, codesOf[key]));
      for (let waited = 0; waited < patienceMs && told === before; waited += lookMs) {
        await sleep(timers, lookMs);
      }
      return reportOf(address);
    },
    report: () => [...pads.keys()].map(reportOf),
  };
}

function blankPad(address: number): VirtualPadReport {
  return { address, display: '', beeps: 0, heard: 0 };
}
