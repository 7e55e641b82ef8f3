// Settling: no day twice, nothing of the ledger lost between settlements, whatever is withdrawn, refunded late or booked on a day
// that was settled already.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import { draftSettlement, moveSettlement } from '../../../../server/modules/shares/commands.ts';
import { selectSettlement, selectSettlements } from '../../../../server/modules/shares/pages.ts';
import { entriesBooked, type SharesView } from '../../../../server/modules/shares/schema.ts';
import { leftOver, standing, sumsOf } from '../../../../server/modules/shares/settling.ts';
import { event } from '../../../../server/store/module.ts';
import { dayAfter } from '../attendance/memory-kiosk.ts';
import { type Bench, createBench } from '../decide.ts';

const DAY = '2026-11-01';
const day = (offset: number) => dayAfter(DAY, offset);

function book(bench: Bench, on: string, amounts: Record<string, number>): void {
  const entries = Object.entries(amounts).map(([account, fen]) => ({
    account,
    fen,
    orderId: 'o',
    line: 0,
    title: '萝卜',
  }));
  bench.fold(event(entriesBooked, { day: on, entries }));
}

/** Ten days, the last one open. */
function bench(): Bench {
  const made = createBench();
  made.actor = { kind: 'staff', accountId: 'zhang' };
  for (let offset = 0; offset < 10; offset++) made.accept(openDay, { day: day(offset) });
  return made;
}
const linesOf = (made: Bench, id: string) => made.views.shares.settlements[id]?.lines;

describe('a draft', () => {
  test('has what its days booked, and keeps it', () => {
    const made = bench();
    book(made, day(0), { a: 500, b: 300 });
    book(made, day(1), { a: -200 });
    book(made, day(2), { a: 900 });
    const { id } = made.accept(draftSettlement, { from: day(0), to: day(1) });
    const frozen = [
      { account: 'a', earnedFen: 300, broughtFen: 0, payFen: 300 },
      { account: 'b', earnedFen: 300, broughtFen: 0, payFen: 300 },
    ];
    expect(linesOf(made, id)).toEqual(frozen);
    book(made, day(1), { a: 50 });
    expect(linesOf(made, id)).toEqual(frozen);
  });

  test('takes whole closed days only', () => {
    const made = bench();
    for (let offset = 0; offset < 10; offset++) book(made, day(offset), { a: 1 });
    const refused = (from: string, to: string) => made.refuse(draftSettlement, { from, to });
    expect(refused(day(0), day(9))).toBe('PERIOD_INVALID');
    expect(refused(day(0), day(30))).toBe('PERIOD_INVALID');
    expect(refused(day(3), day(2))).toBe('PERIOD_INVALID');
    expect(refused('2026-02-30', day(2))).toBe('PERIOD_INVALID');
    expect(refused('2020-01-01', day(2))).toBe('PERIOD_INVALID');
    made.accept(draftSettlement, { from: day(0), to: day(8) });
  });

  test.each([
    [2, 4],
    [0, 2],
    [4, 8],
    [0, 8],
    [3, 3],
  ])('no day in two of them: %i to %i', (from, to) => {
    const made = bench();
    for (let offset = 0; offset < 10; offset++) book(made, day(offset), { a: 1 });
    made.accept(draftSettlement, { from: day(2), to: day(4) });
    const again = { from: day(from), to: day(to) };
    expect(made.refuse(draftSettlement, again)).toBe('PERIOD_SETTLED');
    made.accept(draftSettlement, { from: day(5), to: day(8) });
    made.accept(draftSettlement, { from: day(0), to: day(1) });
  });

  test('nothing there is nothing to settle', () => {
    const made = bench();
    expect(made.refuse(draftSettlement, { from: day(0), to: day(8) })).toBe('NOTHING_TO_SETTLE');
  });
});

