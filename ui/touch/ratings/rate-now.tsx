// The way from a ticket that is served to its rating.
import type { TicketState } from '../../../server/modules/services/schema.ts';
import { Button } from '../../kit/button.tsx';
import { touchRating as text } from '../../text/zh-ratings.ts';
import { useKiosk } from '../kiosk.ts';
import { openRating } from './flow.ts';

/** @param code of the slip */
export function RateNow({ code, state }: { code: string; state: TicketState }) {
  const kiosk = useKiosk();
  if (state !== 'served' || kiosk.stopped.value) return null;
  return <Button onTap={() => void openRating(kiosk, code)}>{text.rateNow}</Button>;
}
