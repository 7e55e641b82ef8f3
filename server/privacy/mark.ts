// How a schema marks a personal field: name, phone, ID number. `execute` seals marked fields with the
// data key that the same event names in `keyId`; nothing else in the kiosk needs to know which fields are personal.
import { type TUnsafe, Type } from 'typebox';
import type { Sealed } from '../store/module.ts';

export type PersonalKind = 'name' | 'phone' | 'idNumber';

/** A sealed field of an event. `personal` is read by privacy/sealed.ts and by the architecture test. */
export function Personal(kind: PersonalKind): TUnsafe<Sealed> {
  return Type.Unsafe<Sealed>({
    type: 'object',
    additionalProperties: false,
    required: ['sealed'],
    properties: { sealed: { type: 'string', maxLength: 2048 } },
    personal: kind,
  });
}
