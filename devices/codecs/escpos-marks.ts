// The ESC/POS commands of a slip that are no text: pictures, bar codes, the beeper, the cash drawer. Pure.

import { encodeCode128, modulesOf, quietModules, readCode128 } from './code128.ts';
import type { PrinterProfile } from './escpos.ts';

export const dotsPerColumn = 12;

/** One bit a dot, rows padded to bytes, 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** GS v 0 */
export function rasterCommand({ width, height, bits }: Bitmap): Buffer {
  const rowBytes = Math.ceil(width / 8);
  const head = [0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8];
  return Buffer.concat([Uint8Array.from(head), withoutRealTimeCommands(bits)]);
}

/**
 * Printers look for DLE EOT, DLE ENQ and DLE DC4 in every byte that arrives, pictures included: one of them would answer,
 * open the cash drawer or clear the buffer. One more black dot breaks the pattern.
 */
function withoutRealTimeCommands(bits: Uint8Array): Buffer {
  const safe = Buffer.from(bits);
  for (let at = 0; at < safe.length; at++) {
    const next = safe[at + 1];
    if (safe[at] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) safe[at] = 0x18;
  }
  return safe;
}

/** 10 mm: a hand-held scanner finds it without aiming. */
const barcodeDots = 80;
/** Narrow bars in dots: 0.375 mm, else 0.25 mm, the thinnest that thermal paper keeps apart. */
const barDots = [3, 2] as const;

/** GS k 73 without the printer's own text below, which some set from `{C` pairs. Null: not for this paper. */
export function barcodeCommand(data: string, columns: number): Buffer | null {
  const bytes = encodeCode128(data);
  const code = bytes && readCode128(bytes);
  if (!bytes || !code) return null;
  const modules = modulesOf(code) + 2 * quietModules;
  const wide = barDots.find((dots) => modules * dots <= columns * dotsPerColumn);
  if (!wide) return null;
  const look = [0x1d, 0x48, 0, 0x1d, 0x68, barcodeDots, 0x1d, 0x77, wide];
  return Buffer.from([...look, 0x1d, 0x6b, 73, bytes.length, ...bytes]);
}

/** ESC B n t: n beeps of t × 50 ms, as the buzzers of Chinese printers have it. */
export function beepCommand(times: number): Buffer {
  return Buffer.from([0x1b, 0x42, Math.max(1, Math.min(9, Math.trunc(times) || 1)), 2]);
}

/** ESC p 0 t1 t2: pin 2, 50 ms on, 500 ms before another pulse may come. Shorter ones leave heavy drawers shut. */
export const drawerCommand = Buffer.from([0x1b, 0x70, 0, 25, 250]);

/** GS V: 0 full, 1 partial. Without a cutter only past the tear bar. */
export function cutCommand(cutter: PrinterProfile['cutter']): Buffer {
  const feed = [0x1b, 0x64, 4];
  return Buffer.from(cutter === 'none' ? feed : [...feed, 0x1d, 0x56, cutter === 'full' ? 0 : 1]);
}
