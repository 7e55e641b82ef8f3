// Code 128: text → what a printer is given (code sets B and C), and from there the symbols and bars. Pure.
// The bar table is that of ISO/IEC 15417: widths of bar, space, bar, space, bar, space in modules.

/** Symbol values 0–105; the stop is longer by a bar. */
const widths = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const stop = '2331112';
const startB = 104;
const startC = 105;
const toC = 99;
const toB = 100;
/** Light modules before and after, or scanners do not see where it begins. */
export const quietModules = 10;
/** GS k counts its data in one byte. */
const longestData = 255;

/** The data of GS k 73: `{B` and `{C` change the set, two digits become one byte. Null: not ASCII, or too long. */
export function encodeCode128(text: string): Uint8Array | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  const bytes: number[] = [];
  // Four digits or more in a row are worth the change of set.
  for (const part of text.match(/(?:\d\d){2,}|(?:(?!\d{4}).)+/g) ?? []) {
    if (/^(?:\d\d){2,}$/.test(part)) {
      bytes.push(0x7b, 0x43, ...(part.match(/\d\d/g) ?? []).map(Number));
    } else {
      // A brace is the escape of this command.
      bytes.push(0x7b, 0x42, ...Buffer.from(part.replaceAll('{', '{{'), 'latin1'));
    }
  }
  return bytes.length <= longestData ? Uint8Array.from(bytes) : null;
}

export interface Code128 {
  readonly text: string;
  /** Start and data, without check symbol and stop. */
  readonly symbols: readonly number[];
}

/** What the data of GS k 73 stand for; null when a printer would print nothing. */
export function readCode128(data: Uint8Array): Code128 | null {
  const symbols: number[] = [];
  let text = '';
  let set: 'B' | 'C' | null = null;
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0;
    const next = data[at + 1];
    if (byte === 0x7b && (next === 0x42 || next === 0x43)) {
      const wanted = next === 0x42 ? 'B' : 'C';
      if (set === null) symbols.push(wanted === 'B' ? startB : startC);
      else if (set !== wanted) symbols.push(wanted === 'B' ? toB : toC);
      set = wanted;
      at += 1;
    } else if (set === 'C' && byte < 100) {
      symbols.push(byte);
      text += String(byte).padStart(2, '0');
    } else if (set === 'B' && byte >= 0x20 && byte <= 0x7e) {
      if (byte === 0x7b && next !== 0x7b) return null;
      if (byte === 0x7b) at += 1;
      symbols.push(byte - 0x20);
      text += String.fromCharCode(byte);
    } else return null;
  }
  return text === '' ? null : { text, symbols };
}

/** Modules from the first bar to the last. */
export function modulesOf({ symbols }: Code128): number {
  return 11 * (symbols.length + 1) + 13;
}

/** Bars as `[from, width]` in modules. */
export function barsOf({ symbols }: Code128): [from: number, width: number][] {
  const check = symbols.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
  const pattern = [...symbols, check].map((value) => widths[value] ?? '').join('') + stop;
  const bars: [number, number][] = [];
  let x = 0;
  [...pattern].forEach((digit, at) => {
    if (at % 2 === 0) bars.push([x, Number(digit)]);
    x += Number(digit);
  });
  return bars;
}