describe('refunds', () => {
  test('of a settled day come off the next period', () => {
    const made = bench();
    book(made, day(0), { a: 500 });
    made.accept(draftSettlement, { from: day(0), to: day(0) });
    book(made, day(1), { a: -500 });
    book(made, day(2), { a: 800 });
    const { id } = made.accept(draftSettlement, { from: day(1), to: day(2) });
    expect(linesOf(made, id)).toEqual([
      { account: 'a', earnedFen: 300, broughtFen: 0, payFen: 300 },
    ]);
  });

  test('larger than the sales are carried on in sight until sales make them good', () => {
    const made = bench();
    book(made, day(0), { a: 500, b: 100 });
    made.accept(draftSettlement, { from: day(0), to: day(0) });
    book(made, day(1), { a: -500, b: 100 });
    const second = made.accept(draftSettlement, { from: day(1), to: day(1) }).id;
    expect(linesOf(made, second)).toEqual([
      { account: 'a', earnedFen: -500, broughtFen: 0, payFen: 0 },
      { account: 'b', earnedFen: 100, broughtFen: 0, payFen: 100 },
    ]);
    const shown = selectSettlement(made.views, second);
    expect(shown).toMatchObject({ earnedFen: -400, payFen: 100, carriedFen: -500 });
    // Nothing of a is booked, and still it is in the list.
    book(made, day(2), { b: 70 });
    const third = made.accept(draftSettlement, { from: day(2), to: day(2) }).id;
    expect(linesOf(made, third)?.[0]).toEqual({
      account: 'a',
      earnedFen: 0,
      broughtFen: -500,
      payFen: 0,
    });
    book(made, day(3), { a: 800 });
    const fourth = made.accept(draftSettlement, { from: day(3), to: day(3) }).id;
    expect(linesOf(made, fourth)).toEqual([
      { account: 'a', earnedFen: 800, broughtFen: -500, payFen: 300 },
    ]);
    expect(leftOver(made.views.shares).size).toBe(0);
  });

  test('what is booked on a settled day, the date put back, is paid with the next period', () => {
    const made = bench();
    book(made, day(0), { a: 500 });
    made.accept(draftSettlement, { from: day(0), to: day(0) });
    book(made, day(0), { a: 40 });
    book(made, day(1), { a: 1 });
    const { id } = made.accept(draftSettlement, { from: day(1), to: day(1) });
    expect(linesOf(made, id)).toEqual([{ account: 'a', earnedFen: 1, broughtFen: 40, payFen: 41 }]);
  });
});

describe('steps', () => {
  function drafted(): { made: Bench; settlementId: string } {
    const made = bench();
    book(made, day(0), { a: 500 });
    const { id: settlementId } = made.accept(draftSettlement, { from: day(0), to: day(0) });
    return { made, settlementId };
  }

  test('draft, confirmed, paid, and no other way', () => {
    const { made, settlementId } = drafted();
    const refused = (state: 'confirmed' | 'paid') =>
      made.refuse(moveSettlement, { settlementId, state });
    expect(refused('paid')).toBe('SETTLEMENT_STATE_WRONG');
    made.accept(moveSettlement, { settlementId, state: 'confirmed' });
    expect(refused('confirmed')).toBe('SETTLEMENT_STATE_WRONG');
    made.accept(moveSettlement, { settlementId, state: 'paid' });
    for (const state of ['confirmed', 'paid'] as const) {
      expect(refused(state)).toBe('SETTLEMENT_STATE_WRONG');
    }
    const back = { settlementId, state: 'withdrawn', reason: '算错了' } as const;
    expect(made.refuse(moveSettlement, back)).toBe('SETTLEMENT_STATE_WRONG');
  });

  test('of none that is known', () => {
    const { made } = drafted();
    for (const settlementId of ['constructor', 'none']) {
      const move = { settlementId, state: 'confirmed' as const };
      expect(made.refuse(moveSettlement, move)).toBe('SETTLEMENT_NOT_FOUND');
    }
  });

  test('withdrawn, its days are free again and its carried amounts with it', () => {
    const { made, settlementId } = drafted();
    made.accept(moveSettlement, { settlementId, state: 'confirmed' });
    made.accept(moveSettlement, { settlementId, state: 'withdrawn', reason: ' 算错了 ' });
    const again = made.accept(draftSettlement, { from: day(0), to: day(0) });
    expect(linesOf(made, again.id)).toEqual([
      { account: 'a', earnedFen: 500, broughtFen: 0, payFen: 500 },
    ]);
    const [first] = selectSettlements(made.views).settlements.filter(
      ({ id }) => id === settlementId,
    );
    expect(first?.steps.map(({ state, reason }) => [state, reason])).toEqual([
      ['draft', ''],
      ['confirmed', ''],
      ['withdrawn', '算错了'],
    ]);
  });

  test('say who took them, and when one person took both', () => {
    const { made, settlementId } = drafted();
    made.views.accounts.accounts = {
      zhang: { id: 'zhang', name: '张主任', roles: ['manager'], pinHash: '', disabled: false },
      li: { id: 'li', name: '李会计', roles: ['manager'], pinHash: '', disabled: false },
    };
    made.actor = { kind: 'staff', accountId: 'li' };
    made.accept(moveSettlement, { settlementId, state: 'confirmed' });
    const shown = selectSettlement(made.views, settlementId);
    expect(shown?.steps.map(({ by }) => by)).toEqual(['张主任', '李会计']);
    expect(shown?.alone).toBe(false);
    made.accept(moveSettlement, { settlementId, state: 'withdrawn', reason: '重算' });
    const again = made.accept(draftSettlement, { from: day(0), to: day(0) }).id;
    made.accept(moveSettlement, { settlementId: again, state: 'confirmed' });
    expect(selectSettlement(made.views, again)?.alone).toBe(true);
  });
});

