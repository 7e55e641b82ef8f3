// Everything that identifies one person to the kiosk, for forgetting them: their entry, and visits by phone or card.
import type { Open, Sealed } from '../../store/module.ts';
import type { AttendanceView } from '../attendance/schema.ts';
import type { DirectoryView, Person } from './schema.ts';
import { personById } from './view.ts';

/** What a visit says of its visitor. */
export interface Traveller {
  readonly personId: string | null;
  readonly keyId: string | null;
  readonly phone: Sealed | null;
  readonly idNumber: Sealed | null;
}
export interface Trace {
  readonly person: Person | null;
  readonly phones: ReadonlySet<string>;
  readonly idNumbers: ReadonlySet<string>;
}
export interface Wanted {
  readonly personId?: string | undefined;
  readonly visitId?: string | undefined;
}
interface Views {
  readonly directory: DirectoryView;
  readonly attendance: AttendanceView;
}
/** Ids of people with this phone or ID number. */
type FindPeople = (
  index: 'directory.phone' | 'directory.idNumber',
  value: string,
) => readonly string[];

/** A visit that is in memory. */
export function visitIn(view: AttendanceView, id: string | undefined): Traveller | null {
  if (id === undefined || !Object.hasOwn(view.visits, id)) return null;
  return view.visits[id] ?? null;
}

/** @param visit the one that `wanted` names, from memory or from the history; null when there is none */
export function traceOf(
  { directory }: Views,
  wanted: Wanted,
  visit: Traveller | null,
  open: Open,
  find: FindPeople,
): Trace {
  const phones = new Set<string>();
  const idNumbers = new Set<string>();
  const note = (holder: Pick<Traveller, 'phone' | 'idNumber'> | null) => {
    const phone = holder?.phone && open(holder.phone);
    const idNumber = holder?.idNumber && open(holder.idNumber);
    if (phone) phones.add(phone.value);
    if (idNumber) idNumbers.add(idNumber.value);
  };
  note(visit);
  const personId = wanted.personId ?? visit?.personId ?? null;
  const byCard = [...idNumbers].flatMap((value) => find('directory.idNumber', value));
  const byPhone = [...phones].flatMap((value) => find('directory.phone', value));
  const person =
    personId === null
      ? (only(directory, byCard) ?? only(directory, byPhone))
      : personById(directory, personId);
  note(person);
  return { person, phones, idNumbers };
}

/** A phone that a couple shares says of neither that it is them. */
function only(directory: DirectoryView, ids: readonly string[]): Person | null {
  const [id, second] = ids;
  return id === undefined || second !== undefined ? null : personById(directory, id);
}

/** The key of a visit that the traced person made; null when it is somebody else's or already gone. */
export function keyOfTheirs(
  visit: Pick<Traveller, 'keyId' | 'phone' | 'idNumber'>,
  { phones, idNumbers }: Trace,
  open: Open,
): string | null {
  if (visit.keyId === null) return null;
  const phone = visit.phone && phones.size > 0 ? open(visit.phone)?.value : undefined;
  const idNumber = visit.idNumber && idNumbers.size > 0 ? open(visit.idNumber)?.value : undefined;
  const theirs =
    (phone !== undefined && phones.has(phone)) ||
    (idNumber !== undefined && idNumbers.has(idNumber));
  return theirs ? visit.keyId : null;
}
