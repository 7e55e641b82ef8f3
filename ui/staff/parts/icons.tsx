// Line icons that only the staff page needs, on the kit's grid of 48.
import '../../kit/icons.css';

function icon(path: string) {
  return function Icon() {
    return (
      <svg class="icon" viewBox="0 0 48 48" aria-hidden="true">
        <path d={path} />
      </svg>
    );
  };
}

/** A circle as two half arcs round its centre. */
const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0a${r} ${r} 0 0 1 ${-2 * r} 0`;

export const Person = icon(`${circle(24, 16, 8)}M8 42c0-20 32-20 32 0`);
export const People = icon(
  `${circle(17, 17, 7)}M4 40c0-18 26-18 26 0M30 10a7 7 0 0 1 0 14M34 28c7 1 10 6 10 12`,
);
export const Key = icon(`${circle(14, 30, 8)}M20 24L40 6M33 12l6 6M27 18l5 5`);
export const Disk = icon(`M8 8h28l6 6v28H8zM16 8v12h16V8M16 42V28h18v14`);
