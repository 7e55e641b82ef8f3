// How high the rows of these pages must be for what stands in them.
import { textHeight, token } from '../../kit/fitted.tsx';

/** Edges and padding of a `Choice`; of one that stands tight. */
const CHOICE = { across: 68, down: 48 };
export const TIGHT = 30;
/** Edges, padding, the box to tick and 带了. */
const NEED = { across: 270, down: 32 };

/** @param rows choices of a name and one line under it */
export function choiceHeight(
  rows: readonly { readonly name: string }[],
  width: number,
  down = CHOICE.down,
): number {
  const line = token('--body') * 1.35;
  const names = rows.map(({ name }) =>
    textHeight(name, token('--title'), width - CHOICE.across, 1.2),
  );
  return Math.max(...names) + line + down;
}

/** @param rows documents to tick off */
export function needHeight(
  rows: readonly { readonly name: string; readonly note: string }[],
  width: number,
): number {
  const room = width - NEED.across;
  const heights = rows.map(
    ({ name, note }) =>
      textHeight(name, token('--lead'), room, 1.25) +
      (note === '' ? 0 : textHeight(note, token('--body'), room, 1.35)),
  );
  return Math.max(...heights) + NEED.down;
}
