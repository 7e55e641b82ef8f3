// The status of one device: what changed is told once, since when is kept.
import { createListeners } from './listeners.ts';
import type { DeviceKind, DeviceState, DeviceStatus, PrinterTrouble } from './schema.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface StatusHolder {
  get(): DeviceStatus;
  set(change: {
    state?: DeviceState;
    trouble?: PrinterTrouble | null;
    paperNearEnd?: boolean;
    lastError?: string | null;
    fontMissing?: boolean;
  }): void;
  onChange(listener: (status: DeviceStatus) => void): () => void;
}

export function createStatus(
  kind: DeviceKind,
  virtual: boolean,
  timers: Timers = systemTimers,
): StatusHolder {
  const listeners = createListeners<DeviceStatus>();
  let now: DeviceStatus = {
    kind,
    virtual,
    state: 'absent',
    trouble: null,
    paperNearEnd: false,
    lastError: null,
    sinceMs: timers.wallMs(),
  };
  return {
    get: () => now,
    set(change) {
      const next = { ...now, ...change };
      const moved = next.state !== now.state || next.trouble !== now.trouble;
      const told =
        moved ||
        next.paperNearEnd !== now.paperNearEnd ||
        next.lastError !== now.lastError ||
        next.fontMissing !== now.fontMissing;
      if (!told) return;
      now = moved ? { ...next, sinceMs: timers.wallMs() } : next;
      listeners.emit(now);
    },
    onChange: listeners.add,
  };
}
