// Finding service items by name or by the initials of their pinyin: gljt finds 高龄津贴申请.
import type { ServiceItem } from '../../../server/modules/catalogue/schema.ts';
import { pinyinFirsts } from '../../text/zh-console.ts';

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each letter in the browser's own order of pinyin: no table of readings has to be shipped. */
const FIRSTS = [...pinyinFirsts];

export function initialsOf(name: string): string {
  return [...name].map(initialOf).join('');
}

function initialOf(char: string): string {
  if (!/\p{Script=Han}/u.test(char)) return char.toLowerCase();
  const index = FIRSTS.findLastIndex((first) => collator.compare(first, char) <= 0);
  return LETTERS[Math.max(0, index)] ?? '';
}

export function findItems(items: readonly ServiceItem[], typed: string): ServiceItem[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...items];
  const byName = items.filter(({ name }) => name.toLowerCase().includes(wanted));
  const byInitials = items.filter(
    (item) => !byName.includes(item) && initialsOf(item.name).includes(wanted),
  );
  return [...byName, ...byInitials];
}

/** 12, 012 and a012 all find A012; `B12` does not. */
export function matchesNumber(number: string, typed: string): boolean {
  const wanted = typed.trim().toUpperCase();
  if (wanted === '') return true;
  const [, letter, digits] = /^([A-Z]?)(\d*)$/.exec(wanted) ?? [];
  if (letter === undefined || digits === undefined) return false;
  if (letter !== '' && !number.startsWith(letter)) return false;
  return digits === '' || Number(number.slice(1)) === Number(digits);
}
