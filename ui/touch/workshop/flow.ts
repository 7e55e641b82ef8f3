// From a basket to a promise: what is sent, and what a visitor can do about each answer.
import type { Failure } from '../../kit/api.ts';
import { yuan } from '../../text/money.ts';
import { common, refusalText } from '../../text/zh.ts';
import { amount, refused as text } from '../../text/zh-workshop.ts';
import type { Kiosk } from '../kiosk.ts';
import { type Alternative, type Failed, NO_DRAFT, type Session, wipePersonal } from '../plan.ts';
import { type BasketLine, changeLine, lineOf, withoutLine } from './basket.ts';
import { ORDERS_PATH, requestOf } from './contract.ts';

/** Refusals that another way of saying who one is can get around. */
const OTHER_WAY: readonly string[] = [
  'CODE_NOT_OURS',
  'CARD_READ_EXPIRED',
  'GUARDIAN_NEEDED',
  'RESIDENT_NOT_FOUND',
  'PERSON_NOT_FOUND',
  'KEYS_EXHAUSTED',
];
/** The product is not sold any more, or not here. */
const GONE: readonly string[] = ['NOT_FOR_SALE', 'PRODUCT_NOT_FOUND', 'VARIANT_NOT_FOUND'];

export async function reserve(kiosk: Kiosk): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const { value: draft } = session.draft;
  const body = requestOf(draft);
  if (!body) return;
  const outcome = await session.reserve.run(ORDERS_PATH, body);
  // The visitor may have gone meanwhile: the goods stay promised, the screen is somebody else's.
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    wipePersonal(session);
    session.draft.value = NO_DRAFT;
    visits.arrive({ name: 'ordered', reply: outcome.reply, lines: draft.lines });
    return;
  }
  refused(kiosk, outcome.failure);
}

function refused(kiosk: Kiosk, failure: Failure): void {
  const session = kiosk.visits.session.value;
  const again = () => void reserve(kiosk);
  if (failure.kind === 'unreachable') {
    session.failed.value = {
      title: text.title,
      text: common.unreachable,
      retry: again,
      instead: null,
    };
    return;
  }
  const { code, params, status } = failure;
  const { lines } = session.draft.value;
  // Two variants never share a title.
  const line = lines.find(({ title }) => title === params.title) ?? lines[0];
  const said = line && aboutLine(kiosk, line, code, params);
  if (said === null) return;
  session.failed.value = said ?? {
    title: text.title,
    text: refusalText(code, params),
    retry: status >= 500 && !OTHER_WAY.includes(code) ? again : null,
    instead: insteadOf(kiosk, code),
  };
}

/** Null: the visitor is led on already; undefined: it is not about one of the goods. */
function aboutLine(
  kiosk: Kiosk,
  line: BasketLine,
  code: string,
  params: Readonly<Record<string, string | number>>,
): Failed | null | undefined {
  const { title } = line;
  if (GONE.includes(code)) {
    dropLine(kiosk, line);
    return null;
  }
  switch (code) {
    case 'PRICE_CHANGED':
      return askPrice(kiosk, line, Number(params.fen), () => void reserve(kiosk));
    case 'STOCK_SHORT':
      return askLess(kiosk, line, Number(params.left));
    case 'LIMIT_REACHED':
      return {
        title: text.title,
        text: text.limit(title, much(Number(params.most), line)),
        retry: null,
        instead: null,
        otherwise: declining(kiosk, line),
      };
    default:
      return undefined;
  }
}

/** Nobody pays another price than the one they agreed to. */
export function askPrice(kiosk: Kiosk, line: BasketLine, nowFen: number, then: () => void): Failed {
  const session = kiosk.visits.session.value;
  const each = (fen: number) => `${yuan(fen)}/${line.unit}`;
  const accept = () => {
    const item = kiosk.slices.workshop.value?.products.find(
      ({ productId, variantId }) => productId === line.productId && variantId === line.variantId,
    );
    changeDraft(session, (lines) =>
      changeLine(lines, line, { unitFen: nowFen, shelfFen: item?.priceFen ?? nowFen }),
    );
    then();
  };
  return {
    title: text.priceTitle,
    text: text.price(line.title, each(line.unitFen), each(nowFen)),
    retry: null,
    instead: { name: text.accept, go: accept },
    otherwise: declining(kiosk, line),
  };
}

function askLess(kiosk: Kiosk, line: BasketLine, left: number): Failed {
  const session = kiosk.visits.session.value;
  const otherwise = declining(kiosk, line);
  if (left <= 0) {
    return {
      title: text.soldOutTitle,
      text: text.soldOut(line.title),
      retry: null,
      instead: null,
      otherwise: { ...otherwise, name: common.ok },
    };
  }
  const take = () => {
    changeDraft(session, (lines) => changeLine(lines, line, { quantity: left }));
    void reserve(kiosk);
  };
  return {
    title: text.shortTitle(much(left, line)),
    text: text.short(line.title, much(line.quantity, line)),
    retry: null,
    instead: { name: text.takeLeft(much(left, line)), go: take },
    otherwise,
  };
}

function declining(kiosk: Kiosk, line: BasketLine): Alternative {
  return { name: text.decline, go: () => removeLine(kiosk, line) };
}

/** An empty basket is nothing to look at. */
export function removeLine({ visits }: Kiosk, line: BasketLine): void {
  const session = visits.session.value;
  changeDraft(session, (lines) => withoutLine(lines, line));
  if (session.draft.value.lines.length === 0) visits.arrive({ name: 'shelf' });
}

/** It is not sold any more: said once, and the rest is still there. */
export function dropLine(kiosk: Kiosk, line: BasketLine): void {
  const session = kiosk.visits.session.value;
  if (!lineOf(session.draft.value.lines, line)) return;
  removeLine(kiosk, line);
  session.failed.value = {
    title: text.title,
    text: text.notForSale(line.title),
    retry: null,
    instead: null,
  };
}

function insteadOf({ visits }: Kiosk, code: string): Alternative | null {
  const session = visits.session.value;
  const toWays = () => visits.go({ name: 'buyer', step: 'ways' });
  if (code === 'BUYER_NEEDED') return { name: text.sayWho, go: toWays };
  if (OTHER_WAY.includes(code)) {
    const go = () => {
      session.draft.value = { ...session.draft.value, by: null };
      toWays();
    };
    return { name: text.otherWay, go };
  }
  if (code !== 'PICK_UP_DAY_INVALID') return null;
  const go = () => {
    session.draft.value = { ...session.draft.value, pickUpDay: null };
  };
  return { name: text.otherDay, go };
}

function changeDraft(
  { draft }: Session,
  change: (lines: readonly BasketLine[]) => readonly BasketLine[],
): void {
  draft.value = { ...draft.value, lines: change(draft.value.lines) };
}

function much(quantity: number, { unit }: BasketLine): string {
  return amount(quantity, { unit, weighed: false });
}
