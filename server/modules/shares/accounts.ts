// Accounts of the ledger as people call them.
import type { DirectoryView } from '../directory/schema.ts';

export type ShareAccount =
  | { readonly kind: 'village'; readonly unitId: string }
  | { readonly kind: 'household'; readonly unitId: string; readonly household: string }
  | { readonly kind: 'coop' | 'host'; readonly name: string }
  | { readonly kind: 'committee' };

const COMMITTEE = '联合党委';
/** What no household of the village is named for. */
export const VILLAGE_OWN = '村集体';

/** Null for what is no account. Ids of units have no slash, households may. */
export function parseAccount(text: string): ShareAccount | null {
  if (text === 'committee') return { kind: 'committee' };
  const [, kind, rest = ''] = /^(village|household|coop|host):(.+)$/s.exec(text) ?? [];
  switch (kind) {
    case 'village':
      return { kind, unitId: rest };
    case 'household': {
      const at = rest.indexOf('/');
      return { kind, unitId: rest.slice(0, at), household: rest.slice(at + 1) };
    }
    case 'coop':
    case 'host':
      return { kind, name: rest };
    default:
      return null;
  }
}

/** A village that left the settings is known by its id only. */
export function villageName({ units }: DirectoryView, unitId: string): string {
  return units.find(({ id }) => id === unitId)?.name ?? unitId;
}

/** `第六埠村 王家`, `第六埠村 村集体`, `联合党委` */
export function accountName(directory: DirectoryView, account: string): string {
  const parsed = parseAccount(account);
  switch (parsed?.kind) {
    case 'village':
      return `${villageName(directory, parsed.unitId)} ${VILLAGE_OWN}`;
    case 'household':
      return `${villageName(directory, parsed.unitId)} ${parsed.household}`;
    case 'coop':
    case 'host':
      return parsed.name;
    case 'committee':
      return COMMITTEE;
    case undefined:
      return account;
  }
}
