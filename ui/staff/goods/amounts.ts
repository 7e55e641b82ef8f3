// Numbers as people type and read them, without ever computing in fractions: 元 and fen, 斤 and grams, per cent and basis points.
import { zhGoods } from '../../text/zh-goods.ts';

/** 19.9 → 1990. Null: no price. */
export function fenOf(text: string): number | null {
  const fen = unitsOf(text, 2);
  return fen !== null && fen >= 1 && fen <= 10_000_000 ? fen : null;
}
/** 1990 → 19.90, as a field shows it. */
export function fenText(fen: number): string {
  return pointed(fen, 2);
}
/** 12.5 → 1250. Null: none between 0 and 100. */
export function bpsOf(text: string): number | null {
  const bps = text.trim() === '' ? 0 : unitsOf(text, 2);
  return bps !== null && bps <= 10_000 ? bps : null;
}
export function percentText(bps: number): string {
  return trimmed(bps, 2);
}
/** Pieces; of what is weighed 斤, kept in grams. Null: none. */
export function amountOf(text: string, weighed: boolean): number | null {
  const units = unitsOf(text, weighed ? 3 : 0);
  if (units === null || units > 200_000_000) return null;
  if (!weighed) return units <= 100_000_000 ? units : null;
  return units % 2 === 0 ? units / 2 : null;
}
/** 86 袋, 12.5 斤 */
export function amountText(quantity: number, weighed: boolean, unit: string): string {
  const sign = quantity < 0 ? '−' : '';
  const whole = Math.abs(quantity);
  return weighed ? `${sign}${trimmed(whole * 2, 3)} ${zhGoods.jin}` : `${sign}${whole} ${unit}`;
}

/** `digits` after the point, as one whole number: ("19.9", 2) → 1990. */
function unitsOf(text: string, digits: number): number | null {
  const plain = text.normalize('NFKC').trim();
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, '0'));
}
function pointed(value: number, digits: number): string {
  const text = String(value).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
function trimmed(value: number, digits: number): string {
  return pointed(value, digits).replace(/\.?0+$/, '');
}
