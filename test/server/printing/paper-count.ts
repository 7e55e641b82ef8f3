// Counts what visitors hold in their hands: whole slips and pieces, marked and unmarked, by ticket number.
import type { ReadSlip } from '../../devices/paper-reader.ts';
import { lastLine } from './desk.ts';

export interface Counted {
  /** Slips with this number, whole or torn. */
  unmarked: number;
  marked: number;
  whole: number;
}

/** `end`: how the last line of a whole slip begins. */
export function countPaper(slips: readonly ReadSlip[], end = lastLine): Map<string, Counted> {
  const found = new Map<string, Counted>();
  for (const slip of slips) {
    let marked = false;
    let current: Counted | null = null;
    slip.lines.forEach((line, index) => {
      const [wide = '1'] = (slip.sizes[index] ?? '').split('x');
      if (line.startsWith('补打（第 ')) marked = true;
      else if (Number(wide) >= 4) {
        current = found.get(line) ?? { unmarked: 0, marked: 0, whole: 0 };
        current[marked ? 'marked' : 'unmarked'] += 1;
        found.set(line, current);
      } else if (line.startsWith(end) && current) {
        current.whole += 1;
        current = null;
        marked = false;
      }
    });
  }
  return found;
}
