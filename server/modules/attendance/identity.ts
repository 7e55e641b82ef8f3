// Who is checking in or out: what a card, a code, a phone number or a pick from the list says about a person.
import type { DecideContext, Refused } from '../../store/module.ts';
import { isMinor, theOne } from '../directory/reading.ts';
import type { DirectoryView, Person } from '../directory/schema.ts';
import type { Card, CheckInCommandBody, CheckOutCommandBody } from './bodies.ts';
import { type AttendanceView, type Proof, refuse, type Visit } from './schema.ts';
import { openVisits, visitById } from './view.ts';

export interface Visitor {
  person: Person | null;
  proof: Proof;
  /** What nobody in the directory carries already. */
  phone: string | null;
  name: string | null;
  idNumber: string | null;
}
type Named = Exclude<CheckInCommandBody, { method: 'headcount' }>;

export function identify(
  directory: DirectoryView,
  body: Named,
  day: string,
  context: DecideContext,
): Visitor | Refused {
  switch (body.method) {
    case 'phone': {
      const person = theOne(directory, context.find('directory.phone', body.phone));
      return visitor(person, 'phone', { phone: body.phone });
    }
    case 'code': {
      const person = personOfCode(directory, body.code, context);
      return person ? visitor(person, 'code', {}) : refuse('CODE_NOT_OURS');
    }
    case 'idCard': {
      const { name, birthDate } = body.card;
      const idNumber = cardNumber(body.card);
      if (isMinor(birthDate, idNumber, day)) return refuse('GUARDIAN_NEEDED');
      const person = theOne(directory, context.find('directory.idNumber', idNumber));
      return visitor(person, 'card', { name, idNumber });
    }
    case 'resident': {
      const person = theOne(directory, [body.residentId]);
      return person ? visitor(person, 'selfDeclared', {}) : refuse('RESIDENT_NOT_FOUND');
    }
  }
}

/** The directory already has what a resident's card or phone says: the visit repeats none of it. */
function visitor(
  person: Person | null,
  proof: Proof,
  own: { phone?: string; name?: string; idNumber?: string },
): Visitor {
  const { phone = null, name = null, idNumber = null } = person ? {} : own;
  return { person, proof, phone, name, idNumber };
}

function personOfCode(
  directory: DirectoryView,
  text: string,
  context: DecideContext,
): Person | null {
  const code = context.readCode(text);
  return code?.kind === 'member' ? theOne(directory, [code.id]) : null;
}

/** The visit of the same person that has not ended, however they made themselves known then. */
export function openVisitOf(
  view: AttendanceView,
  who: Visitor,
  body: Named,
  context: DecideContext,
): Visit | null {
  const byPhone = body.method === 'phone' ? context.find('attendance.openPhone', body.phone) : [];
  const byCard =
    body.method === 'idCard' ? context.find('attendance.openIdNumber', cardNumber(body.card)) : [];
  const byPerson = who.person ? openVisitsOf(view, who.person.id) : [];
  const [id] = [...byPerson, ...byCard, ...byPhone].filter((found) => view.open[found] === true);
  return id === undefined ? null : visitById(view, id);
}

function openVisitsOf(view: AttendanceView, personId: string): string[] {
  return [...openVisits(view)].filter((visit) => visit.personId === personId).map(({ id }) => id);
}

/** Open visits of whoever leaves; none for somebody unknown. A foreign code says so: that tells of no person. */
export function visitsOfLeaving(
  view: AttendanceView,
  directory: DirectoryView,
  body: CheckOutCommandBody,
  context: DecideContext,
): string[] | Refused {
  const openOnes = (ids: readonly string[]) => [
    ...new Set(ids.filter((id) => view.open[id] === true)),
  ];
  const ofPerson = (person: Person | null) => (person ? openVisitsOf(view, person.id) : []);
  switch (body.method) {
    case 'session':
      return openOnes([body.visitId]);
    case 'phone': {
      const person = theOne(directory, context.find('directory.phone', body.phone));
      const visits = context.find('attendance.openPhone', body.phone);
      return openOnes([...visits, ...ofPerson(person)]);
    }
    case 'code':
      if (context.readCode(body.code)?.kind !== 'member') return refuse('CODE_NOT_OURS');
      return openOnes(ofPerson(personOfCode(directory, body.code, context)));
    case 'idCard': {
      const idNumber = cardNumber(body.card);
      const person = theOne(directory, context.find('directory.idNumber', idNumber));
      const visits = context.find('attendance.openIdNumber', idNumber);
      return openOnes([...visits, ...ofPerson(person)]);
    }
    case 'resident':
      return openOnes(ofPerson(theOne(directory, [body.residentId])));
  }
}

function cardNumber(card: Card): string {
  return card.idNumber.toUpperCase();
}
