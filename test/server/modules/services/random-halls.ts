// Halls as fast-check invents them: a few services, windows for some of each, a queue of every kind of ticket.
import fc from 'fast-check';
import {
  passedOver,
  type Queued,
  type ServingWindow,
} from '../../../../server/modules/services/dispatch.ts';

const MINUTE_MS = 60_000;
const ITEMS = ['pension', 'land', 'card', 'birth'] as const;

export type Waiting = { -readonly [Key in keyof Queued]: Queued[Key] };

const itemIds = fc.uniqueArray(fc.constantFrom(...ITEMS), { minLength: 1, maxLength: 3 });

/** Numbered from 1; together they need not serve everything. */
export const anyWindows: fc.Arbitrary<ServingWindow[]> = fc
  .array(itemIds, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((ids, index) => ({ window: index + 1, itemIds: new Set<string>(ids) })));

const anyTicket = fc.record({
  itemIds: itemIds as fc.Arbitrary<string[]>,
  minute: fc.integer({ min: 0, max: 90 }),
  headStart: fc.constantFrom(0, 0, 0, 15, 30),
  strict: fc.constantFrom(false, false, false, false, true),
  onlyWindow: fc.constantFrom(null, null, null, null, 1, 2),
});

/** In the order of arrival, nobody overtaken yet. */
export function anyQueue(
  some: { plain?: boolean; maxLength?: number } = {},
): fc.Arbitrary<Waiting[]> {
  return fc.array(anyTicket, { maxLength: some.maxLength ?? 25 }).map((all) =>
    all
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, headStart, strict, itemIds: wanted, onlyWindow }, order) => ({
        id: `t${order}`,
        itemIds: some.plain ? ['pension'] : wanted,
        takenAtHallMs: minute * MINUTE_MS,
        keyMs: (minute - headStart) * MINUTE_MS,
        order,
        strict: !some.plain && strict,
        overtaken: 0,
        onlyWindow: some.plain ? null : onlyWindow,
      })),
  );
}

/** Takes the called one out of the queue; who came before and could have been called there was passed. */
export function callFrom(
  waiting: Waiting[],
  called: Waiting,
  window: ServingWindow,
  windows: readonly ServingWindow[],
): Waiting[] {
  waiting.splice(waiting.indexOf(called), 1);
  const passed = [...passedOver(waiting, called, window, windows)];
  for (const one of passed) one.overtaken += 1;
  return passed;
}
