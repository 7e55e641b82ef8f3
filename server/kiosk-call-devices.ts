// Call pads and LED panels as the settings describe them, each with its twin.
import type { Settings } from '../config/settings.ts';
import { createCallPad } from '../devices/call-pad.ts';
import { vendorPad } from '../devices/codecs/call-pad.ts';
import { parseTemplate } from '../devices/codecs/frame-template.ts';
import { createTemplatedPad } from '../devices/codecs/templated-pad.ts';
import type { CallPad, LedPanel } from '../devices/device.ts';
import { createLedPanel } from '../devices/led-panel.ts';
import type { Logger } from '../devices/logger.ts';
import type { Transport } from '../devices/transports/transport.ts';
import {
  createVirtualCallPads,
  type VirtualCallPads,
} from '../devices/virtual/virtual-call-pads.ts';
import {
  createVirtualLedPanel,
  type VirtualLedPanel,
} from '../devices/virtual/virtual-led-panel.ts';

/** What a driver gets: its twin's wire, or a real one. */
export interface Wire {
  readonly open: () => Transport;
  readonly virtual: boolean;
}

/** Where each pad stands. A pad that is not listed belongs to the window of its own number. */
export function createPadPlaces(callPads: Settings['callPads']): {
  windowOf(address: number): number;
  addressOf(window: number): number;
} {
  return {
    windowOf: (address) => callPads.find((pad) => pad.address === address)?.window ?? address,
    addressOf: (window) => callPads.find((pad) => pad.window === window)?.address ?? window,
  };
}

/** A pad for every window that serves anything. */
export function createPadTwin({ devices, callPads, items }: Settings): VirtualCallPads | null {
  if (devices.callPad !== 'virtual') return null;
  const windows = [...new Set(items.flatMap((item) => item.windows))].sort((a, b) => a - b);
  const { addressOf } = createPadPlaces(callPads);
  return createVirtualCallPads({ addresses: windows.map(addressOf) });
}

export function createPanelTwin({ devices, ledPanelFrame }: Settings): VirtualLedPanel | null {
  if (devices.ledPanel !== 'virtual' || ledPanelFrame === undefined) return null;
  return createVirtualLedPanel({ frame: ledPanelFrame });
}

/** The twin speaks like the built-in pad, whatever the real ones are. */
export function callPadOn({ callPadFrame }: Settings, wire: Wire, logger: Logger): CallPad {
  const codec = callPadFrame && !wire.virtual ? createTemplatedPad(callPadFrame) : vendorPad;
  return createCallPad({ ...wire, codec, logger });
}

/** Settings with a panel and no frame are refused before they get here. */
export function ledPanelOn({ ledPanelFrame = '' }: Settings, wire: Wire, logger: Logger): LedPanel {
  return createLedPanel({ ...wire, frame: parseTemplate(ledPanelFrame), logger });
}
