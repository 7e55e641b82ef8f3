// Who comes before others shows why at the window.
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { Clauses } from '../../kit/clauses.tsx';
import { visitorClass } from '../../text/zh-services.ts';

export function Proof({ of }: { of: VisitorClass }) {
  const says = visitorClass.proof[of];
  if (says === null) return null;
  return (
    <p class="ticket-proof">
      <Clauses text={says} />
    </p>
  );
}
