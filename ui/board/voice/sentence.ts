// A call as the names of its clips. The digits of a number one by one, 1 as yao (幺); a window as a number.

const NUMBER_DIGITS = ['ling', 'yao', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'];
const COUNTING = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'];
const MAX_WINDOW = 99;

/** Null when it has a character that nobody recorded, or a window beyond counting. */
export function callClips(number: string, window: number): string[] | null {
  if (!/^[A-Z0-9]+$/.test(number) || window < 1 || window > MAX_WINDOW) return null;
  const spelled = [...number].map((character) => NUMBER_DIGITS[Number(character)] ?? character);
  return ['qing', ...spelled, 'haodao', ...counted(window), 'haochuangkou', 'banli'];
}

/** 1–99: 12 is ten-two, 20 two-ten, 35 three-ten-five. */
function counted(value: number): string[] {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return [
    ...(tens > 1 ? [COUNTING[tens] ?? ''] : []),
    ...(tens > 0 ? ['shi'] : []),
    ...(ones > 0 ? [COUNTING[ones] ?? ''] : []),
  ];
}
