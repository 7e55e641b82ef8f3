// Slips of the queue: the number as large as the paper allows, who waited, when, the code; and what to bring next time.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreProfile } from '../centre/schema.ts';
import { ticketOf, titleOf } from './queue.ts';
import type { ServicesView, Ticket } from './schema.ts';
import type { VisitorClass } from './terms-schema.ts';

interface Hall {
  services: ServicesView;
  catalogue: CatalogueView;
}
interface SlipContext {
  profile: CentreProfile;
  copy: number;
}
interface TicketSlipContext extends SlipContext {
  sign: (ticketId: string) => string;
  /** Whether the signed code is one that a phone can follow. */
  onPhones: boolean;
}

const CLASSES: Readonly<Record<VisitorClass, string | null>> = {
  ordinary: null,
  elderly: '优先号：老年人，请带好身份证',
  disabled: '优先号：残疾人，请带好残疾人证',
  military: '军人依法优先，请带好证件',
  expecting: '优先号：孕妇和带小孩的',
};

/** Null when the ticket left memory: there is nothing to print any more. */
export function ticketSlip(
  { services, catalogue }: Hall,
  ticketId: string,
  { profile, copy, sign, onPhones }: TicketSlipContext,
): Slip | null {
  const ticket = ticketOf(services, ticketId);
  if (!ticket) return null;
  const proof = CLASSES[ticket.class];
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'rule' },
      {
        kind: 'text',
        text: titleOf(catalogue, ticket.packageId, ticket.itemIds),
        size: 2,
        align: 'centre',
      },
      { kind: 'number', text: ticket.number },
      ...severalItems(catalogue, ticket),
      ...(proof === null ? [] : [centred(proof)]),
      centred(`取号时 ${ticket.ahead} 人在等${waitText(ticket)}`),
      { kind: 'text', text: `请先坐，叫到 ${ticket.number} 再去窗口`, align: 'centre', bold: true },
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: sign(ticketId) },
      centred(onPhones ? '手机扫这个码，能看排到哪了' : '扫这个码，能在机器上看排到哪了'),
      { kind: 'rule' },
      { kind: 'columns', left: '取号时间', right: minuteText(ticket.takenAtMs, profile.zone) },
      { kind: 'text', text: '当天有效。小票丢了也能办，记住号就行。' },
    ],
  };
}

function severalItems(catalogue: CatalogueView, { itemIds, packageId }: Ticket): SlipLine[] {
  if (itemIds.length === 1 && packageId === null) return [];
  return [
    { kind: 'text', text: `这个号一次办 ${itemIds.length} 件事：` },
    ...itemIds.map((id): SlipLine => ({ kind: 'text', text: `· ${itemName(catalogue, id)}` })),
  ];
}

function waitText({ wait }: Ticket): string {
  return wait ? `，约 ${wait.lowMinutes} 到 ${wait.highMinutes} 分钟` : '';
}

/** 材料不齐: what to bring, written down, so that nobody comes a third time. */
export function missingSlip(
  { services, catalogue }: Hall,
  ticketId: string,
  { profile, copy }: SlipContext,
): Slip | null {
  const ticket = ticketOf(services, ticketId);
  if (!ticket || ticket.missing.length === 0) return null;
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: '下次请带上', size: 2, align: 'centre' },
      { kind: 'rule' },
      { kind: 'columns', left: '号码', right: ticket.number },
      centred(titleOf(catalogue, ticket.packageId, ticket.itemIds)),
      { kind: 'feed', lines: 1 },
      ...ticket.missing.map((name): SlipLine => ({ kind: 'text', text: `□ ${name}` })),
      { kind: 'rule' },
      { kind: 'text', text: `办事时间 ${profile.opensAt} 到 ${profile.closesAt}` },
    ],
  };
}

function centred(text: string): SlipLine {
  return { kind: 'text', text, align: 'centre' };
}

function minuteText(wallMs: number, zone: string): string {
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
