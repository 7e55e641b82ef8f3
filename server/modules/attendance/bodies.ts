// Bodies and answers that only routes and commands of attendance know; what pages see is in schema.ts.
import { type Static, Type } from 'typebox';
import { Day } from '../centre/schema.ts';
import { CheckInBody, CheckOutBody, CorrectVisitBody, Purpose } from './schema.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });

/** What an ID card said. */
export const Card = Type.Object(
  { name: Type.String(), idNumber: Type.String(), birthDate: Type.Union([Day, Type.Null()]) },
  strict,
);
export type Card = Static<typeof Card>;
/** Instead of `readId`, the route hands over what the card said. */
export const CheckInCommandBody = Type.Union([
  Type.Exclude(CheckInBody, Type.Object({ method: Type.Literal('idCard') })),
  Type.Object(
    {
      method: Type.Literal('idCard'),
      purpose: Purpose,
      card: Card,
      notice: Type.String(),
      unitId: Type.Optional(Type.String()),
    },
    strict,
  ),
]);
export type CheckInCommandBody = Static<typeof CheckInCommandBody>;
export const CheckOutCommandBody = Type.Union([
  Type.Exclude(CheckOutBody, Type.Object({ method: Type.Literal('idCard') })),
  Type.Object({ method: Type.Literal('idCard'), card: Card }, strict),
]);
export type CheckOutCommandBody = Static<typeof CheckOutCommandBody>;
export const CorrectVisitCommandBody = Type.Object(
  { visitId: Id, ...CorrectVisitBody.properties },
  strict,
);
export const AdoptOptionsBody = Type.Object(
  { purposes: Type.Array(Purpose, { minItems: 1, maxItems: 7 }) },
  strict,
);
export const ExpirePersonalBody = Type.Object({}, strict);

export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);
export const IdReply = Type.Object({ id: Id }, strict);
export const VisitParams = Type.Object({ id: Id }, strict);
/** GET /api/attendance/visits?from&to&after */
export const VisitQuery = Type.Object(
  { from: Day, to: Day, after: Type.Optional(Type.String({ maxLength: 128 })) },
  strict,
);
/** GET /api/attendance/export?from&to&format, and the command that records it. */
export const ExportQuery = Type.Object(
  { from: Day, to: Day, format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) },
  strict,
);
export type ExportQuery = Static<typeof ExportQuery>;
