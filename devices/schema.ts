// What screens may know of devices.

/** absent: nothing there · opening · ready · degraded: there, but not well (paper, cover, silence). */
export type DeviceState = 'absent' | 'opening' | 'ready' | 'degraded';
export type DeviceKind = 'printer' | 'idCardReader' | 'codeScanner' | 'callPad';

export type PrinterTrouble =
  | 'paperOut'
  | 'coverOpen'
  | 'offline'
  | 'cutter'
  | 'error'
  /** Connected, but it answers no status request. */
  | 'silent'
  /** No connection. */
  | 'unreachable';

export interface DeviceStatus {
  readonly kind: DeviceKind;
  readonly state: DeviceState;
  /** True for a twin: screens say 模拟设备. */
  readonly virtual: boolean;
  readonly trouble: PrinterTrouble | null;
  readonly paperNearEnd: boolean;
  /** Technical last error, for the staff page; never shown to visitors. */
  readonly lastError: string | null;
  readonly sinceMs: number;
}

/** Slice `devices` on touch and staff pages; a kind that is missing is not set up (`none`). */
export interface DevicesSlice {
  devices: Partial<Record<DeviceKind, DeviceStatus>>;
}

/** Switches of the virtual printer. */
export interface VirtualPrinterSwitches {
  paperOut: boolean;
  paperNearEnd: boolean;
  coverOpen: boolean;
  offline: boolean;
  /** Loses power in the middle of the next job, then comes back empty. */
  losePowerNextJob: boolean;
}

/** Moments pushed to the touchscreen (frames of type `moment`). A card's data stay in the server; the screen gets `readId`. */
export interface CardReadMoment {
  readId: string;
  mask: string;
}
export interface CodeScannedMoment {
  code: string;
  kind: 'member' | 'ticket' | 'unknown';
}
