// The hall's pages without a browser: what is sent for a cart, which documents a package needs, how many rows fit.
import { describe, expect, test } from 'vitest';
import { MOST_ITEMS as SERVER_MOST } from '../../server/modules/services/schema.ts';
import { rowsThatFit } from '../../ui/kit/fitted.tsx';
import { about } from '../../ui/text/zh-services.ts';
import {
  EMPTY_CART,
  MOST_ITEMS,
  packageOf,
  wantedOf,
  withItem,
  withoutItem,
} from '../../ui/touch/services/cart.ts';
import { generalItem, itemsOf, offerOf } from '../../ui/touch/services/catalogue.ts';
import { fitting } from '../../ui/touch/services/item-names.tsx';
import { mergeMaterials, missingOf } from '../../ui/touch/services/materials.ts';
import { fakeSlices } from './fake-slices.ts';

const company = {
  id: 'company',
  name: '开办企业“一件事”',
  note: '',
  itemIds: ['a', 'b', 'c'],
  retired: false,
};

describe('a cart', () => {
  const whole = { itemIds: ['a', 'b', 'c'], packageId: 'company' };

  test('of one item, of several, of a whole package', () => {
    expect(wantedOf(withItem(EMPTY_CART, 'a'), [])).toEqual({ itemId: 'a' });
    expect(wantedOf({ itemIds: ['a', 'b'], packageId: null }, [])).toEqual({ itemIds: ['a', 'b'] });
    expect(wantedOf(whole, [company])).toEqual({ packageId: 'company' });
    expect(packageOf(whole, [company])).toBe(company);
  });

  test('a package with something taken out or added is a list of items', () => {
    expect(wantedOf(withoutItem(whole, 'b'), [company])).toEqual({ itemIds: ['a', 'c'] });
    expect(wantedOf(withItem(whole, 'd'), [company])).toEqual({ itemIds: ['a', 'b', 'c', 'd'] });
    const one = withoutItem(withoutItem(whole, 'b'), 'c');
    expect(wantedOf(one, [company])).toEqual({ itemId: 'a' });
    expect(packageOf(one, [company])).toBeNull();
    // Taken out and added again it is whole, whatever the order.
    expect(wantedOf(withItem(withoutItem(whole, 'a'), 'a'), [company])).toEqual({
      packageId: 'company',
    });
  });

  test('a package that changed meanwhile is not asked for as a whole', () => {
    const grown = { ...company, itemIds: ['a', 'b', 'c', 'd'] };
    expect(wantedOf(whole, [grown])).toEqual({ itemIds: ['a', 'b', 'c'] });
  });

  test('holds each item once, and no more than the server takes; a whole package may be larger', () => {
    expect(MOST_ITEMS).toBe(SERVER_MOST);
    expect(withItem(whole, 'a')).toBe(whole);
    const itemIds = Array.from({ length: MOST_ITEMS + 1 }, (_, index) => `i${index}`);
    expect(wantedOf({ itemIds, packageId: null }, [])).toBeNull();
    expect(wantedOf({ itemIds: itemIds.slice(1), packageId: null }, [])).not.toBeNull();
    const large = { ...company, itemIds };
    expect(wantedOf({ itemIds, packageId: 'company' }, [large])).toEqual({ packageId: 'company' });
    expect(wantedOf(EMPTY_CART, [])).toBeNull();
  });
});

describe('documents', () => {
  const card = { name: '身份证', note: '原件', always: false };

  test('of several items are one list; needed for one, they are needed', () => {
    const merged = mergeMaterials([
      { materials: [card, { name: '照片', note: '', always: true }] },
      { materials: [{ ...card, note: '复印件', always: true }] },
      { materials: [{ ...card, note: '' }, card] },
    ]);
    expect(merged).toEqual([
      { name: '身份证', notes: ['原件', '复印件'], always: true },
      { name: '照片', notes: [], always: true },
    ]);
  });

  test('that only some need are not missed', () => {
    const needed = mergeMaterials([
      { materials: [card, { name: '照片', note: '', always: true }, { ...card, name: '委托书' }] },
    ]);
    expect(missingOf(needed, new Set()).map(({ name }) => name)).toEqual(['照片']);
    expect(missingOf(needed, new Set(['照片']))).toEqual([]);
  });
});

describe('what is offered', () => {
  const slicesOf = (change = {}) => {
    const { catalogue, services } = { ...fakeSlices(), ...change };
    const slices = { catalogue: { value: catalogue }, services: { value: services } };
    return offerOf({ slices } as unknown as Parameters<typeof offerOf>[0]);
  };

  test('is the catalogue and the queue together', () => {
    const { items, packages, departments } = slicesOf();
    expect([items.length, packages.length, departments.length]).toEqual([53, 5, 25]);
    expect(itemsOf({ items, packages, departments }, ['item-2', 'gone', 'item-1'])).toMatchObject([
      { id: 'item-2', waiting: 3, open: true },
      { id: 'item-1' },
    ]);
  });

  test('a package is offered as long as a window serves anything of it', () => {
    const { services } = fakeSlices();
    const items = services.items.map((row) => ({ ...row, served: false }));
    expect(slicesOf({ services: { ...services, items } }).packages).toEqual([]);
  });

  test('who does not know goes where somebody is', () => {
    const offer = slicesOf();
    const [first, second] = offer.items;
    if (!first || !second) throw new Error('no items');
    const shut = { ...first, general: true, open: false };
    const open = { ...second, general: true, open: true };
    expect(generalItem({ ...offer, items: [shut, open] })).toBe(open);
    expect(generalItem({ ...offer, items: [shut] })).toBe(shut);
    expect(generalItem({ ...offer, items: [{ ...shut, served: false }] })).toBeNull();
  });
});

test('rows fill the room; the pager takes some of it only when there is more', () => {
  const sizes = { row: 100, gap: 20, pager: 100 };
  expect(rowsThatFit(460, 3, sizes)).toBe(3);
  expect(rowsThatFit(460, 4, sizes)).toBe(4);
  expect(rowsThatFit(460, 5, sizes)).toBe(3);
  expect(rowsThatFit(50, 5, sizes)).toBe(1);
});

test('a range of minutes is said as people say it', () => {
  expect(about({ lowMinutes: 10, highMinutes: 15 })).toBe('约 10 到 15 分钟');
  expect(about({ lowMinutes: 10, highMinutes: 10 })).toBe('约 10 分钟');
  expect(about({ lowMinutes: 0, highMinutes: 5 })).toBe('5 分钟以内');
  expect(about({ lowMinutes: 0, highMinutes: 0 })).toBe('马上就到');
});

test('as many names as there is room for, in order', () => {
  const short = Array.from({ length: 20 }, (_, index) => `第 ${index} 件`);
  expect(fitting(short.slice(0, 8)).shown).toHaveLength(8);
  expect(fitting(short).shown).toEqual(short.slice(0, 8));
  expect(fitting(['长'.repeat(40), ...short]).shown).toHaveLength(7);
});
