// The way from a ticket that is served to its rating.
import { useEffect } from 'preact/hooks';
import type { TicketState } from '../../../server/modules/services/schema.ts';
import { Button } from '../../kit/button.tsx';
import { ticketStatus as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { openRating } from './open.ts';
import { ratings } from './ratings.tsx';

/** @param code of the slip */
export function RateNow({ code, state }: { code: string; state: TicketState }) {
  const kiosk = useKiosk();
  const open = state === 'served' && !kiosk.stopped.value;
  useEffect(() => {
    if (open) void ratings.load();
  }, [open]);
  if (!open) return null;
  return <Button onTap={() => void openRating(kiosk, code)}>{text.rateNow}</Button>;
}
