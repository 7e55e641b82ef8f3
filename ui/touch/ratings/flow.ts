// From a slip's code to a rating: whether it can still be given, and giving it.
import type { Rateable, RatingBody } from '../../../server/modules/ratings/page-schema.ts';
import type { Grade } from '../../../server/modules/ratings/schema.ts';
import { get } from '../../kit/api.ts';
import { toast } from '../../kit/notice.tsx';
import { isBad } from '../../kit/rating.tsx';
import { common, refusalText } from '../../text/zh.ts';
import { touchRating as text } from '../../text/zh-ratings.ts';
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
  const outcome = await get<Rateable>(pathOf(code), { signal: session.abort.signal });
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

/** A good grade is all there is to say; a bad one may be explained first. */
export function chooseGrade(kiosk: Kiosk, code: string, grade: Grade): void {
  if (isBad(grade)) kiosk.visits.go({ name: 'badRating', code, grade });
  else void rate(kiosk, code, { grade });
}

/** With what the visitor chose to say of a bad one. */
export function rateBad(kiosk: Kiosk, code: string, grade: Grade, withPhone: boolean): void {
  const { visits, slices } = kiosk;
  const session = visits.session.value;
  const reasons = [...session.reasons.value];
  const notice = slices.centre.value?.notice.version ?? '';
  const contact = withPhone ? { contact: { phone: session.phone.value, notice } } : {};
  void rate(kiosk, code, { grade, reasons, ...contact });
}

async function rate(kiosk: Kiosk, code: string, body: RatingBody): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const outcome = await session.rate.run(pathOf(code), body);
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    session.phone.value = '';
    const said = body.contact ? 'call' : isBad(body.grade) ? 'bad' : 'good';
    visits.arrive({ name: 'rated', said });
    return;
  }
  const { failure } = outcome;
  const refused = failure.kind === 'refused';
  session.failed.value = {
    title: text.failedTitle,
    text: refused ? refusalText(failure.code, failure.params) : common.unreachable,
    retry: !refused || failure.status >= 500 ? () => void rate(kiosk, code, body) : null,
    instead: null,
  };
}

function pathOf(code: string): string {
  return `/api/ratings/tickets/${encodeURIComponent(code)}`;
}
