// Giving a rating.
import type { RatingBody } from '../../../server/modules/ratings/page-schema.ts';
import type { Grade } from '../../../server/modules/ratings/schema.ts';
import { isBad } from '../../kit/rating.tsx';
import { common, refusalText } from '../../text/zh.ts';
import { touchRating as text } from '../../text/zh-ratings.ts';
import type { Kiosk } from '../kiosk.ts';
import { ratingPath } from './open.ts';

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
  const outcome = await session.rate.run(ratingPath(code), body);
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
