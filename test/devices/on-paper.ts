// Encodes a slip and reads the bytes back with the tests' own reader of the manuals.
import {
  defaultProfile,
  encodeSlip,
  type PrinterProfile,
  type Rasterise,
} from '../../devices/codecs/escpos.ts';
import type { Bitmap } from '../../devices/codecs/escpos-marks.ts';
import type { Slip, SlipLine } from '../../devices/slip.ts';
import { createPaperReader, type ReadSlip } from './paper-reader.ts';

export interface OnPaper {
  bytes: Buffer;
  slip: ReadSlip;
  violations: readonly string[];
}

export async function onPaper(
  lines: readonly SlipLine[],
  profile: Partial<PrinterProfile> = {},
  options: Partial<Slip> & { rasterise?: Rasterise; logo?: Bitmap } = {},
): Promise<OnPaper> {
  const { rasterise = null, logo = null, ...slip } = options;
  const whole = { copy: 1, ...slip, lines };
  const bytes = await encodeSlip(whole, { ...defaultProfile, ...profile }, rasterise, logo);
  const reader = createPaperReader({ queuedStatus: () => {}, processId: () => {} });
  for (const byte of bytes) reader.take(byte);
  const [printed] = reader.slips;
  if (!printed) throw new Error('nothing on paper');
  return { bytes: Buffer.from(bytes), slip: printed, violations: reader.violations };
}

export function text(content: string): SlipLine {
  return { kind: 'text', text: content };
}
