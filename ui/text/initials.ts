// The first letters of a name's pinyin, without a dictionary: the browser sorts Chinese by pinyin, so the place of a
// character among the first ones of each letter tells its letter. A character with two readings gets one of them.
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRST = [...'阿八嚓咑妸发旮哈丌咔垃妈拏喔妑七呥仨他穵夕丫帀'];
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** 高龄津贴 → gljt; what is no Chinese stays, in small letters. */
export function initialsOf(text: string): string {
  return [...text].map(initialOf).join('');
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase();
  const place = FIRST.findLastIndex((first) => order.compare(first, character) <= 0);
  return LETTERS[place] ?? '';
}
