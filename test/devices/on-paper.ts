// Encodes a slip and reads the bytes back with the tests' own reader of the manuals.
import {
  defaultProfile,
  encodeSlip,
  type PrinterProfile,
  type Rasterise,
} from '../../devices/codecs/escpos.ts';
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
  options: { copy?: Slip['copy']; rasterise?: Rasterise } = {},
): Promise<OnPaper> {
  const { copy = 1, rasterise = null } = options;
  const bytes = await encodeSlip({ lines, copy }, { ...defaultProfile, ...profile }, rasterise);
  const reader = createPaperReader({ queuedStatus: () => {}, processId: () => {} });
  for (const byte of bytes) reader.take(byte);
  const [slip] = reader.slips;
  if (!slip) throw new Error('nothing on paper');
  return { bytes: Buffer.from(bytes), slip, violations: reader.violations };
}

export function text(content: string): SlipLine {
  return { kind: 'text', text: content };
}
