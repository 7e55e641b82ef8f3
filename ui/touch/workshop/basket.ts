// What a visitor is about to reserve, with the prices they saw and agreed to.
import type { OnSale } from '../../../server/modules/livestream/page-schema.ts';

/** The server's limit. */
export const MOST_LINES = 20;
/** More of one thing is a matter for the counter. */
const MOST_OF_ONE = 99;

export interface BasketLine {
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  readonly unit: string;
  readonly quantity: number;
  /** For one, agreed to by the visitor. */
  readonly unitFen: number;
  /**
   * What the shelf said at that moment. Usually the same; beyond a session's quota the shelf goes on showing the price of the next
   * single one while the whole quantity costs more.
   */
  readonly shelfFen: number;
}
type What = Pick<BasketLine, 'productId' | 'variantId'>;

const isOf = (what: What) => (line: What) =>
  line.productId === what.productId && line.variantId === what.variantId;

export function lineOf(lines: readonly BasketLine[], what: What): BasketLine | undefined {
  return lines.find(isOf(what));
}

/** Instead of what was chosen of it before. */
export function withLine(
  lines: readonly BasketLine[],
  { productId, variantId, title, unit, priceFen }: OnSale,
  quantity: number,
): BasketLine[] {
  const what = { productId, variantId };
  const line = { ...what, title, unit, quantity, unitFen: priceFen, shelfFen: priceFen };
  const known = lines.some(isOf(what));
  return known ? lines.map((one) => (isOf(what)(one) ? line : one)) : [...lines, line];
}

export function withoutLine(lines: readonly BasketLine[], what: What): BasketLine[] {
  return lines.filter((line) => !isOf(what)(line));
}

export function changeLine(
  lines: readonly BasketLine[],
  what: What,
  change: Partial<Pick<BasketLine, 'quantity' | 'unitFen' | 'shelfFen'>>,
): BasketLine[] {
  return lines.map((line) => (isOf(what)(line) ? { ...line, ...change } : line));
}

export function sumOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, { quantity, unitFen }) => sum + quantity * unitFen, 0);
}

/** How many of it one may choose here. */
export function mostOf({ left, perPerson, soldOut }: OnSale): number {
  return soldOut ? 0 : Math.max(0, Math.min(left, perPerson ?? MOST_OF_ONE, MOST_OF_ONE));
}

/** The first line that the shelf has at another price since it was agreed to. */
export function repriced(
  lines: readonly BasketLine[],
  shelf: readonly OnSale[],
): { line: BasketLine; nowFen: number } | null {
  for (const line of lines) {
    const item = shelf.find(isOf(line));
    if (item && item.priceFen !== line.shelfFen) return { line, nowFen: item.priceFen };
  }
  return null;
}

/** The first line that cannot be reserved any more. */
export function vanished(
  lines: readonly BasketLine[],
  shelf: readonly OnSale[],
): BasketLine | null {
  return lines.find((line) => !shelf.some((item) => isOf(line)(item) && !item.weighed)) ?? null;
}

/** Something is limited for one person: they have to say who they are. */
export function needsBuyer(lines: readonly BasketLine[], shelf: readonly OnSale[]): boolean {
  return lines.some((line) => {
    const item = shelf.find(isOf(line));
    return item !== undefined && item.perPerson !== null;
  });
}
