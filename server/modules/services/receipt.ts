// The slip of a ticket: centre, item, the number as large as the paper allows, who waited, when, the code.
import type { Slip } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';
import type { ServicesView } from './schema.ts';

/** Null when the ticket left memory: there is nothing to print any more. */
export function ticketSlip(
  view: ServicesView,
  ticketId: string,
  context: { profile: CentreProfile; copy: number; sign: (ticketId: string) => string },
): Slip | null {
  const ticket = view.tickets[ticketId];
  if (!ticket) return null;
  const { profile, copy, sign } = context;
  const item = view.items.find(({ id }) => id === ticket.itemId);
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'rule' },
      { kind: 'text', text: item?.name ?? '', size: 2, align: 'centre' },
      { kind: 'number', text: ticket.number },
      { kind: 'text', text: `取号时 ${ticket.ahead} 人在等`, align: 'centre' },
      { kind: 'text', text: `请先坐，叫到 ${ticket.number} 再去窗口`, align: 'centre', bold: true },
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: sign(ticketId) },
      { kind: 'text', text: '扫这个码，能在机器上看排到哪了', align: 'centre' },
      { kind: 'rule' },
      { kind: 'columns', left: '取号时间', right: takenAt(ticket.takenAtMs, profile.zone) },
      { kind: 'text', text: '当天有效。小票丢了也能办，记住号就行。' },
    ],
  };
}

function takenAt(wallMs: number, zone: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(wallMs);
}
