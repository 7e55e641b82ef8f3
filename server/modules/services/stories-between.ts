// The stories of all tickets of a range of days, day by day, as a stream out of the history, archives included. Recent days are
// read there too: the view keeps what windows need, not what happened.
import { setImmediate } from 'node:timers/promises';
import type { RecordedEvent } from '../../store/module.ts';
import type { DayClosed } from '../centre/schema.ts';
import type { ServicesEvent, ServicesView } from './schema.ts';
import { StoryBook, type TicketStory } from './ticket-story.ts';

type Gap = { readonly gap: { readonly from: number; readonly to: number } };
/** The part of the store that statistics need. */
export interface StoryStore {
  read<T>(select: (views: { services: ServicesView }) => T): Promise<T>;
  history(from?: number): AsyncIterable<RecordedEvent | Gap>;
}
export interface DayRange {
  readonly from: string;
  readonly to: string;
}
interface DayOfTickets {
  readonly day: string;
  readonly first: number;
  readonly last: number;
}
export interface StoryOptions {
  /** Told once, before the first story. */
  readonly onDays?: (days: number) => void;
  /** A day is read. */
  readonly onDay?: (day: string) => void;
  /** Records of these days are lost. */
  readonly onDamage?: (days: readonly string[]) => void;
}

/** Neither a long scan nor a long list may keep a tap waiting: after so many steps others get their turn. */
const STEPS_PER_TURN = 200;

export function daysWithTickets({ spans }: ServicesView, { from, to }: DayRange): DayOfTickets[] {
  return Object.entries(spans)
    .filter(([day]) => day >= from && day <= to)
    .map(([day, [first, last]]) => ({ day, first, last }))
    .sort((a, b) => a.day.localeCompare(b.day));
}

export async function* storiesBetween(
  store: StoryStore,
  range: DayRange,
  { onDays = () => {}, onDay = () => {}, onDamage = () => {} }: StoryOptions = {},
): AsyncGenerator<TicketStory> {
  const days = await store.read(({ services }) => daysWithTickets(services, range));
  onDays(days.length);
  const book = new StoryBook(days.map(({ day }) => day));
  const onGap = ({ gap }: Gap) => {
    const hit = days.filter(({ first, last }) => first <= gap.to && gap.from <= last);
    if (hit.length > 0) onDamage(hit.map(({ day }) => day));
  };
  let steps = 0;
  let next = 0;
  for await (const event of scan(store, days, onGap)) {
    book.apply(event as ServicesEvent | DayClosed);
    for (let day = days[next]; day && day.last <= event.seq; day = days[next]) {
      for (const story of book.take(day.day)) {
        yield story;
        steps += 1;
        if (steps % STEPS_PER_TURN === 0) await setImmediate();
      }
      onDay(day.day);
      next += 1;
    }
  }
  // The last event of these days is lost.
  for (const { day } of days.slice(next)) {
    yield* book.take(day);
    onDay(day);
  }
}

async function* scan(
  store: StoryStore,
  days: readonly DayOfTickets[],
  onGap: (gap: Gap) => void,
): AsyncGenerator<RecordedEvent> {
  const from = days.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY);
  const to = days.reduce((most, { last }) => Math.max(most, last), 0);
  if (to === 0) return;
  let steps = 0;
  for await (const item of store.history(from)) {
    if ('gap' in item) {
      onGap(item);
      if (item.gap.to >= to) return;
      continue;
    }
    if (item.seq > to) return;
    yield item;
    if (item.seq === to) return;
    steps += 1;
    if (steps % STEPS_PER_TURN === 0) await setImmediate();
  }
}
