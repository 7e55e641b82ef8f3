// Chinese as a printer wants it: one byte for ASCII, two bytes for what its charset has, null for the rest.
import iconv from 'iconv-lite';

/**
 * What the printer's own font covers. `gb18030` means its two-byte part: printers sold as GB18030
 * (SP91 among them) do not take the four-byte form, and would print four wrong characters.
 */
export type PrinterCharset = 'gb2312' | 'gbk' | 'gb18030';

/** Printed where a character can be neither encoded nor drawn; in every charset, two columns wide. */
export const geta = '〓';

const cache: Record<PrinterCharset, Map<string, Uint8Array | null>> = {
  gb2312: new Map(),
  gbk: new Map(),
  gb18030: new Map(),
};
const cacheLimit = 8_192;

/** The bytes of one character; null when this charset lacks it. Never a control byte, never a lone `?`. */
export function encodeCharacter(character: string, charset: PrinterCharset): Uint8Array | null {
  const known = cache[charset].get(character);
  if (known !== undefined) return known;
  const bytes = encodeUncached(character, charset);
  if (cache[charset].size >= cacheLimit) cache[charset].clear();
  cache[charset].set(character, bytes);
  return bytes;
}

function encodeUncached(character: string, charset: PrinterCharset): Uint8Array | null {
  if (/^[\x20-\x7e]$/.test(character)) return Uint8Array.of(character.charCodeAt(0));
  // Private use: every vendor's font has something else there.
  if (!/^[^\x00-\x7f]$/u.test(character) || /^[\p{Co}\p{Cn}\p{Cs}]$/u.test(character)) return null;
  // cp936, not iconv-lite's `gbk`: that has GB18030's additions (䶮 as FE9F), blanks in the font of a GBK printer.
  const bytes = iconv.encode(character, charset === 'gb18030' ? 'gb18030' : 'cp936');
  const [lead = 0, trail = 0] = bytes;
  // GBK has € as the single byte 80, which would swallow the next character.
  const isPair =
    bytes.length === 2 && lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail !== 0x7f;
  if (!isPair || (charset === 'gb2312' && !inGb2312(lead, trail))) return null;
  return bytes;
}

/** iconv-lite's `gb2312` is GBK; this is the real one: rows 1–9 and 16–87, without what GBK added there. */
function inGb2312(lead: number, trail: number): boolean {
  if (trail < 0xa1 || trail > 0xfe) return false;
  if (lead >= 0xb0 && lead <= 0xf7) return !(lead === 0xd7 && trail >= 0xfa);
  switch (lead) {
    case 0xa1:
    case 0xa3:
      return true;
    case 0xa2:
      return (
        (trail >= 0xb1 && trail <= 0xe2) ||
        (trail >= 0xe5 && trail <= 0xee) ||
        (trail >= 0xf1 && trail <= 0xfc)
      );
    case 0xa4:
      return trail <= 0xf3;
    case 0xa5:
      return trail <= 0xf6;
    case 0xa6:
      return trail <= 0xb8 || (trail >= 0xc1 && trail <= 0xd8);
    case 0xa7:
      return trail <= 0xc1 || (trail >= 0xd1 && trail <= 0xf1);
    case 0xa8:
      return trail <= 0xba || (trail >= 0xc5 && trail <= 0xe9);
    case 0xa9:
      return trail >= 0xa4 && trail <= 0xef;
    default:
      return false;
  }
}
