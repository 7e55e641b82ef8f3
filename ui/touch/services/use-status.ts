// How a number stands, for as long as its page is open: read again whenever the queue moves.
import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TicketStatus } from '../../../server/modules/services/page-schema.ts';
import { useKiosk } from '../kiosk.ts';
import { readTicket } from './flow.ts';

/**
 * @param code of the slip, or the id of a ticket that was taken here
 * @param given what is known already
 */
export function useStatus<Given extends TicketStatus | null>(
  code: string,
  given: Given,
): TicketStatus | Given {
  const { slices, visits } = useKiosk();
  const [status, setStatus] = useState<TicketStatus | Given>(given);
  // As it was drawn: the queue may have moved before the effect below runs.
  const drawn = useRef([slices.services.peek(), slices.board.peek()]);
  useEffect(() => setStatus(given), [given]);
  useEffect(() => {
    const { signal } = visits.session.peek().abort;
    let open = true;
    let reading = false;
    let moved = false;
    // One read at a time: the queue may move faster than answers come.
    const read = async () => {
      reading = true;
      while (open && moved) {
        moved = false;
        const now = await readTicket(code, signal);
        if (open && now) setStatus(now);
      }
      reading = false;
    };
    const stop = effect(() => {
      const now = [slices.services.value, slices.board.value];
      if (now.every((slice, at) => slice === drawn.current[at])) return;
      drawn.current = now;
      moved = true;
      if (!reading) void read();
    });
    return () => {
      open = false;
      stop();
    };
  }, [code]);
  return status;
}
