// Settlements as the managers' page shows them.
import type { AccountsView } from '../accounts/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { accountName, parseAccount } from './accounts.ts';
import type { SettlementDetail, SettlementList, SettlementRow } from './page-schema.ts';
import type { Settlement, SettlementLine, SharesView } from './schema.ts';
import { lastClosedDay, nextPeriod } from './settling.ts';

export interface SettlementReads {
  shares: SharesView;
  centre: CentreView;
  directory: DirectoryView;
  accounts: AccountsView;
}

export function selectSettlements(views: SettlementReads): SettlementList {
  const last = lastClosedDay(views.centre);
  const settlements = Object.values(views.shares.settlements)
    .map((one) => rowOf(one, views.accounts))
    .reverse()
    .sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
  const next = last === null ? null : nextPeriod(views.shares, last);
  return { settlements, next, lastClosedDay: last };
}

export function selectSettlement(views: SettlementReads, id: string): SettlementDetail | null {
  const { settlements } = views.shares;
  const known = Object.hasOwn(settlements, id) ? settlements[id] : undefined;
  if (!known) return null;
  const lines = known.lines
    .map((line) => ({
      ...line,
      name: accountName(views.directory, line.account),
      carriedFen: carriedOf(line),
    }))
    .sort(asRead);
  return { ...rowOf(known, views.accounts), lines };
}

const KINDS = ['village', 'household', 'coop', 'host', 'committee'] as const;
const pinyin = new Intl.Collator('zh');

/** Villages with their households, then co-operatives, hosts, the committee. */
function asRead(a: { account: string; name: string }, b: typeof a): number {
  const rank = ({ account }: { account: string }) => {
    const kind = parseAccount(account)?.kind;
    return kind === undefined ? KINDS.length : Math.max(1, KINDS.indexOf(kind));
  };
  return rank(a) - rank(b) || pinyin.compare(a.name, b.name);
}

function rowOf({ id, from, to, state, lines, steps }: Settlement, accounts: AccountsView) {
  const sum = (fen: (line: SettlementLine) => number) =>
    lines.reduce((total, line) => total + fen(line), 0);
  const drafted = steps.find((step) => step.state === 'draft');
  const confirmed = steps.find((step) => step.state === 'confirmed');
  return {
    id,
    from,
    to,
    state,
    accounts: lines.length,
    earnedFen: sum(({ earnedFen }) => earnedFen),
    broughtFen: sum(({ broughtFen }) => broughtFen),
    payFen: sum(({ payFen }) => payFen),
    carriedFen: sum(carriedOf),
    steps: steps.map((step) => ({ ...step, by: nameOf(accounts, step.by) })),
    alone: confirmed !== undefined && confirmed.by === drafted?.by,
  } satisfies SettlementRow;
}

function carriedOf({ earnedFen, broughtFen, payFen }: SettlementLine): number {
  return earnedFen + broughtFen - payFen;
}

function nameOf({ accounts }: AccountsView, id: string | null): string | null {
  return (id !== null && Object.hasOwn(accounts, id) && accounts[id]?.name) || null;
}
