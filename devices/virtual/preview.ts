// A slip as a printer with this profile would put it on paper, drawn without any printer: encoded, parsed back, drawn.
import { encodeSlip, type PrinterProfile, type Rasterise } from '../codecs/escpos.ts';
import { createEscposParser } from '../codecs/escpos-parser.ts';
import type { Slip } from '../slip.ts';
import { createPaper } from './paper.ts';
import { drawPaper } from './paper-svg.ts';

export async function drawSlip(
  slip: Slip,
  profile: PrinterProfile,
  rasterise: Rasterise | null = null,
): Promise<string> {
  const paper = createPaper(profile.columns);
  const parser = createEscposParser(paper.apply);
  parser.feed(await encodeSlip(slip, profile, rasterise));
  return drawPaper(paper.slips(), profile.columns);
}
