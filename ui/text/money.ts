// Money as people read it; inside it is whole fen.

/** `19.90 元`, `−3.00 元`; fen in. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '−' : '';
  const whole = Math.abs(fen);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')} 元`;
}
