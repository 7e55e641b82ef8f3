// The twin of call pads on one line: keys to press, a display and a beeper each. It speaks the vendor's own frames.
import {
  createPadParser,
  encodePadFrame,
  padCommands,
  padKeyCodes,
  ratingRecorded,
} from '../codecs/call-pad.ts';
import type { PadGrade } from '../device.ts';
import type { VirtualPadKey, VirtualPadReport } from '../schema.ts';
import { sleep, systemTimers, type Timers } from '../timers.ts';
import { createVirtualWire, type VirtualWire } from './virtual-wire.ts';

export interface VirtualCallPads extends Omit<VirtualWire, 'send'> {
  /** Resolves with what the pad then shows, once it was answered; after a moment also when nobody does. */
  press(address: number, key: VirtualPadKey, digits?: readonly number[]): Promise<VirtualPadReport>;
  /** A visitor's own button; 5 is the best. Resolves like `press`. */
  rate(address: number, grade: PadGrade): Promise<VirtualPadReport>;
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
  /** Displays, beeps and answered ratings so far, of all pads. */
  let told = 0;
  const parser = createPadParser(({ address, code, data }) => {
    const pad = pads.get(address);
    if (!pad) return;
    // A key's own frame comes back as the echo by which a pad knows that it was heard.
    if (code === padCommands.key) pad.heard += 1;
    else told += 1;
    if (code === padCommands.show) pad.display = data.join('');
    if (code === padCommands.beep) pad.beeps += 1;
    if (code === padCommands.rating && data[0] === ratingRecorded) pad.rated += 1;
  });
  const { send, ...wire } = createVirtualWire({ timers, onData: parser.feed });

  function reportOf(address: number): VirtualPadReport {
    return { ...(pads.get(address) ?? blankPad(address)) };
  }

  async function say(address: number, frame: Uint8Array): Promise<VirtualPadReport> {
    const before = told;
    send(frame);
    for (let waited = 0; waited < patienceMs && told === before; waited += lookMs) {
      await sleep(timers, lookMs);
    }
    return reportOf(address);
  }

  return {
    ...wire,
    press: (address, key, digits = []) =>
      say(address, encodePadFrame(address, padCommands.key, [...digits, ...codesOf[key]])),
    rate: (address, grade) => say(address, encodePadFrame(address, padCommands.rating, [grade])),
    report: () => [...pads.keys()].map(reportOf),
  };
}

function blankPad(address: number): VirtualPadReport {
  return { address, display: '', beeps: 0, heard: 0, rated: 0 };
}
