// Cards and codes that somebody shows, at whatever moment: into the step where they belong.
import type { CardReadMoment, CardTroubleMoment, CodeScannedMoment } from '../../devices/schema.ts';
import type { TicketStatus } from '../../server/modules/services/page-schema.ts';
import { get } from '../kit/api.ts';
import { toast } from '../kit/notice.tsx';
import { common, refusalText, stopped as stoppedText, scan as text } from '../text/zh.ts';
import { identified } from './attendance/flow.ts';
import { isFinal, type Kiosk } from './kiosk.ts';
import type { Direction, Identity } from './plan.ts';
import { openRating } from './ratings/open.ts';
import { ticketPath } from './services/flow.ts';
import { followTypedCodes } from './typed-codes.ts';

/** Returns how to stop listening. */
export function followScans(kiosk: Kiosk): () => void {
  const stops = [
    kiosk.onMoment('card', (card) => cardRead(kiosk, card)),
    kiosk.onMoment('cardTrouble', (moment) => cardNotRead(kiosk, moment)),
    kiosk.onMoment('code', (code) => codeScanned(kiosk, code)),
    followTypedCodes((code) => codeScanned(kiosk, code)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function cardRead(kiosk: Kiosk, { readId, mask }: CardReadMoment): void {
  somebody(kiosk, { method: 'idCard', readId, mask });
}

/** Where a card is waited for, the page itself says what to do; elsewhere a sentence that goes. */
function cardNotRead({ visits, idle }: Kiosk, { trouble }: CardTroubleMoment): void {
  idle.stir();
  const screen = visits.screen.value;
  if (screen.name === 'present' && screen.method === 'idCard') {
    visits.session.value.cardTrouble.value = trouble;
  } else toast('trouble', text[trouble]);
}

function codeScanned(kiosk: Kiosk, { code, kind }: CodeScannedMoment): void {
  if (kind === 'member') somebody(kiosk, { method: 'code', code });
  else if (kind === 'ticket') void showTicket(kiosk, code);
  else if (kind === 'order') showOrder(kiosk, code);
  else {
    kiosk.idle.stir();
    toast('trouble', text.unknown);
  }
}

function somebody(kiosk: Kiosk, identity: Identity): void {
  if (kiosk.stopped.value) {
    toast('stop', stoppedText.title);
    return;
  }
  if (kiosk.slices.centre.value?.day === null) {
    kiosk.idle.stir();
    toast('trouble', refusalText('DAY_NOT_OPEN'));
    return;
  }
  arriveFresh(kiosk);
  const { cardTrouble, expects, ...actions } = kiosk.visits.session.value;
  cardTrouble.value = null;
  const { checkIn, checkOut, takeTicket, reserve } = actions;
  if ([checkIn, checkOut, takeTicket, reserve].some(({ busy }) => busy.value)) {
    toast('plain', common.loading);
  } else if (expects) expects(identity);
  else identified(kiosk, identity, directionNow(kiosk));
}

async function showTicket(kiosk: Kiosk, code: string): Promise<void> {
  arriveFresh(kiosk);
  const { visits } = kiosk;
  const session = visits.session.value;
  const outcome = await get<TicketStatus>(ticketPath(code), { signal: session.abort.signal });
  if (visits.session.value !== session) return;
  if (outcome.ok) visits.arrive({ name: 'ticketStatus', code, status: outcome.reply });
  else if (outcome.failure.kind === 'unreachable') toast('trouble', common.unreachable);
  // The queue forgets a ticket after some days; it can be rated for longer.
  else if (outcome.failure.code === 'TICKET_NOT_FOUND') await openRating(kiosk, code);
  else toast('trouble', refusalText(outcome.failure.code, outcome.failure.params));
}

function showOrder(kiosk: Kiosk, code: string): void {
  arriveFresh(kiosk);
  kiosk.visits.arrive({ name: 'orderStatus', code });
}

/** A page that only tells something belongs to the visitor before. */
function arriveFresh({ visits, idle }: Kiosk): void {
  if (isFinal(visits.screen.value.name)) visits.reset();
  visits.session.value.failed.value = null;
  idle.stir();
}

function directionNow({ visits }: Kiosk): Direction {
  const screen = visits.screen.value;
  if (screen.name === 'leave') return 'out';
  return 'direction' in screen ? screen.direction : 'in';
}
