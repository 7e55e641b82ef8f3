// How numbers are read aloud. A ticket's digits one by one, 1 as 幺 and 0 as 零, as every hall does; a window as a number.

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES = ['', '十', '百', '千'];

/** 012 → 零幺二 */
export function digitByDigit(digits: string, one: '幺' | '一' = '幺'): string {
  return [...digits].map((digit) => (digit === '1' ? one : DIGITS[Number(digit)])).join('');
}

/** 0–9999: 12 → 十二, 305 → 三百零五 */
export function asNumber(value: number): string {
  if (value === 0) return '零';
  const digits = [...String(value)].map(Number);
  let text = '';
  digits.forEach((digit, at) => {
    const place = digits.length - 1 - at;
    if (digit > 0) text += `${DIGITS[digit]}${PLACES[place]}`;
    // One zero stands for a gap, none for the end.
    else if (!text.endsWith('零') && digits.slice(at).some((later) => later > 0)) text += '零';
  });
  return text.replace(/^一十/, '十');
}

/** The text of an announcement with its numbers in characters, as somebody would read it. */
export function readable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/([A-Za-z])(\d{2,5})(?!\d)/g, (_all, letter, digits) => letter + digitByDigit(digits))
    .replace(/(\d{4})(?=年)/g, (year) => digitByDigit(year, '一'))
    .replace(/(?<!\d)(\d{1,2}):(\d{2})(?!\d)/g, (_all, hour, minute) => clock(hour, minute))
    .replace(/(?<![\d.])(\d{1,4})(?:\.(\d+))?%/g, (_all, whole, part) => percent(whole, part))
    .replace(/(?<![\d.])(\d{1,4})\.(\d+)(?![\d.])/g, (_all, whole, part) => decimal(whole, part))
    .replace(/\d+/g, (digits) =>
      digits.length > 4 || (digits.length > 1 && digits.startsWith('0'))
        ? digitByDigit(digits)
        : asNumber(Number(digits)),
    );
}

function clock(hour: string, minute: string): string {
  const minutes = Number(minute);
  const past = minutes < 10 ? `零${asNumber(minutes)}分` : `${asNumber(minutes)}分`;
  return `${asNumber(Number(hour))}点${minutes === 0 ? '整' : past}`;
}
function decimal(whole: string, part: string): string {
  return `${asNumber(Number(whole))}点${digitByDigit(part, '一')}`;
}
function percent(whole: string, part: string | undefined): string {
  return `百分之${part === undefined ? asNumber(Number(whole)) : decimal(whole, part)}`;
}
