// The bookings of a range of days, one by one, as a stream out of the history, archives included: the view keeps sums only.
import { setImmediate } from 'node:timers/promises';
import type { RecordedEvent } from '../../store/module.ts';
import type { DayRange, LedgerEntry, SharesEvent, SharesView } from './schema.ts';
import { isIn } from './settling.ts';

/** The part of the store that the ledger's readers need. */
export interface LedgerStore {
  read<T>(select: (views: { shares: SharesView }) => T): Promise<T>;
  history(from?: number): AsyncIterable<RecordedEvent | { gap: { from: number; to: number } }>;
}
export interface Booking {
  readonly seq: number;
  readonly day: string;
  readonly atMs: number;
  readonly entries: readonly LedgerEntry[];
}
export interface BookingOptions {
  /** Only what was recorded after this seq. */
  readonly after?: number;
  /** Records between the first and the last booking of the range are lost. */
  readonly onDamage?: () => void;
}

/** A long scan must not keep a tap waiting: after so many steps others get their turn. */
const STEPS_PER_TURN = 200;

export async function* bookingsBetween(
  store: LedgerStore,
  range: DayRange,
  { after = 0, onDamage = () => {} }: BookingOptions = {},
): AsyncGenerator<Booking> {
  const spans = await store.read(({ shares }) =>
    Object.entries(shares.spans).flatMap(([day, span]) => (isIn(day, range) ? [span] : [])),
  );
  const last = spans.reduce((most, [, to]) => Math.max(most, to), 0);
  const first = spans.reduce((least, [from]) => Math.min(least, from), Number.POSITIVE_INFINITY);
  const from = Math.max(first, after + 1);
  if (from > last) return;
  let steps = 0;
  for await (const item of store.history(from)) {
    if ('gap' in item) {
      if (item.gap.from <= last) onDamage();
      if (item.gap.to >= last) return;
      continue;
    }
    if (item.seq > last) return;
    const event = item as SharesEvent;
    if (event.type === 'shares.entriesBooked' && isIn(event.data.day, range)) {
      const { seq, wallMs: atMs, data } = event;
      yield { seq, atMs, ...data };
    }
    if (item.seq === last) return;
    steps += 1;
    if (steps % STEPS_PER_TURN === 0) await setImmediate();
  }
}
