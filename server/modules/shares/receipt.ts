// 共富账单 on paper, for one account or a whole village: in large type, it is read at home without glasses.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';
import { accountName, parseAccount, villageName } from './accounts.ts';
import { type BillReads, belongsTo, parseBillReference } from './bills.ts';
import { isIn, sumsOf } from './settling.ts';

/** More days than that are told by month. */
const MOST_DAYS = 31;

/** @param reference of `billReference`; null when nothing is booked there */
export function billSlip(
  views: Pick<BillReads, 'shares' | 'directory'>,
  reference: string,
  { profile, copy }: { profile: CentreProfile; copy: number },
): Slip | null {
  const { from, to, of } = parseBillReference(reference);
  const { shares, directory } = views;
  const sums = [...sumsOf(shares, (day) => isIn(day, { from, to }))].filter(([account]) =>
    belongsTo(account, of),
  );
  if (sums.length === 0) return null;
  const village = of.startsWith('unit:') ? of.slice('unit:'.length) : null;
  const totalFen = sums.reduce((total, [, fen]) => total + fen, 0);
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: '共富账单', size: 2, align: 'centre' },
      { kind: 'rule' },
      large(village === null ? accountName(directory, of) : villageName(directory, village)),
      { kind: 'text', text: from === to ? from : `${from} 至 ${to}` },
      { kind: 'rule' },
      ...(village === null ? dayLines(views, of, { from, to }) : householdLines(sums)),
      { kind: 'rule' },
      { kind: 'text', text: '合计', align: 'centre' },
      { kind: 'text', text: yuan(totalFen), size: 2, align: 'centre', bold: true },
      { kind: 'feed', lines: 1 },
      { kind: 'text', text: '有退货的，已经从退的那天扣回。' },
      { kind: 'text', text: '钱以发放的那天为准，对不上请找工作人员。' },
    ],
  };
}

function large(text: string): SlipLine {
  return { kind: 'text', text, size: 2 };
}

function householdLines(sums: readonly (readonly [string, number])[]): SlipLine[] {
  return sums
    .toSorted(([, a], [, b]) => b - a)
    .flatMap(([account, fen]) => [large(shortName(account)), large(`　${yuan(fen)}`)]);
}

/** Under its village a household needs no village's name. */
function shortName(account: string): string {
  const parsed = parseAccount(account);
  return parsed?.kind === 'household' ? parsed.household : '村集体';
}

function dayLines(
  { shares }: Pick<BillReads, 'shares'>,
  account: string,
  range: { from: string; to: string },
): SlipLine[] {
  const days = Object.entries(shares.byDay)
    .filter(([day, accounts]) => isIn(day, range) && Object.hasOwn(accounts, account))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, accounts]) => [day, accounts[account] ?? 0] as const);
  const byMonth = days.length > MOST_DAYS;
  const sums = new Map<string, number>();
  for (const [day, fen] of days) {
    const name = byMonth
      ? `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`
      : `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
    sums.set(name, (sums.get(name) ?? 0) + fen);
  }
  return [...sums].flatMap(([name, fen]) => [large(`${name}　${yuan(fen)}`)]);
}

function yuan(fen: number): string {
  const whole = Math.abs(fen);
  // Not every printer's character set has the minus sign: a hyphen stands in for it on paper.
  return `${fen < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')} 元`;
}
