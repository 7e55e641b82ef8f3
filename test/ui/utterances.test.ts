// What a board says and in which order: rules that need no browser.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BoardSlice } from '../../server/modules/services/page-schema.ts';
import { callClips } from '../../ui/board/voice/sentence.ts';
import { createSpokenMemory } from '../../ui/board/voice/spoken.ts';
import {
  announcementsOn,
  callsOn,
  createNews,
  enqueue,
  isStanding,
  ROOM,
  type Utterance,
} from '../../ui/board/voice/utterances.ts';
import { isQuiet } from '../../ui/kit/quiet.ts';
import { boardCall } from './fake-slices.ts';

function call(number: string, id = number): Utterance {
  return { kind: 'call', id, atMs: 0, number, window: 1 };
}
function boardOf(...numbers: string[]): BoardSlice {
  const [now = null, ...last] = numbers.map((number, at) => boardCall(number, 1, 100 - at));
  return { now, last, waiting: [], paused: [] };
}

describe('the words of a call', () => {
  test.each([
    ['A012', 3, 'qing A ling yao er haodao san haochuangkou banli'],
    ['B110', 10, 'qing B yao yao ling haodao shi haochuangkou banli'],
    ['C1000', 12, 'qing C yao ling ling ling haodao shi er haochuangkou banli'],
    ['D007', 20, 'qing D ling ling qi haodao er shi haochuangkou banli'],
    ['E345', 99, 'qing E san si wu haodao jiu shi jiu haochuangkou banli'],
    ['AB689', 1, 'qing A B liu ba jiu haodao yi haochuangkou banli'],
  ])('%s at window %i', (number, window, words) => {
    expect(callClips(number, window)?.join(' ')).toBe(words);
  });

  test('what nobody recorded has none', () => {
    expect(callClips('甲001', 1)).toBeNull();
    expect(callClips('A-01', 1)).toBeNull();
    expect(callClips('A001', 0)).toBeNull();
    expect(callClips('A001', 100)).toBeNull();
  });
});

describe('waiting to be said', () => {
  test('in a crowd the older call of a number gives way, other numbers never', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 80 }), (called) => {
        let waiting: Utterance[] = [];
        called.forEach((one, at) => {
          waiting = enqueue(waiting, call(`A${one}`, String(at)));
        });
        const numbers = waiting.map((one) => (one.kind === 'call' ? one.number : ''));
        expect(new Set(numbers)).toEqual(new Set(called.map((one) => `A${one}`)));
        expect(waiting.length).toBeLessThanOrEqual(Math.max(ROOM, new Set(called).size));
        const ids = waiting.map(({ id }) => Number(id));
        expect(ids).toEqual([...ids].sort((a, b) => a - b));
      }),
    );
  });

  test('as long as there is room a number that is called again is said again', () => {
    const waiting = enqueue([call('A001', '1')], call('A001', '2'));
    expect(waiting.map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('still standing', () => {
  test('a call on the board, and one that left it with all before it', () => {
    const one = { ...call('A001'), atMs: 95 };
    expect(isStanding(one, boardOf('A003', 'A002', 'A001'), null)).toBe(true);
    expect(isStanding({ ...one, atMs: 1 }, boardOf('A003', 'A002'), null)).toBe(true);
  });

  test('neither one that older calls outlive nor one of a day that is over', () => {
    const one = { ...call('A001'), atMs: 1000 };
    expect(isStanding(one, boardOf('A003', 'A002'), null)).toBe(false);
    expect(isStanding(one, boardOf(), null)).toBe(false);
    expect(isStanding(one, null, null)).toBe(false);
  });
});

describe('news', () => {
  const ids = (news: Utterance[]) => news.map(({ id }) => id);
  const newsOn = (board: BoardSlice, ...before: BoardSlice[]) => {
    const news = createNews();
    for (const one of before) news.in(callsOn(one));
    return ids(news.in(callsOn(board)));
  };

  test('in the order in which they were made', () => {
    expect(newsOn(boardOf('A003', 'A002', 'A001'))).toEqual(['A001-98', 'A002-99', 'A003-100']);
    const shown = ['b', 'a'].map((id) => ({ id, text: '', atMs: 0, untilMs: 0 }));
    expect(ids(createNews().in(announcementsOn({ shown })))).toEqual(['a', 'b']);
  });

  test('an older call that comes back because a later one was undone is none', () => {
    const three = { now: boardCall('C', 1, 3), last: [boardCall('B', 1, 2), boardCall('A', 1, 1)] };
    const [two, only] = [three.last.slice(0, 1), three.last.slice(1)];
    const rest = { waiting: [], paused: [] };
    const c = { ...rest, now: three.now, last: two };
    expect(newsOn({ ...three, ...rest }, c)).toEqual([]);
    expect(newsOn({ ...three, ...rest }, { ...rest, now: two[0] ?? null, last: only })).toEqual([
      'C-3',
    ]);
  });

  test('what stands all day is news once, however much comes beside it', () => {
    const news = createNews();
    const standing = { kind: 'announcement', id: 'standing', atMs: 0 } as const;
    let seen = 0;
    for (let at = 0; at < 500; at++) {
      seen += ids(news.in([call(`A${at}`), standing])).filter((id) => id === 'standing').length;
    }
    expect(seen).toBe(1);
  });
});

describe('quiet hours', () => {
  const at = (time: string) => Date.parse(`2026-11-22T${time}:00+08:00`);
  const quietAt = (from: string, to: string, time: string) =>
    isQuiet({ from, to }, at(time), 'Asia/Shanghai');

  test('from the first minute to the one before the last', () => {
    expect(quietAt('12:00', '13:30', '11:59')).toBe(false);
    expect(quietAt('12:00', '13:30', '12:00')).toBe(true);
    expect(quietAt('12:00', '13:30', '13:29')).toBe(true);
    expect(quietAt('12:00', '13:30', '13:30')).toBe(false);
  });

  test('across midnight, and never when there are none', () => {
    expect(quietAt('22:00', '07:00', '23:00')).toBe(true);
    expect(quietAt('22:00', '07:00', '06:59')).toBe(true);
    expect(quietAt('22:00', '07:00', '12:00')).toBe(false);
    expect(isQuiet(null, at('12:00'), 'Asia/Shanghai')).toBe(false);
  });
});

describe('what was said', () => {
  test('is remembered, and bounded', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const memory = createSpokenMemory(storage);
    for (let at = 0; at < 500; at++) memory.add(`call-${at}`);
    const next = createSpokenMemory(storage);
    expect(next.has('call-499')).toBe(true);
    expect(next.has('call-0')).toBe(false);
    expect([...kept.values()].join('').length).toBeLessThan(1000);
  });

  test('is nothing when the storage is broken', () => {
    const full = () => {
      throw new Error('full');
    };
    const memory = createSpokenMemory({ getItem: () => '{"broken', setItem: full });
    memory.add('one');
    expect(memory.has('one')).toBe(true);
    expect(createSpokenMemory({ getItem: full, setItem: full }).has('one')).toBe(false);
  });
});
