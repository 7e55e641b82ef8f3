// What the queue's pages ask of the server: a number, a checklist on paper, a number given back.
import type { TicketStatus } from '../../../server/modules/services/page-schema.ts';
import { type Failure, get } from '../../kit/api.ts';
import { common, refusalText } from '../../text/zh.ts';
import { checklist, confirm, ticketStatus } from '../../text/zh-services.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Failed } from '../plan.ts';
import type { Wanted } from './cart.ts';

/** Refusals that choosing something else can get around. */
const OTHER_ITEM = [
  'ITEM_NOT_FOUND',
  'ITEM_NOT_SERVED',
  'PACKAGE_NOT_FOUND',
  'ITEMS_WRONG',
  'APPOINTMENT_NOT_FOUND',
  'APPOINTMENT_WRONG_DAY',
];

export async function takeNumber(
  kiosk: Kiosk,
  wanted: Wanted | { appointmentCode: string },
): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const visitId = session.visitId.value;
  const visitorClass = session.visitorClass.value;
  // An appointment was made for a class of its own.
  const asOne = 'appointmentCode' in wanted || visitorClass === 'ordinary';
  const body = {
    ...wanted,
    ...(asOne ? {} : { class: visitorClass }),
    ...(visitId === null ? {} : { visitId }),
  };
  const outcome = await session.takeTicket.run('/api/services/tickets', body);
  // The visitor may have gone meanwhile: the number stands, the screen is somebody else's.
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    session.visitId.value = outcome.reply.visitId;
    visits.arrive({ name: 'ticket', reply: outcome.reply });
    return;
  }
  const { failure } = outcome;
  const again = () => void takeNumber(kiosk, wanted);
  const other = failure.kind === 'refused' && OTHER_ITEM.includes(failure.code);
  const go = () => visits.arrive({ name: 'services' });
  session.failed.value = {
    ...failed(confirm.failedTitle, failure, again),
    instead: other ? { name: confirm.otherItem, go } : null,
  };
}

export type ChecklistOf = { itemId: string } | { packageId: string };

/** How the printing module names it. */
export function checklistReference(of: ChecklistOf): string {
  return 'itemId' in of ? `item:${of.itemId}` : `package:${of.packageId}`;
}

export async function printChecklist(kiosk: Kiosk, of: ChecklistOf): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const outcome = await session.printChecklist.run('/api/catalogue/checklists', of);
  if (!outcome || visits.session.value !== session) return;
  if (!outcome.ok) {
    const again = () => void printChecklist(kiosk, of);
    session.failed.value = failed(checklist.failedTitle, outcome.failure, again);
  } else if (outcome.reply.jobId === null) {
    session.failed.value = {
      title: checklist.failedTitle,
      text: `${checklist.noPrinter}。`,
      retry: null,
      instead: null,
    };
  } else {
    session.printed.value = new Set([...session.printed.value, checklistReference(of)]);
  }
}

/** `code`: of the slip; a number alone is not enough. */
export async function withdrawTicket(kiosk: Kiosk, code: string): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const outcome = await session.withdrawTicket.run(`${ticketPath(code)}/withdrawal`, {});
  if (!outcome || visits.session.value !== session) return;
  if (!outcome.ok) {
    const again = () => void withdrawTicket(kiosk, code);
    session.failed.value = failed(ticketStatus.withdrawFailed, outcome.failure, again);
  }
  // Refused or not: what it is now is to be seen.
  const now = await readTicket(code, session.abort.signal);
  const screen = visits.screen.value;
  const still = screen.name === 'ticketStatus' && screen.code === code;
  if (now && still && visits.session.value === session) {
    visits.arrive({ name: 'ticketStatus', code, status: now });
  }
}

/** Null when it cannot be told now. */
export async function readTicket(code: string, signal: AbortSignal): Promise<TicketStatus | null> {
  const outcome = await get<TicketStatus>(ticketPath(code), { signal });
  return outcome.ok ? outcome.reply : null;
}

/** @param code of the slip, or the id of a ticket that was taken here */
export function ticketPath(code: string): string {
  return `/api/services/tickets/${encodeURIComponent(code)}`;
}

function failed(title: string, failure: Failure, again: () => void): Failed {
  const refused = failure.kind === 'refused';
  return {
    title,
    text: refused ? refusalText(failure.code, failure.params) : common.unreachable,
    retry: !refused || failure.status >= 500 ? again : null,
    instead: null,
  };
}
