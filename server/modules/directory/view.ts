// Units and people of the directory. Names leave it as masks only.
import type { ModuleDefinition, Open, Sealed } from '../../store/module.ts';
import {
  type DirectoryEvent,
  type DirectoryView,
  type PeopleList,
  type Person,
  personAdded,
  personForgotten,
  type Residents,
  type Surnames,
  type UnitsSlice,
  unitsAdopted,
} from './schema.ts';

export const directory: ModuleDefinition<DirectoryView> = {
  name: 'directory',
  events: [unitsAdopted, personAdded, personForgotten],
  initial: () => ({ units: [], people: {}, forgottenKeys: [] }),
  fold(view, recorded) {
    const event = recorded as DirectoryEvent;
    switch (event.type) {
      case 'directory.unitsAdopted':
        view.units = event.data.units;
        break;
      case 'directory.personAdded': {
        const { personId, phone, idNumber, ...known } = event.data;
        view.people[personId] = {
          ...known,
          id: personId,
          phone: phone ?? null,
          idNumber: idNumber ?? null,
        };
        break;
      }
      case 'directory.personForgotten':
        view.forgottenKeys.push(...event.data.keyIds);
        if (event.data.personId !== null) delete view.people[event.data.personId];
        break;
    }
  },
  indexes: [
    { name: 'directory.phone', entries: (view) => fields(view, 'phone') },
    { name: 'directory.idNumber', entries: (view) => fields(view, 'idNumber') },
  ],
  forgottenKeys: (view) => view.forgottenKeys,
};

function* fields(
  view: DirectoryView,
  field: 'phone' | 'idNumber',
): Generator<readonly [Sealed, string]> {
  for (const person of Object.values(view.people)) {
    if (person[field]) yield [person[field], person.id];
  }
}

/** Ids come from outside: `__proto__` is nobody. */
export function personById(view: DirectoryView, id: string): Person | null {
  return (Object.hasOwn(view.people, id) && view.people[id]) || null;
}

/** Slice `units`. */
export function selectUnits(view: DirectoryView): UnitsSlice {
  return { units: view.units };
}

const pinyin = new Intl.Collator('zh');

/**
 * Opens each name once: at every touch a village of 13,000 would cost a tenth of a second. Only the mask is kept, and it
 * leaves with the person.
 */
export function createMasks(open: Open): MaskOf {
  const known = new WeakMap<Person, string>();
  return (person) => {
    const mask = known.get(person) ?? open(person.name)?.mask ?? null;
    if (mask !== null) known.set(person, mask);
    return mask;
  };
}
/** Null when the name can no longer be opened. */
export type MaskOf = (person: Person) => string | null;

/** What a mask shows first: 王 of 王*芳, 欧阳 of 欧阳**. Nobody finds themselves by less, nobody learns more. */
function surnameIn(mask: string): string {
  return mask.split('*', 1)[0] ?? '';
}

/** GET /api/directory/surnames: most frequent first, then by pinyin. */
export function selectSurnames(view: DirectoryView, maskOf: MaskOf): Surnames {
  const counts = new Map<string, number>();
  for (const person of Object.values(view.people)) {
    const surname = surnameIn(maskOf(person) ?? '');
    if (surname !== '') counts.set(surname, (counts.get(surname) ?? 0) + 1);
  }
  const surnames = [...counts].map(([surname, count]) => ({ surname, count }));
  surnames.sort((a, b) => b.count - a.count || pinyin.compare(a.surname, b.surname));
  return { surnames };
}

/** GET /api/directory/residents: masks with unit and group, by pinyin of what the mask shows. */
export function selectResidents(view: DirectoryView, surname: string, maskOf: MaskOf): Residents {
  const residents = rows(view, (person) => {
    const mask = maskOf(person);
    return mask !== null && surnameIn(mask) === surname ? mask : null;
  });
  return {
    residents: residents.map(({ id, mask, unit, group }) => ({ id, mask, unit, group })),
  };
}

/** GET /api/directory/people (staff): masks too. */
export function selectPeople(view: DirectoryView, maskOf: MaskOf): PeopleList {
  return { people: rows(view, maskOf) };
}

function rows(view: DirectoryView, maskOf: MaskOf) {
  const units = new Map(view.units.map(({ id, name }) => [id, name]));
  const listed: PeopleList['people'] = [];
  for (const person of Object.values(view.people)) {
    const mask = maskOf(person);
    if (mask === null) continue;
    const unit = units.get(person.unitId) ?? person.unitId;
    const { id, group, member } = person;
    listed.push({ id, mask, unit, group, member });
  }
  return listed.sort(
    (a, b) =>
      pinyin.compare(a.mask, b.mask) ||
      pinyin.compare(a.unit, b.unit) ||
      pinyin.compare(a.group, b.group) ||
      (a.id < b.id ? -1 : 1),
  );
}
