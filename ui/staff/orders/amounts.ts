// Money and weights as somebody types them.

const GRAMS_A_JIN = 500;

/** `19.9` → 1990; null: not an amount of money. */
export function fenOf(text: string): number | null {
  const [, yuan, part = ''] = /^(\d{1,6})(?:\.(\d{0,2}))?$/.exec(text.trim()) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(part.padEnd(2, '0'));
}

/** 1990 → `19.90`, to stand in a field. */
export function yuanField(fen: number): string {
  return (fen / 100).toFixed(2);
}

export type WeightUnit = 'jin' | 'gram';

/** Whole grams; null: not a weight. */
export function gramsOf(text: string, unit: WeightUnit): number | null {
  if (!/^\d{1,6}(\.\d{0,3})?$/.test(text.trim())) return null;
  const grams = Math.round(Number(text) * (unit === 'jin' ? GRAMS_A_JIN : 1));
  return grams >= 1 && grams <= 1_000_000 ? grams : null;
}

export function countOf(text: string): number | null {
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 ? count : null;
}

/** As the server rounds it: weighed goods to the nearest fen, a half upwards. */
export function lineTotal(quantity: number, unitFen: number, weighed: boolean): number {
  return weighed ? Math.round((quantity * unitFen) / GRAMS_A_JIN) : quantity * unitFen;
}
