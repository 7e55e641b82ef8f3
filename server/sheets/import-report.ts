// What whoever imports is shown before anything changes.
import type { ImportedLine, ImportFault, ImportReport } from './schema.ts';

export interface Planned {
  readonly lines: readonly ImportedLine[];
  readonly unchanged: number;
  readonly faults: readonly ImportFault[];
}

const SHOWN_FAULTS = 200;

/** @param keep called when it can be confirmed; the id to confirm with */
export function reportOf({ lines, unchanged, faults }: Planned, keep: () => string): ImportReport {
  const sound = faults.length === 0;
  return {
    importId: sound && lines.length > 0 ? keep() : null,
    lines: sound ? [...lines] : [],
    unchanged,
    faults: faults.slice(0, SHOWN_FAULTS),
    faultCount: faults.length,
  };
}
