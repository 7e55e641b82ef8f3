// The residents and members a visitor may pick themselves from; only a mask of a name ever leaves.
import { type Static, Type } from 'typebox';
import { Personal } from '../../privacy/mark.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;

/** A village, area, enterprise or branch that a visitor comes from. */
export const Unit = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,32}$' }),
    name: Type.String({ maxLength: 40 }),
    kind: Type.Union([
      Type.Literal('village'),
      Type.Literal('enterprise'),
      Type.Literal('branch'),
      Type.Literal('other'),
    ]),
  },
  strict,
);
export type Unit = Static<typeof Unit>;

export const unitsAdopted = defineEvent({
  type: 'directory.unitsAdopted',
  lifetime: 'standing',
  data: Type.Object({ units: Type.Array(Unit, { maxItems: 2000 }) }, strict),
});
export const personAdded = defineEvent({
  type: 'directory.personAdded',
  lifetime: 'standing',
  data: Type.Object(
    {
      personId: Type.String(),
      keyId: Type.String(),
      name: Personal('name'),
      phone: Type.Optional(Personal('phone')),
      idNumber: Type.Optional(Personal('idNumber')),
      unitId: Type.String(),
      /** 三组: tells two 王*芳 apart without naming them. */
      group: Type.String({ maxLength: 20 }),
      member: Type.Boolean(),
    },
    strict,
  ),
});
/** Forgetting destroyed these keys: of the person and of every visit made with their phone or card. */
export const personForgotten = defineEvent({
  type: 'directory.personForgotten',
  lifetime: 'standing',
  data: Type.Object(
    {
      personId: Type.Union([Type.String(), Type.Null()]),
      keyIds: Type.Array(Type.String(), { minItems: 1 }),
      reason: Type.String({ maxLength: 200 }),
    },
    strict,
  ),
});
export type UnitsAdopted = Recorded<typeof unitsAdopted>;
export type PersonAdded = Recorded<typeof personAdded>;
export type PersonForgotten = Recorded<typeof personForgotten>;
export type DirectoryEvent = UnitsAdopted | PersonAdded | PersonForgotten;

export interface Person {
  id: string;
  keyId: string;
  name: { sealed: string };
  phone: { sealed: string } | null;
  idNumber: { sealed: string } | null;
  unitId: string;
  group: string;
  member: boolean;
}
export interface DirectoryView {
  units: Unit[];
  people: Record<string, Person>;
  forgottenKeys: string[];
}

export const directoryRefusals = {
  PERSON_NOT_FOUND: 404,
  UNIT_NOT_FOUND: 400,
  PERSON_EXISTS: 409,
} as const;
export type DirectoryRefusal = keyof typeof directoryRefusals;
export const refuse = refusals(directoryRefusals);

export const AdoptUnitsBody = Type.Object({ units: Type.Array(Unit, { maxItems: 2000 }) }, strict);
export const AddPersonBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    phone: Type.Optional(Type.String({ pattern: '^1[3-9]\\d{9}$' })),
    idNumber: Type.Optional(Type.String({ pattern: '^\\d{17}[\\dX]$' })),
    unitId: Type.String(),
    group: Type.String({ maxLength: 20 }),
    member: Type.Boolean(),
  },
  strict,
);
/** Forgets a resident by id, or the person behind one visit by the visit's id. */
export const ForgetPersonBody = Type.Object(
  {
    personId: Type.Optional(Type.String({ maxLength: 64 })),
    visitId: Type.Optional(Type.String({ maxLength: 64 })),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  },
  strict,
);

export const ForgetReply = Type.Object(
  {
    /** Data keys destroyed: the person's and those of visits. */
    forgotten: Type.Integer(),
    /** The day on which the last backup that still holds the keys is gone; null when there is none. */
    backupsGoneOn: Type.Union([Day, Type.Null()]),
  },
  strict,
);
export const IdReply = Type.Object({ id: Type.String() }, strict);
export const PersonParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict);
/** The text of a member's QR. */
export const MemberCode = Type.Object({ code: Type.String() }, strict);
/** GET /api/directory/people (staff) */
export const PeopleList = Type.Object(
  {
    people: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          mask: Type.String(),
          unit: Type.String(),
          group: Type.String(),
          member: Type.Boolean(),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type PeopleList = Static<typeof PeopleList>;

/** GET /api/directory/surnames: by surname, with how many residents carry it; most frequent first. */
export const Surnames = Type.Object(
  { surnames: Type.Array(Type.Object({ surname: Type.String(), count: Type.Integer() }, strict)) },
  strict,
);
export type Surnames = Static<typeof Surnames>;
/** GET /api/directory/residents?surname=王 */
export const Residents = Type.Object(
  {
    residents: Type.Array(
      Type.Object(
        { id: Type.String(), mask: Type.String(), unit: Type.String(), group: Type.String() },
        strict,
      ),
    ),
  },
  strict,
);
export type Residents = Static<typeof Residents>;
export const ResidentQuery = Type.Object(
  { surname: Type.String({ minLength: 1, maxLength: 16 }) },
  strict,
);
/** Slice `units` on the touchscreen. */
export interface UnitsSlice {
  units: Unit[];
}
