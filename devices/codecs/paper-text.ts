// Text on its way to paper: what may go there, how many columns it takes, where a line breaks. Pure.

/** C0, DEL, C1, and what turns writing direction around: none of it may reach a printer, an SVG or a screen. */
const unprintable =
  /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/gu;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** May not begin a line. */
const closing = /^[，。、；：！？）》」』】〉〕”’…·,.;:!?)\]}％%]$/;
const asciiWord = /^[\x21-\x7e]$/;

/** Everything that comes from outside goes through here before it is encoded. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(unprintable, '')
    .replace(/[\p{Zs}]/gu, (space) => (space === '\u3000' ? space : ' '))
    .replaceAll('¥', '￥');
}

/** Nothing that joins: what nearly every slip consists of needs no segmenter. */
const alone = /^[\x20-\x7e\u2014-\u2026\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e\uffe5]*$/;

/** What a reader takes for one character; joiners and selectors alone are nothing. */
export function characters(text: string): string[] {
  if (alone.test(text)) return text.split('');
  const all: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (!/^[\p{Default_Ignorable_Code_Point}]+$/u.test(segment)) all.push(segment);
  }
  return all;
}

/**
 * Columns of one character. Not Unicode's East Asian width: the printer gives one column to a byte, so `é` and `—`,
 * two bytes in GBK, take two like a Hanzi, and so does whatever is drawn or replaced.
 */
export function columnsOf(character: string): 1 | 2 {
  return asciiWord.test(character) || character === ' ' ? 1 : 2;
}

export function widthOf(text: string): number {
  let width = 0;
  for (const character of characters(text)) width += columnsOf(character);
  return width;
}

/** Breaks printable text into lines of at most `columns`; at a space or between Hanzi, never before a full stop. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let width = 0;
  for (const character of characters(text)) {
    const own = columnsOf(character);
    if (width + own > columns && line.length > 0) {
      const carried = character === ' ' ? [] : carry(line, character);
      lines.push(line.join('').trimEnd());
      line = carried;
      width = carried.reduce((sum, each) => sum + columnsOf(each), 0);
      if (character === ' ') continue;
    }
    line.push(character);
    width += own;
  }
  if (line.length > 0 || lines.length === 0) lines.push(line.join(''));
  return lines;
}

/** Takes from the end of a full line what has to stay together with `next`. */
function carry(line: string[], next: string): string[] {
  let keep = line.length;
  if (asciiWord.test(next)) {
    while (keep > 0 && asciiWord.test(line[keep - 1] ?? '')) keep--;
  } else if (closing.test(next)) {
    keep--;
  }
  // A word as long as the line, or a line of nothing else: break it where it is.
  if (keep <= 0) return [];
  return line.splice(keep);
}
