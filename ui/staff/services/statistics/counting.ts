// Asks for the statistics of a range until they are counted. The last answer stays while the next is under way.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type {
  Statistics,
  StatisticsProgress,
} from '../../../../server/modules/services/statistics-schema.ts';
import { type Failure, get } from '../../../kit/api.ts';
import type { Range } from '../../parts/format.ts';
import { useStaff } from '../../staff.ts';

export interface Counting {
  readonly answer: ReadonlySignal<{ statistics: Statistics; atMs: number } | null>;
  /** Null: nothing is under way. */
  readonly progress: ReadonlySignal<StatisticsProgress | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  again(): Promise<void>;
}

const NOTHING_READ: StatisticsProgress = { daysRead: 0, days: 0 };
/** The server waits by itself before it tells how far it is. */
const PAUSE_MS = 250;

export function useCounting({ from, to }: Range): Counting {
  const { sessions } = useStaff();
  const answer = useSignal<{ statistics: Statistics; atMs: number } | null>(null);
  const progress = useSignal<StatisticsProgress | null>(null);
  const failure = useSignal<Failure | null>(null);
  const counting = useMemo(() => {
    const path = `/api/services/statistics?${new URLSearchParams({ from, to })}`;
    let abort = new AbortController();

    async function ask({ signal }: AbortController): Promise<void> {
      while (!signal.aborted) {
        const outcome = await get<Statistics | StatisticsProgress>(path, { signal });
        if (signal.aborted) return;
        if (!outcome.ok) {
          failure.value = outcome.failure;
          sessions.noticed(outcome.failure);
          return;
        }
        if (!('daysRead' in outcome.reply)) {
          answer.value = { statistics: outcome.reply, atMs: Date.now() };
          return;
        }
        progress.value = outcome.reply;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }

    return {
      async again() {
        abort.abort();
        const mine = new AbortController();
        abort = mine;
        progress.value = NOTHING_READ;
        failure.value = null;
        await ask(mine);
        if (abort === mine) progress.value = null;
      },
      drop: () => abort.abort(),
    };
  }, [from, to]);
  useEffect(() => {
    counting.again();
    return counting.drop;
  }, [counting]);
  return { answer, progress, failure, again: counting.again };
}
