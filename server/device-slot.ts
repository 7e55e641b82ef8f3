// The place of one kind of device. What stands there can be exchanged while the kiosk runs; who listens or prints stays.
import type { Device } from '../devices/device.ts';
import { createListeners } from '../devices/listeners.ts';
import type { DeviceStatus } from '../devices/schema.ts';

export interface DeviceSlot<D extends Device> {
  /** Null when this kind is not set up. */
  status(): DeviceStatus | null;
  /** Also told when another device takes the place. */
  onStatus(listener: () => void): () => void;
  /** `connect` is called with each device that comes to stand here; what it returns, when that one leaves. */
  attach(connect: (device: D) => () => void): () => void;
  /** Work with the device. It is never exchanged under it: both wait for each other. */
  use<T>(work: (device: D | null) => Promise<T>): Promise<T>;
  /** Another device, or none. Waits for work in hand, then stops the old one and starts the new one. */
  put(device: D | null): Promise<void>;
  /** Lets go of the device for a while: its port is free for somebody else. It is still set up. */
  hold(): Promise<void>;
  release(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createDeviceSlot<D extends Device>(first: D | null): DeviceSlot<D> {
  const changes = createListeners<void>();
  const attached = new Map<(device: D) => () => void, () => void>();
  let device = first;
  let running = false;
  let held = false;
  let working = 0;
  let workDone: (() => void) | null = null;
  /** The exchange under way and those that wait behind it. */
  let exchange: Promise<void> | null = null;
  let offStatus = () => {};

  function connect(): void {
    const here = device;
    offStatus = here?.onStatus(() => changes.emit()) ?? (() => {});
    for (const make of attached.keys()) attached.set(make, here ? make(here) : () => {});
  }
  function disconnect(): void {
    offStatus();
    for (const off of attached.values()) off();
  }

  /** One exchange after another, each with nobody at work; new work waits until all are over. */
  function alone(change: () => Promise<void>): Promise<void> {
    const before = exchange ?? Promise.resolve();
    const mine = before.then(async () => {
      if (working > 0) {
        await new Promise<void>((resolve) => {
          workDone = resolve;
        });
      }
      try {
        await change();
      } finally {
        if (exchange === settled) exchange = null;
        changes.emit();
      }
    });
    const settled = mine.catch(() => {});
    exchange = settled;
    return mine;
  }

  async function use<T>(work: (at: D | null) => Promise<T>): Promise<T> {
    while (exchange) await exchange;
    working += 1;
    try {
      return await work(device);
    } finally {
      working -= 1;
      if (working === 0) workDone?.();
    }
  }

  connect();
  return {
    status: () => device?.status() ?? null,
    onStatus: changes.add,
    attach(make) {
      // A wrapper of its own: the same function attached twice is two of them.
      const entry = (at: D) => make(at);
      attached.set(entry, device ? entry(device) : () => {});
      return () => {
        attached.get(entry)?.();
        attached.delete(entry);
      };
    },
    use,
    put: (next) =>
      alone(async () => {
        const old = device;
        disconnect();
        await old?.stop();
        device = next;
        held = false;
        connect();
        if (running) await device?.start();
      }),
    hold: () =>
      alone(async () => {
        held = true;
        await device?.stop();
      }),
    release: () =>
      alone(async () => {
        if (!held) return;
        held = false;
        if (running) await device?.start();
      }),
    async start() {
      running = true;
      if (!held) await device?.start();
    },
    async stop() {
      running = false;
      // First the device: an exchange may be waiting for work that a mute one would not end.
      await device?.stop();
      await exchange;
      await device?.stop();
    },
  };
}
