// Whether a slip's number can still be rated.
import type { Rateable } from '../../../server/modules/ratings/page-schema.ts';
import { get } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { common, refusalText } from '../../text/zh.ts';
import type { Kiosk } from '../kiosk.ts';

const CLOSED = {
  rated: 'ALREADY_RATED',
  late: 'RATING_TOO_LATE',
  notServed: 'NOT_SERVED',
} as const;

/** Leads to the five faces, or says why not. */
export async function openRating(kiosk: Kiosk, code: string): Promise<void> {
  const { visits, idle } = kiosk;
  const session = visits.session.value;
  const outcome = await get<Rateable>(ratingPath(code), { signal: session.abort.signal });
  if (visits.session.value !== session) return;
  idle.stir();
  if (!outcome.ok) {
    const { failure } = outcome;
    toast(
      'trouble',
      failure.kind === 'refused' ? refusalText(failure.code, failure.params) : common.unreachable,
    );
    return;
  }
  const { state, items } = outcome.reply;
  if (state === 'open') visits.go({ name: 'rate', code, items });
  else toast('trouble', refusalText(CLOSED[state]));
}

/** @param code of the slip */
export function ratingPath(code: string): string {
  return `/api/ratings/tickets/${encodeURIComponent(code)}`;
}
