// What a settlement of some days hands out, and which days are free for one. Nothing is kept as a balance: what settled days left
// over is always counted from the ledger and from what settlements pay, so that it is right whatever is withdrawn, and whatever is
// booked on a day that was settled already (staff put the date back).
import type { CentreView } from '../centre/schema.ts';
import type { DayRange, Settlement, SettlementLine, SharesView } from './schema.ts';

export type Sums = Map<string, number>;

function add(sums: Sums, account: string, fen: number): void {
  sums.set(account, (sums.get(account) ?? 0) + fen);
}

export function isIn(day: string, { from, to }: DayRange): boolean {
  return from <= day && day <= to;
}

/** Fen by account, booked on these days. */
export function sumsOf({ byDay }: SharesView, isWanted: (day: string) => boolean): Sums {
  const sums: Sums = new Map();
  for (const [day, accounts] of Object.entries(byDay)) {
    if (!isWanted(day)) continue;
    for (const [account, fen] of Object.entries(accounts)) add(sums, account, fen);
  }
  return sums;
}

export function standing({ settlements }: SharesView): Settlement[] {
  return Object.values(settlements).filter(({ state }) => state !== 'withdrawn');
}

/** The settlement that a day of the range belongs to already. */
export function settledIn(view: SharesView, range: DayRange): Settlement | undefined {
  return standing(view).find(({ from, to }) => from <= range.to && range.from <= to);
}

/** Booked on settled days and not handed out: below zero where refunds outweighed sales. Accounts that are even are left out. */
export function leftOver(view: SharesView): Sums {
  const settled = standing(view);
  const left = sumsOf(view, (day) => settled.some((one) => isIn(day, one)));
  for (const { lines } of settled) {
    for (const { account, payFen } of lines) add(left, account, -payFen);
  }
  for (const [account, fen] of left) if (fen === 0) left.delete(account);
  return left;
}

/** In the order of their accounts, so that the same ledger gives the same lines. */
export function linesFor(view: SharesView, range: DayRange): SettlementLine[] {
  const earned = sumsOf(view, (day) => isIn(day, range));
  const brought = leftOver(view);
  return [...new Set([...earned.keys(), ...brought.keys()])].sort().map((account) => {
    const earnedFen = earned.get(account) ?? 0;
    const broughtFen = brought.get(account) ?? 0;
    return { account, earnedFen, broughtFen, payFen: Math.max(0, earnedFen + broughtFen) };
  });
}

/** From the first closed day with bookings that is in no settlement, as far as closed days in none go on. */
export function nextPeriod(view: SharesView, lastClosedDay: string): DayRange | null {
  const settled = standing(view);
  const free = (day: string) => !settled.some((one) => isIn(day, one));
  const [from] = Object.keys(view.byDay)
    .filter((day) => day <= lastClosedDay && free(day))
    .sort();
  if (from === undefined) return null;
  const [following] = settled
    .map((one) => one.from)
    .filter((day) => day > from)
    .sort();
  const before = following === undefined ? lastClosedDay : dayBefore(following);
  return { from, to: before < lastClosedDay ? before : lastClosedDay };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The last day on which no more is booked, unless staff put the date back; null before the first day. */
export function lastClosedDay({ day, lastDay }: CentreView): string | null {
  return day === null ? lastDay : dayBefore(day);
}
