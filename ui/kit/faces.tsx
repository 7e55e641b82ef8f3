// The faces of a rating, on the same grid as all icons.
import { circle, icon } from './icons.tsx';

const face = (mouth: string) => icon(`${circle(24, 24, 19)}M17 17v3M31 17v3${mouth}`);

export const Smile = face('M16 29c4 4 12 4 16 0');
/** For each grade, worst first. */
export const faces = [
  face('M15 35c4-8 14-8 18 0'),
  face('M16 33c4-4 12-4 16 0'),
  face('M16 31h16'),
  Smile,
  face('M15 27c4 9 14 9 18 0'),
];
export const Star = icon('M24 6l5.5 12.5L43 20 33 29.5 36 43 24 36 12 43l3-13.5L5 20l13.5-1.5z');
