// Sends a bill of the range to the slip printer: an account's, or with `unit:<id>` a village's.
import type { ReadonlySignal } from '@preact/signals';
import type { Failure } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { zhShares } from '../../text/zh-shares.ts';
import type { Range } from '../parts/format.ts';
import { useCommand } from '../parts/requests.ts';

export interface PrintBill {
  readonly failure: ReadonlySignal<Failure | null>;
  print(of: string): Promise<void>;
}

export function usePrintBill({ from, to }: Range): PrintBill {
  const command = useCommand<Range & { of: string }>();
  return {
    failure: command.failure,
    async print(of) {
      const done = await command.run('/api/workshop/shares/slips', { from, to, of });
      if (done) toast('good', zhShares.slip.queued);
    },
  };
}
