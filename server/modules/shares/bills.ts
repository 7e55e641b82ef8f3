// 共富账单 of a range of days: villages with their households, co-operatives, hosts and the committee, from the view's sums.
import type { CentreView } from '../centre/schema.ts';
import type { DirectoryView } from '../directory/schema.ts';
import { accountName, parseAccount, VILLAGE_OWN, villageName } from './accounts.ts';
import type { Bill, BillRow, VillageBill } from './page-schema.ts';
import type { DayRange, SharesView } from './schema.ts';
import { isIn, sumsOf } from './settling.ts';

export interface BillReads {
  shares: SharesView;
  directory: DirectoryView;
  centre: CentreView;
}

export function selectBill({ shares, directory }: BillReads, { from, to }: DayRange): Bill {
  const villages = new Map<string, VillageBill>();
  const coops: BillRow[] = [];
  const hosts: BillRow[] = [];
  let committee: BillRow | null = null;
  let totalFen = 0;
  for (const [account, fen] of sumsOf(shares, (day) => isIn(day, { from, to }))) {
    totalFen += fen;
    const parsed = parseAccount(account);
    const row = { account, name: accountName(directory, account), fen };
    switch (parsed?.kind) {
      case 'village':
      case 'household': {
        const { unitId } = parsed;
        const village = villages.get(unitId) ?? emptyVillage(directory, unitId);
        villages.set(unitId, village);
        const name = parsed.kind === 'village' ? VILLAGE_OWN : parsed.household;
        village.rows.push({ ...row, name });
        village.fen += fen;
        break;
      }
      case 'coop':
        coops.push(row);
        break;
      case 'host':
        hosts.push(row);
        break;
      default:
        committee = row;
    }
  }
  return {
    from,
    to,
    villages: [...villages.values()].map(sorted).sort(inOrderOf(directory)),
    coops: coops.sort(largestFirst),
    hosts: hosts.sort(largestFirst),
    committee,
    totalFen,
    ...paymentsIn(shares, { from, to }),
  };
}

function emptyVillage(directory: DirectoryView, unitId: string): VillageBill {
  return { unitId, name: villageName(directory, unitId), rows: [], fen: 0 };
}

function sorted(village: VillageBill): VillageBill {
  return { ...village, rows: village.rows.sort(largestFirst) };
}

function largestFirst(a: BillRow, b: BillRow): number {
  return b.fen - a.fen || (a.account < b.account ? -1 : 1);
}

/** As the settings list the villages: a bill on the wall ranks nobody. */
function inOrderOf({ units }: DirectoryView): (a: VillageBill, b: VillageBill) => number {
  const places = new Map(units.map(({ id }, place) => [id, place]));
  const placeOf = ({ unitId }: VillageBill) => places.get(unitId) ?? places.size;
  return (a, b) => placeOf(a) - placeOf(b);
}

function paymentsIn({ payments }: SharesView, range: DayRange) {
  let paidFen = 0;
  let refundedFen = 0;
  for (const [day, one] of Object.entries(payments)) {
    if (!isIn(day, range)) continue;
    paidFen += one.paidFen;
    refundedFen += one.refundedFen;
  }
  return { paidFen, refundedFen };
}

/** Whether an account belongs to a bill: of this account, or with `unit:<id>` of the village and all its households. */
export function belongsTo(account: string, of: string): boolean {
  if (account === of) return true;
  if (!of.startsWith('unit:')) return false;
  const parsed = parseAccount(account);
  const ofVillage = parsed?.kind === 'village' || parsed?.kind === 'household';
  return ofVillage && parsed.unitId === of.slice('unit:'.length);
}

export interface BillReference extends DayRange {
  readonly of: string;
}
/** What a print job says of its bill. Days have ten characters each. */
export function billReference({ from, to, of }: BillReference): string {
  return `${from}/${to}/${of}`;
}
export function parseBillReference(text: string): BillReference {
  return { from: text.slice(0, 10), to: text.slice(11, 21), of: text.slice(22) };
}
