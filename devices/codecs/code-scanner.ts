// Bytes of a serial code scanner → codes. A code ends with CR or LF, or with a gap, for scanners set to send neither. Pure:
// who owns the clock calls `gap`.
import { printable } from './paper-text.ts';

/** A silence this long ends a code. */
export const codeGapMs = 50;
/** The same code again within this time is the same scan. */
const repeatMs = 2_000;
const longestCode = 256;
const longestBytes = longestCode * 4;

export interface CodeFramer {
  feed(bytes: Uint8Array): void;
  /** Nothing came for `codeGapMs`. */
  gap(): void;
}

/** `onCode(null)`: it was too long to be a code of ours; nothing of it is kept. */
export function createCodeFramer(onCode: (text: string | null) => void): CodeFramer {
  let bytes: number[] = [];
  let tooLong = false;

  function end(): void {
    const text = printable(decode(Uint8Array.from(bytes))).trim();
    const isLonger = tooLong || text.length > longestCode;
    bytes = [];
    tooLong = false;
    if (isLonger) onCode(null);
    // `%%NoRead` is what ZKB200 types say after looking for a while.
    else if (text && text !== '%%NoRead') onCode(text);
  }

  return {
    feed(chunk) {
      for (const byte of chunk) {
        if (byte === 0x0d || byte === 0x0a) end();
        else if (bytes.length < longestBytes) bytes.push(byte);
        else tooLong = true;
      }
    },
    gap: end,
  };
}

/** UTF-8; where it is not, GBK: older codes and scanners made in China. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Tells a second scan from a second look: true when `text` is new. */
export function createRepeatFilter(): (text: string | null, atMs: number) => boolean {
  let last: { text: string | null; atMs: number } | null = null;
  return (text, atMs) => {
    const repeated = last !== null && last.text === text && atMs - last.atMs < repeatMs;
    // Counted from the last look: a code that stays under the scanner is scanned once.
    last = { text, atMs };
    return !repeated;
  };
}
