// Two small modules for tests of the store: numbers that are handed out, and people who may be forgotten.
import { Type } from 'typebox';
import { Personal } from '../../../../server/privacy/mark.ts';
import {
  type CommandDefinition,
  defineEvent,
  event,
  type ModuleDefinition,
  type RecordedEvent,
  type Sealed,
} from '../../../../server/store/module.ts';

export const dayOpened = defineEvent({
  type: 'toy.dayOpened',
  lifetime: 'standing',
  data: Type.Object({ day: Type.String() }),
});
export const taken = defineEvent({
  type: 'numbers.taken',
  lifetime: 'ageing',
  data: Type.Object({ numberId: Type.String(), number: Type.Integer(), text: Type.String() }),
});
export const printed = defineEvent({
  type: 'numbers.printed',
  lifetime: 'ageing',
  local: true,
  data: Type.Object({ numberId: Type.String() }),
});
export const personAdded = defineEvent({
  type: 'people.added',
  lifetime: 'standing',
  data: Type.Object({
    personId: Type.String(),
    keyId: Type.String(),
    name: Personal('name'),
    phone: Type.Optional(Personal('phone')),
    idNumber: Type.Optional(Personal('idNumber')),
  }),
});
export const personForgotten = defineEvent({
  type: 'people.forgotten',
  lifetime: 'standing',
  data: Type.Object({ personId: Type.String(), keyIds: Type.Array(Type.String()) }),
});

export interface NumbersView {
  day: string | null;
  /** Of all days: must never repeat. */
  last: number;
  /** Of the open day. */
  today: { id: string; number: number; text: string; hallMs: number }[];
}
export interface PeopleView {
  people: Record<string, { keyId: string; name: Sealed; phone: Sealed | null }>;
  forgottenKeys: string[];
}
export interface ToyViews {
  numbers: NumbersView;
  people: PeopleView;
}

type ToyEvent =
  | RecordedEvent<'toy.dayOpened', { day: string }>
  | RecordedEvent<'numbers.taken', { numberId: string; number: number; text: string }>
  | RecordedEvent<'people.added', { personId: string; keyId: string; name: Sealed; phone?: Sealed }>
  | RecordedEvent<'people.forgotten', { personId: string; keyIds: string[] }>;

const KEPT_NUMBERS = 200;

const numbers: ModuleDefinition<NumbersView> = {
  name: 'numbers',
  events: [dayOpened, taken, printed],
  initial: () => ({ day: null, last: 0, today: [] }),
  fold(view, recorded) {
    const event = recorded as ToyEvent;
    if (event.type === 'toy.dayOpened') {
      view.day = event.data.day;
      view.today = [];
    } else if (event.type === 'numbers.taken') {
      const { numberId, number, text } = event.data;
      if (text === 'cannot be folded') throw new Error('a defect of this module');
      view.last = number;
      view.today.push({ id: numberId, number, text, hallMs: event.hallMs });
      if (view.today.length > KEPT_NUMBERS) view.today.shift();
    }
  },
};

const people: ModuleDefinition<PeopleView> = {
  name: 'people',
  events: [personAdded, personForgotten],
  initial: () => ({ people: {}, forgottenKeys: [] }),
  fold(view, recorded) {
    const event = recorded as ToyEvent;
    if (event.type === 'people.added') {
      const { personId, keyId, name, phone } = event.data;
      view.people[personId] = { keyId, name, phone: phone ?? null };
    } else if (event.type === 'people.forgotten') {
      delete view.people[event.data.personId];
      view.forgottenKeys.push(...event.data.keyIds);
    }
  },
  indexes: [
    {
      name: 'people.phone',
      *entries(view) {
        for (const [id, { phone }] of Object.entries(view.people)) if (phone) yield [phone, id];
      },
    },
  ],
  forgottenKeys: (view) => view.forgottenKeys,
};

export const registry = [numbers, people] as const;
export const registryPath = import.meta.url;

const TextBody = Type.Object({ text: Type.String() });
type TakeNumber = CommandDefinition<ToyViews, typeof TextBody, { id: string; number: number }>;
export const takeNumber: TakeNumber = {
  type: 'numbers.take',
  body: TextBody,
  decide({ numbers: view }, { text }, context) {
    if (text === 'refuse') return { refused: 'NUMBERS_CLOSED', status: 409, params: {} };
    if (text === 'throw') throw new Error('a defect of this command');
    const number = view.last + 1;
    const id = context.id(0);
    return { events: [event(taken, { numberId: id, number, text })], reply: { id, number } };
  },
};

/** Two events and a local one. */
const NoBody = Type.Object({});
export const takePair: CommandDefinition<ToyViews, typeof NoBody, { numbers: number[] }> = {
  type: 'numbers.takePair',
  body: NoBody,
  decide({ numbers: view }, _body, context) {
    const [a, b] = [view.last + 1, view.last + 2];
    return {
      events: [
        event(taken, { numberId: context.id(0), number: a, text: 'a' }),
        event(taken, { numberId: context.id(1), number: b, text: 'b' }),
        event(printed, { numberId: context.id(1) }),
      ],
      reply: { numbers: [a, b] },
    };
  },
};

/** Changes nothing. */
export const countNumbers: CommandDefinition<ToyViews, typeof NoBody, { last: number }> = {
  type: 'numbers.count',
  body: NoBody,
  decide: ({ numbers: view }) => ({ events: [], reply: { last: view.last } }),
};

const DayBody = Type.Object({ day: Type.String() });
export const openDay: CommandDefinition<ToyViews, typeof DayBody, null> = {
  type: 'toy.openDay',
  body: DayBody,
  decide: (_views, { day }) => ({ events: [event(dayOpened, { day })], reply: null }),
};

const PersonBody = Type.Object({
  name: Type.String(),
  phone: Type.String(),
  idNumber: Type.Optional(Type.String()),
});
export const addPerson: CommandDefinition<ToyViews, typeof PersonBody, { id: string }> = {
  type: 'people.add',
  body: PersonBody,
  decide(_views, { name, phone, idNumber }, context) {
    const personId = context.randomId();
    const data = { personId, keyId: context.newKey(), name, phone };
    return {
      events: [event(personAdded, idNumber === undefined ? data : { ...data, idNumber })],
      reply: { id: personId },
    };
  },
};

const PhoneBody = Type.Object({ phone: Type.String() });
export const findPerson: CommandDefinition<ToyViews, typeof PhoneBody, { found: string[] }> = {
  type: 'people.find',
  body: PhoneBody,
  decide: (_views, { phone }, context) => ({
    events: [],
    reply: { found: [...context.find('people.phone', phone)] },
  }),
};

const IdBody = Type.Object({ id: Type.String() });
export const forgetPerson: CommandDefinition<ToyViews, typeof IdBody, null> = {
  type: 'people.forget',
  body: IdBody,
  decide({ people: view }, { id }) {
    const person = view.people[id];
    if (!person) return { refused: 'PERSON_UNKNOWN', status: 404, params: {} };
    const data = { personId: id, keyIds: [person.keyId] };
    return { events: [event(personForgotten, data)], reply: null };
  },
};
