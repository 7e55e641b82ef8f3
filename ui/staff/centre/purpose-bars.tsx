// Visits by purpose: bars with their words and numbers, drawn here so that they print.
import type { Purpose } from '../../../server/modules/attendance/schema.ts';
import { purposes as names } from '../../text/zh.ts';
import { zhStaff } from '../../text/zh-staff.ts';

export interface PurposeBarsProps {
  counts: Partial<Record<Purpose, number>>;
  purposes: readonly Purpose[];
}

export function PurposeBars({ counts, purposes }: PurposeBarsProps) {
  const most = Math.max(...Object.values(counts), 0);
  if (most === 0) return <p class="quiet">{zhStaff.today.byPurposeEmpty}</p>;
  return (
    <ul class="bars">
      {purposes.map((purpose) => {
        const count = counts[purpose] ?? 0;
        return (
          <li key={purpose}>
            <span>{names[purpose].name}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="10" class="bar-ground" />
              <rect width={(count / most) * 100} height="10" class="bar" />
            </svg>
            <b>{count}</b>
          </li>
        );
      })}
    </ul>
  );
}
