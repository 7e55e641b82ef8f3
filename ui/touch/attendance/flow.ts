// From "who are you" to a record: the steps of checking in and out, whichever way the visitor takes.
import type {
  CheckInBody,
  CheckOutBody,
  Purpose,
} from '../../../server/modules/attendance/schema.ts';
import type { Failure } from '../../kit/api.ts';
import {
  checkIn as checkInText,
  checkOut as checkOutText,
  common,
  refusalText,
} from '../../text/zh.ts';
import type { Kiosk } from '../kiosk.ts';
import {
  type Direction,
  type Identity,
  type PersonalMethod,
  type Session,
  wipePersonal,
} from '../plan.ts';

/** Refusals that another way of saying who one is can get around. */
const OTHER_WAY = [
  'CODE_NOT_OURS',
  'CARD_READ_EXPIRED',
  'GUARDIAN_NEEDED',
  'RESIDENT_NOT_FOUND',
  'KEYS_EXHAUSTED',
  'NOTICE_NOT_AGREED',
];

export function choosePurpose({ visits }: Kiosk, purpose: Purpose): void {
  const session = visits.session.value;
  session.purpose.value = purpose;
  const identity = session.identity.value;
  if (identity && identity.method !== 'headcount') {
    visits.go({ name: 'notice', method: identity.method });
  } else visits.go({ name: 'method', direction: 'in' });
}

/** A way was chosen by hand. */
export function chooseMethod(kiosk: Kiosk, method: PersonalMethod, direction: Direction): void {
  const { agreed } = kiosk.visits.session.value;
  if (direction === 'in' && agreed.value !== method) kiosk.visits.go({ name: 'notice', method });
  else askFor(kiosk, method, direction);
}

function askFor({ visits }: Kiosk, method: PersonalMethod, direction: Direction): void {
  switch (method) {
    case 'phone':
      visits.go({ name: 'phone', direction });
      break;
    case 'resident':
      visits.go({ name: 'surnames', direction });
      break;
    case 'idCard':
    case 'code':
      visits.go({ name: 'present', method, direction });
      break;
  }
}

export function agree(kiosk: Kiosk, method: PersonalMethod): void {
  const session = kiosk.visits.session.value;
  session.agreed.value = method;
  const identity = session.identity.value;
  if (identity?.method === method) identified(kiosk, identity, 'in');
  else askFor(kiosk, method, 'in');
}

export function disagree({ visits }: Kiosk): void {
  wipePersonal(visits.session.value);
  visits.go({ name: 'headcount' });
}

/** The screen knows who it is: on to the notice, the unit or the record, whatever is still missing. */
export function identified(kiosk: Kiosk, identity: Identity, direction: Direction): void {
  const { visits } = kiosk;
  const session = visits.session.value;
  session.identity.value = identity;
  if (direction === 'out') {
    void checkOut(kiosk, identity);
    return;
  }
  const { method } = identity;
  if (!session.purpose.value) visits.go({ name: 'purpose' });
  else if (method !== 'headcount' && session.agreed.value !== method) {
    visits.go({ name: 'notice', method });
  } else if (method === 'code' || method === 'resident' || noUnits(kiosk))
    void checkIn(kiosk, null);
  else visits.go({ name: 'unit' });
}

function noUnits({ slices }: Kiosk): boolean {
  return (slices.units.value?.units.length ?? 0) === 0;
}

export async function checkIn(kiosk: Kiosk, unitId: string | null): Promise<void> {
  const { visits, slices } = kiosk;
  const session = visits.session.value;
  const body = checkInBody(session, unitId, slices.centre.value?.notice.version ?? '');
  if (!body) {
    visits.arrive({ name: 'home' });
    return;
  }
  const outcome = await session.checkIn.run('/api/attendance/visits', body);
  // The visitor may have gone meanwhile: what was recorded stays, the screen is somebody else's.
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    wipePersonal(session);
    session.visitId.value = outcome.reply.id;
    visits.arrive({ name: 'checkedIn', reply: outcome.reply });
    return;
  }
  const { failure } = outcome;
  if (failure.kind === 'refused' && failure.code === 'NOTICE_OUTDATED') session.agreed.value = null;
  fail(kiosk, checkInText.failedTitle, failure, 'in', () => void checkIn(kiosk, unitId));
}

function checkInBody(
  { purpose: { value: purpose }, identity: { value: identity } }: Session,
  unit: string | null,
  notice: string,
): CheckInBody | null {
  if (!purpose || !identity) return null;
  const from = unit === null ? {} : { unitId: unit };
  switch (identity.method) {
    case 'headcount':
      return { method: 'headcount', purpose, headcount: identity.headcount, ...from };
    case 'phone':
      return { method: 'phone', purpose, phone: identity.phone, notice, ...from };
    case 'idCard':
      return { method: 'idCard', purpose, readId: identity.readId, notice, ...from };
    case 'code':
      return { method: 'code', purpose, code: identity.code, notice };
    case 'resident':
      return { method: 'resident', purpose, residentId: identity.residentId, notice };
  }
}

export async function checkOut(
  kiosk: Kiosk,
  who: Identity | { method: 'session'; visitId: string },
): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const body = checkOutBody(who);
  if (!body) return;
  const outcome = await session.checkOut.run('/api/attendance/departures', body);
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    wipePersonal(session);
    session.visitId.value = null;
    visits.arrive({ name: 'left' });
    return;
  }
  const again = () => void checkOut(kiosk, who);
  fail(kiosk, checkOutText.failedTitle, outcome.failure, 'out', again);
}

function checkOutBody(who: Identity | { method: 'session'; visitId: string }): CheckOutBody | null {
  switch (who.method) {
    case 'session':
      return { method: 'session', visitId: who.visitId };
    case 'phone':
      return { method: 'phone', phone: who.phone };
    case 'idCard':
      return { method: 'idCard', readId: who.readId };
    case 'code':
      return { method: 'code', code: who.code };
    case 'resident':
      return { method: 'resident', residentId: who.residentId };
    case 'headcount':
      return null;
  }
}

function fail(
  { visits }: Kiosk,
  title: string,
  failure: Failure,
  direction: Direction,
  again: () => void,
): void {
  const session = visits.session.value;
  if (failure.kind === 'unreachable') {
    session.failed.value = { title, text: common.unreachable, retry: again, instead: null };
    return;
  }
  const { identity } = session;
  const insteadOf = (code: string) => {
    const method = identity.value?.method;
    if (code === 'NOTICE_OUTDATED' && method && method !== 'headcount') {
      return { name: checkInText.readAgain, go: () => visits.go({ name: 'notice', method }) };
    }
    if (!OTHER_WAY.includes(code)) return null;
    const go = () => {
      wipePersonal(session);
      visits.go({ name: 'method', direction });
    };
    return { name: checkInText.otherWay, go };
  };
  session.failed.value = {
    title,
    text: refusalText(failure.code, failure.params),
    retry: failure.status >= 500 && failure.code !== 'KEYS_EXHAUSTED' ? again : null,
    instead: insteadOf(failure.code),
  };
}
