// Units come from settings; managers add people and, when somebody asks for it, forget them.
import { type CommandDefinition, event } from '../../store/module.ts';
import type { AttendanceView } from '../attendance/schema.ts';
import type { OrdersView } from '../orders/schema.ts';
import type { RatingsView } from '../ratings/schema.ts';
import {
  AddPersonBody,
  AdoptUnitsBody,
  type DirectoryView,
  ForgetPersonBody,
  personAdded,
  personForgotten,
  refuse,
  unitsAdopted,
} from './schema.ts';
import { keyOfTheirs, type Traveller, traceOf, visitIn } from './trace.ts';
import { personById } from './view.ts';

interface Reads {
  directory: DirectoryView;
}
/** Wherever somebody may have left a phone or a card. */
interface Traces extends Reads {
  attendance: AttendanceView;
  ratings: RatingsView;
  orders: OrdersView;
}

/** Settings are adopted at every start; only a change is worth an event. */
export const adoptUnits: CommandDefinition<Reads, typeof AdoptUnitsBody, { adopted: boolean }> = {
  type: 'directory.adoptUnits',
  body: AdoptUnitsBody,
  decide({ directory }, { units }) {
    const same = JSON.stringify(units) === JSON.stringify(directory.units);
    return { events: same ? [] : [event(unitsAdopted, { units })], reply: { adopted: !same } };
  },
};

export const addPerson: CommandDefinition<Reads, typeof AddPersonBody, { id: string }> = {
  type: 'directory.addPerson',
  body: AddPersonBody,
  decide({ directory }, body, context) {
    const { phone, unitId, group, member } = body;
    const name = body.name.trim();
    const idNumber = body.idNumber?.toUpperCase();
    if (!directory.units.some(({ id }) => id === unitId)) return refuse('UNIT_NOT_FOUND');
    const sameNumber = idNumber === undefined ? [] : context.find('directory.idNumber', idNumber);
    // A family shares a phone, but hardly two of one name do.
    const samePhone = phone === undefined ? [] : context.find('directory.phone', phone);
    const twins = samePhone.filter((id) => {
      const person = personById(directory, id);
      return person !== null && context.open(person.name)?.value === name;
    });
    if (sameNumber.length > 0 || twins.length > 0) return refuse('PERSON_EXISTS');

    const personId = context.randomId();
    const added = event(personAdded, {
      personId,
      keyId: context.newKey(),
      name,
      ...(phone !== undefined && { phone }),
      ...(idNumber !== undefined && { idNumber }),
      unitId,
      group,
      member,
    });
    return { events: [added], reply: { id: personId } };
  },
};

/** What only the history knows: the visit that is meant, and keys of visits that have left memory. */
export interface OlderTraces {
  readonly visit: Traveller | null;
  readonly keyIds: readonly string[];
}

/**
 * Destroys the person's key and those of every visit made, bad rating left and thing ordered with their phone or card. What the history adds is no part
 * of the body: a second attempt must be the same command although the first one left nothing to be found.
 */
export function forgetPerson(
  older: OlderTraces,
): CommandDefinition<Traces, typeof ForgetPersonBody, { keys: number }> {
  return {
    type: 'directory.forgetPerson',
    body: ForgetPersonBody,
    decide(views, body, context) {
      const visit = visitIn(views.attendance, body.visitId) ?? older.visit;
      const trace = traceOf(views, body, visit, context.open, context.find);
      if (body.personId !== undefined && !trace.person) return refuse('PERSON_NOT_FOUND');
      const keyIds = new Set(older.keyIds);
      if (trace.person) keyIds.add(trace.person.keyId);
      if (visit?.keyId) keyIds.add(visit.keyId);
      for (const other of Object.values(views.attendance.visits)) {
        const keyId = keyOfTheirs(other, trace, context.open);
        if (keyId !== null) keyIds.add(keyId);
      }
      for (const { keyId, contact } of Object.values(views.ratings.cases)) {
        const left = keyOfTheirs({ keyId, phone: contact, idNumber: null }, trace, context.open);
        if (left !== null) keyIds.add(left);
      }
      for (const order of Object.values(views.orders.orders)) {
        const left = keyOfTheirs(order, trace, context.open);
        if (left !== null) keyIds.add(left);
      }
      if (keyIds.size === 0) return refuse('PERSON_NOT_FOUND');
      const personId = trace.person?.id ?? null;
      return {
        events: [event(personForgotten, { personId, keyIds: [...keyIds], reason: body.reason })],
        reply: { keys: keyIds.size },
      };
    },
  };
}
