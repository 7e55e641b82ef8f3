// What other modules may ask of the people in the directory, and of what their cards say.
import type { DirectoryView, Person } from './schema.ts';

/** A guardian must agree below this age (PIPL 31). */
const OF_AGE = 14;

/** Null also when several share it, as couples share a phone: then nobody can say who came. */
export function theOne(directory: DirectoryView, ids: readonly string[]): Person | null {
  const [id, second] = ids;
  if (id === undefined || second !== undefined) return null;
  return (Object.hasOwn(directory.people, id) && directory.people[id]) || null;
}

/** @param birthDate as the card has it; null: as its number has it */
export function isMinor(birthDate: string | null, idNumber: string, day: string): boolean {
  const born = birthDate ?? birthDateOf(idNumber);
  if (born === null) return false;
  const birthday = `${Number(born.slice(0, 4)) + OF_AGE}${born.slice(4)}`;
  return birthday > day;
}

function birthDateOf(idNumber: string): string | null {
  const [, year, month, date] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(idNumber) ?? [];
  return year ? `${year}-${month}-${date}` : null;
}
