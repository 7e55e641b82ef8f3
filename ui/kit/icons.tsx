// Line icons on a 48 grid. They decorate words, so they are hidden from readers.

import './icons.css';

export function icon(path: string) {
  return function Icon() {
    return (
      <svg class="icon" viewBox="0 0 48 48" aria-hidden="true">
        <path d={path} />
      </svg>
    );
  };
}

/** A circle as two half arcs round its centre. */
export const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0a${r} ${r} 0 0 1 ${-2 * r} 0`;

export const Check = icon('M8 26l10 10L40 12');
export const Basket = icon('M6 20h36l-4 20H10zM16 20l6-12M32 20l-6-12M18 26v8M24 26v8M30 26v8');
export const Box = icon('M9 9h30v30H9z');
export const BoxTicked = icon('M9 9h30v30H9zM16 24l6 6 11-12');
export const Ticket = icon('M8 14h32v6a4 4 0 000 8v6H8v-6a4 4 0 000-8zM29 14v20');
export const Shop = icon('M6 18l4-10h28l4 10M8 18v22h32V18M6 18h36M20 40V28h8v12');
export const Leave = icon('M20 8H8v32h12M18 24h22M31 15l9 9-9 9');
export const Back = icon('M28 10L14 24l14 14');
export const Forward = icon('M20 10l14 14-14 14');
export const Home = icon('M8 23L24 9l16 14M13 19v20h22V19');
export const Letter = icon('M7 38L17 10h2l10 28M11 28h14M31 38l6-17h1l6 17M33 33h9');
export const Bell = icon(
  'M10 35h28c-4-4-4-8-4-14a10 10 0 00-20 0c0 6 0 10-4 14zM20 40a4 4 0 008 0',
);
export const Printer = icon('M14 18V6h20v12M14 36H8V18h32v18h-6M14 28h20v14H14z');
export const Card = icon(`M5 11h38v26H5zM31 20h6M31 27h6${circle(17, 20, 4)}M10 31c1-6 13-6 14 0`);
export const Code = icon(
  'M8 8h12v12H8zM28 8h12v12H28zM8 28h12v12H8zM28 28h5v5M40 28v4M40 38v2h-4M28 40h3',
);
export const Phone = icon('M15 5h18v38H15zM22 37h4');
export const Person = icon(`${circle(24, 16, 8)}M8 42c0-20 32-20 32 0`);
export const People = icon(
  `${circle(17, 17, 7)}M4 40c0-18 26-18 26 0M30 10a7 7 0 0 1 0 14M34 28c7 1 10 6 10 12`,
);
export const List = icon('M17 12h24M17 24h24M17 36h24M8 12h1M8 24h1M8 36h1');
export const Desk = icon('M6 24h36M10 24v17M38 24v17M18 24V12h12v12M22 31h4');
export const Eye = icon(`M4 24c9-16 31-16 40 0-9 16-31 16-40 0z${circle(24, 24, 6)}`);
export const Meeting = icon('M6 9h36v22H6zM24 31v8M16 42l8-6 8 6M14 17h20M14 24h12');
export const Book = icon(
  'M24 13c-5-4-11-5-18-4v28c7-1 13 0 18 4 5-4 11-5 18-4V9c-7-1-13 0-18 4zM24 13v28',
);
export const Calendar = icon('M8 12h32v28H8zM8 20h32M16 7v9M32 7v9M18 30l4 4 8-8');
export const Heart = icon('M24 40S8 30 8 19a8 8 0 0116-3 8 8 0 0116 3c0 11-16 21-16 21z');
export const Plus = icon('M24 9v30M9 24h30');
export const Minus = icon('M9 24h30');
export const Dots = icon([11, 24, 37].map((x) => circle(x, 24, 3)).join(''));
export const Backspace = icon('M17 10h26v28H17L5 24zM24 18l12 12M36 18L24 30');
export const Warning = icon('M24 7L4 41h40zM24 20v10M24 36v0.1');
export const Shield = icon('M24 5l16 6v12c0 10-7 17-16 20C15 40 8 33 8 23V11zM17 24l5 5 9-10');
export const Key = icon(`${circle(14, 30, 8)}M20 24L40 6M33 12l6 6M27 18l5 5`);
export const Chart = icon('M6 42h36M12 42V26M24 42V10M36 42V19');
export const Disk = icon('M8 8h28l6 6v28H8zM16 8v12h16V8M16 42V28h18v14');
export const Screen = icon('M5 8h38v26H5zM24 34v7M15 41h18');
export const Loudspeaker = icon('M6 18h8L26 8v32L14 30H6zM33 17c4 4 4 10 0 14M38 11c8 8 8 18 0 26');
export const Camera = icon('M4 13h28v22H4zM32 21l12-6v18l-12-6z');
export const Plug = icon('M16 6v10M32 6v10M10 16h28v6c0 18-28 18-28 0zM24 36v8');
export const Yuan = icon(`${circle(24, 24, 19)}M16 13l8 11 8-11M24 24v13M16 26h16M16 32h16`);