describe('the next period', () => {
  const next = (made: Bench) => selectSettlements(made.views).next;
  test('is from the first day that is not settled to yesterday, or to the day before one that is', () => {
    const made = bench();
    expect(next(made)).toBeNull();
    book(made, day(1), { a: 1 });
    book(made, day(9), { a: 1 });
    expect(next(made)).toEqual({ from: day(1), to: day(8) });
    book(made, day(5), { a: 1 });
    made.accept(draftSettlement, { from: day(4), to: day(6) });
    expect(next(made)).toEqual({ from: day(1), to: day(3) });
    made.accept(draftSettlement, { from: day(1), to: day(3) });
    expect(next(made)).toBeNull();
  });
});

type Step =
  | { do: 'book'; on: number; account: string; fen: number }
  | { do: 'draft'; from: number; days: number }
  | { do: 'confirmed' | 'paid' | 'withdrawn'; which: number };
const offset = fc.nat({ max: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      on: offset,
      account: fc.constantFrom('a', 'b', 'c'),
      fen: fc.integer({ min: -1000, max: 1000 }).filter((fen) => fen !== 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('draft' as const),
      from: offset,
      days: fc.nat({ max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('confirmed' as const, 'paid' as const, 'withdrawn' as const),
      which: fc.nat({ max: 10 }),
    }),
  },
);

function take(made: Bench, one: Step): void {
  switch (one.do) {
    case 'book':
      book(made, day(one.on), { [one.account]: one.fen });
      return;
    case 'draft': {
      const range = { from: day(one.from), to: day(Math.min(8, one.from + one.days)) };
      tried(() => made.accept(draftSettlement, range));
      return;
    }
    default: {
      const ids = Object.keys(made.views.shares.settlements);
      const settlementId = ids[one.which % Math.max(1, ids.length)] ?? 'none';
      const state = one.do;
      const body =
        state === 'withdrawn' ? { settlementId, state, reason: '重算' } : { settlementId, state };
      tried(() => made.accept(moveSettlement, body));
    }
  }
}

/** Says whether it was accepted. */
function tried(what: () => unknown): boolean {
  try {
    what();
    return true;
  } catch (error) {
    if (!String(error).includes('refused: ')) throw error;
    return false;
  }
}

/** By account: handed out + left over by settled days + booked on the others = the ledger. What is not so. */
function wrongWith(shares: SharesView): string[] {
  const settled = standing(shares);
  const covers = (on: string) => settled.filter(({ from, to }) => from <= on && on <= to).length;
  const twice = Object.keys(shares.byDay).filter((on) => covers(on) > 1);
  const lines = settled.flatMap((one) => one.lines);
  const open = sumsOf(shares, (on) => covers(on) === 0);
  const left = leftOver(shares);
  const lost = [...sumsOf(shares, () => true)].flatMap(([account, fen]) => {
    const paid = lines.reduce((sum, line) => sum + (line.account === account ? line.payFen : 0), 0);
    const found = paid + (left.get(account) ?? 0) + (open.get(account) ?? 0);
    return found === fen ? [] : [`${account}: ${found} of ${fen}`];
  });
  return [...twice, ...lost, ...lines.flatMap(({ payFen }) => (payFen < 0 ? ['below zero'] : []))];
}

test('settlements, what they left over and what is not settled make up the ledger, account by account', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const made = bench();
      const { shares } = made.views;
      for (const one of steps) {
        take(made, one);
        expect(wrongWith(shares)).toEqual([]);
      }
      const rest = Array.from({ length: 9 }, (_, n) => ({ from: day(n), to: day(n) }));
      const settled = rest.filter((range) => tried(() => made.accept(draftSettlement, range)));
      expect(wrongWith(shares)).toEqual([]);
      // The last of them hands out whatever is above zero anywhere.
      if (settled.length > 0) expect(Math.max(0, ...leftOver(shares).values())).toBe(0);
    }),
    { numRuns: 300 },
  );
});
