// Who buys: a phone, the card that was read or a member's code. The same person over these ways counts once, as far as they
// can be told apart: somebody whom the directory knows by both is one, a phone that a household shares counts for all of it.
import { type DecideContext, event, type NewEvent, type Refused } from '../../store/module.ts';
import { refuse as refuseVisitor } from '../attendance/schema.ts';
import { hasAged } from '../centre/reading.ts';
import type { CentreView } from '../centre/schema.ts';
import { isMinor, theOne } from '../directory/reading.ts';
import type { DirectoryView, Person } from '../directory/schema.ts';
import type { BuyerBy } from './page-schema.ts';
import { buyersForgotten, type Order, type OrdersView } from './schema.ts';

/** What the order keeps of them: nothing that the directory has already. */
export interface Buying {
  readonly personId: string | null;
  readonly keyId: string | null;
  readonly name?: string;
  readonly phone?: string;
  readonly idNumber?: string;
  /** Their orders so far; null: nobody said who buys. */
  readonly orderIds: readonly string[] | null;
}
interface Reads {
  readonly orders: OrdersView;
  readonly directory: DirectoryView;
  readonly centre: CentreView;
}

export function buyerOf(
  { orders, directory, centre }: Reads,
  by: BuyerBy | undefined,
  context: DecideContext,
): Buying | Refused {
  if (!by) return { personId: null, keyId: null, orderIds: null };
  const known = (person: Person, ids: readonly string[]): Buying => ({
    personId: person.id,
    keyId: null,
    orderIds: [...new Set([...ids, ...ordersOf(orders, person, context)])],
  });
  switch (by.method) {
    case 'phone': {
      const { phone } = by;
      const orderIds = context.find('orders.phone', phone);
      const person = theOne(directory, context.find('directory.phone', phone));
      return person
        ? known(person, orderIds)
        : { personId: null, keyId: context.newKey(), phone, orderIds };
    }
    case 'idCard': {
      const { name, birthDate } = by.card;
      const idNumber = by.card.idNumber.toUpperCase();
      if (isMinor(birthDate, idNumber, centre.day ?? '')) return refuseVisitor('GUARDIAN_NEEDED');
      const orderIds = context.find('orders.idNumber', idNumber);
      const person = theOne(directory, context.find('directory.idNumber', idNumber));
      return person
        ? known(person, orderIds)
        : { personId: null, keyId: context.newKey(), name, idNumber, orderIds };
    }
    case 'code': {
      const code = context.readCode(by.code);
      const person = code?.kind === 'member' ? theOne(directory, [code.id]) : null;
      return person ? known(person, []) : refuseVisitor('CODE_NOT_OURS');
    }
  }
}

/** Made before they stood in the directory, too. */
function ordersOf(view: OrdersView, person: Person, { open, find }: DecideContext): string[] {
  const phone = person.phone && open(person.phone);
  const idNumber = person.idNumber && open(person.idNumber);
  return [
    ...Object.values(view.orders)
      .filter(({ personId }) => personId === person.id)
      .map(({ id }) => id),
    ...(phone ? find('orders.phone', phone.value) : []),
    ...(idNumber ? find('orders.idNumber', idNumber.value) : []),
  ];
}

/** Days that a buyer's phone or card is kept once nothing more is to be done: somebody comes back with bad goods. */
const KEPT_DAYS = 30;
/** Key ids in one event: a line of the journal stays short. */
const KEYS_PER_EVENT = 500;

/** The keys of buyers whose order is over long enough, or who were promised that it would be. */
export function expiredBuyers({ orders, centre }: Reads, context: DecideContext): string[] {
  const personalDays = centre.profile?.personalDays ?? Number.POSITIVE_INFINITY;
  const isDue = ({ over, reservedAtMs, reservedAtHallMs }: Order) =>
    (over !== null && hasAged(over, Math.min(KEPT_DAYS, personalDays), context)) ||
    hasAged({ ms: reservedAtMs, hallMs: reservedAtHallMs }, personalDays, context);
  return Object.values(orders.orders)
    .filter(isDue)
    .flatMap(({ keyId }) => (keyId === null ? [] : [keyId]));
}

export function destroyed(keyIds: readonly string[], reason: string | null): NewEvent[] {
  const events: NewEvent[] = [];
  for (let at = 0; at < keyIds.length; at += KEYS_PER_EVENT) {
    events.push(event(buyersForgotten, { keyIds: keyIds.slice(at, at + KEYS_PER_EVENT), reason }));
  }
  return events;
}
