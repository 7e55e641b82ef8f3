// Prices and counts as they are typed: yuan on the page, whole fen inside.

const MOST_FEN = 10_000_000;
const MOST = 1_000_000;

/** 19.9 → 1990; empty → null; undefined: that is no price. By its digits, since 19.9 × 100 is not 1990. */
export function fenOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const [, whole, part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed) ?? [];
  if (whole === undefined) return undefined;
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return fen >= 1 && fen <= MOST_FEN ? fen : undefined;
}

export function typedYuan(fen: number | null | undefined): string {
  return typeof fen === 'number'
    ? `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
    : '';
}

/** Empty → null; undefined: that is no count. */
export function countOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const count = /^\d{1,7}$/.test(typed) ? Number(typed) : 0;
  return count >= 1 && count <= MOST ? count : undefined;
}
