// How the money of one line is split among village, co-operative, host and joint committee: whole fen, and their sum is the
// line's total, always.

export const PARTIES = ['village', 'coop', 'host', 'committee'] as const;
export type Party = (typeof PARTIES)[number];
/** Basis points of each party; together 10,000. */
export type ShareRule = Readonly<Record<Party, number>>;

export const WHOLE_BPS = 10_000;

/**
 * Largest remainder (Hamilton): everybody gets the whole fen of the share, and the fen that are left go one each to the largest
 * remainders; of equal remainders the party named first in PARTIES.
 * @param totalFen ≥ 0, at most 10^11 so that the products stay exact
 */
export function splitFen(totalFen: number, rule: ShareRule): Record<Party, number> {
  const exact = PARTIES.map((party) => ({ party, product: totalFen * rule[party] }));
  const parts: Record<Party, number> = { village: 0, coop: 0, host: 0, committee: 0 };
  let left = totalFen;
  for (const { party, product } of exact) {
    parts[party] = Math.floor(product / WHOLE_BPS);
    left -= parts[party];
  }
  const byRemainder = exact.toSorted((a, b) => (b.product % WHOLE_BPS) - (a.product % WHOLE_BPS));
  for (const { party } of byRemainder.slice(0, left)) parts[party] += 1;
  return parts;
}

export function isWhole(rule: ShareRule): boolean {
  return PARTIES.reduce((sum, party) => sum + rule[party], 0) === WHOLE_BPS;
}

/** Where a line's goods came from and who sold them. */
export interface LineOrigin {
  readonly unitId: string;
  readonly coop: string;
  readonly household: string;
  /** Names of the session's hosts; empty outside of a session. */
  readonly hosts: readonly string[];
}

/** A household's part stands under its village; without a host, whose part it is is the committee's. */
export function accountOf(party: Party, { unitId, coop, household, hosts }: LineOrigin): string {
  switch (party) {
    case 'village':
      return household === '' ? `village:${unitId}` : `household:${unitId}/${household}`;
    case 'coop':
      return `coop:${coop}`;
    case 'host':
      return hosts.length === 0 ? 'committee' : `host:${hosts.join('、')}`;
    case 'committee':
      return 'committee';
  }
}

export interface Share {
  readonly account: string;
  readonly fen: number;
}

/** One entry for each account that gets anything. */
export function sharesOf(totalFen: number, rule: ShareRule, origin: LineOrigin): Share[] {
  const parts = splitFen(totalFen, rule);
  const byAccount = new Map<string, number>();
  for (const party of PARTIES) {
    if (parts[party] === 0) continue;
    const account = accountOf(party, origin);
    byAccount.set(account, (byAccount.get(account) ?? 0) + parts[party]);
  }
  return [...byAccount].map(([account, fen]) => ({ account, fen }));
}
