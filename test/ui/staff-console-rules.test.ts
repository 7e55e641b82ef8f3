// The console's small rules that need no browser.
import { describe, expect, test } from 'vitest';
import { findItems, initialsOf, matchesNumber } from '../../ui/staff/services/find-items.ts';
import { materialsOf, missingIn } from '../../ui/staff/services/missing.ts';
import { slotsOf } from '../../ui/staff/services/slots.ts';
import { hallCatalogue } from './staff-hall.ts';

const { items } = hallCatalogue();

describe('an item', () => {
  test.each([
    ['高龄津贴申请', 'gljtsq'],
    ['城乡居民医保参保登记', 'cxjmybcbdj'],
    ['开具居住证明', 'kjjzzm'],
    ['二维码换证 2 次', 'ewmhz 2 c'],
    ['爱心、哺乳、若干、他人、挖掘、哦', 'ax、br、rg、tr、wj、o'],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test('is found by a part of its name or its initials, names first', () => {
    const names = (typed: string) => findItems(items, typed).map(({ name }) => name);
    expect(names('津贴')).toEqual(['高龄津贴申请']);
    expect(names(' JT ')).toEqual(['高龄津贴申请']);
    expect(names('zm')).toEqual(['开具居住证明']);
    expect(names('xyz')).toEqual([]);
    expect(names('')).toHaveLength(items.length);
  });
});

test('a number is found with or without its letter and its zeros', () => {
  for (const typed of ['A012', 'a012', 'a12', '12', '012', ' 12 ', '', 'A']) {
    expect(matchesNumber('A012', typed), typed).toBe(true);
  }
  for (const typed of ['B012', '1', '2', '120', 'A0121', '十二', 'A-12']) {
    expect(matchesNumber('A012', typed), typed).toBe(false);
  }
});

describe('times to book', () => {
  const week = (spans: { from: string; to: string }[]) => Array.from({ length: 7 }, () => spans);
  const usual = { from: '08:30', to: '10:00' };

  test('are half hours within opening hours, the lunch break left out', () => {
    const spans = [
      { from: '08:40', to: '10:00' },
      { from: '13:00', to: '14:10' },
    ];
    const hours = { week: week(spans), exceptions: [], lockMinutes: 15 };
    expect(slotsOf(hours, '2026-11-23', usual)).toEqual([
      '09:00',
      '09:30',
      '13:00',
      '13:30',
      '14:00',
    ]);
  });

  test('follow the weekday and its exceptions; without hours, the centre’s', () => {
    const open = [{ from: '09:00', to: '09:30' }];
    const monday = [open, [], [], [], [], [], []];
    const exceptions = [{ day: '2026-11-30', spans: [], reason: '停电' }];
    const hours = { week: monday, exceptions, lockMinutes: 0 };
    expect(slotsOf(hours, '2026-11-23', usual)).toEqual(['09:00']);
    expect(slotsOf(hours, '2026-11-24', usual)).toEqual([]);
    expect(slotsOf(hours, '2026-11-30', usual)).toEqual([]);
    expect(slotsOf(null, '2026-11-24', usual)).toEqual(['08:30', '09:00', '09:30']);
  });
});

describe('what is missing', () => {
  test('of two items is asked for once', () => {
    expect(materialsOf(items.slice(0, 2)).map(({ name }) => name)).toEqual([
      '身份证',
      '户口簿',
      '银行卡',
    ]);
  });

  test('is what was ticked, then what was written, as much as the slip takes', () => {
    const materials = materialsOf(items.slice(0, 1));
    const ticked = new Set(['户口簿', '身份证']);
    expect(missingIn(materials, ticked, ' 照片 \n\n照片\n')).toEqual([
      '身份证：原件和复印件各 1 份',
      '户口簿',
      '照片',
    ]);
    const much = Array.from({ length: 40 }, (_, index) => `${index}${'长'.repeat(100)}`);
    const cut = missingIn([], new Set(), much.join('\n'));
    expect(cut).toHaveLength(30);
    expect(Math.max(...cut.map(({ length }) => length))).toBe(80);
  });
});
