// Long digits in groups that an eye can check: 138 0013 8000.

/** The groups of a phone number, filled up with empty places. */
export function phoneGroups(digits: string): string[] {
  const padded = digits.padEnd(11, ' ');
  return [padded.slice(0, 3), padded.slice(3, 7), padded.slice(7, 11)];
}

export function isPhone(digits: string): boolean {
  return /^1[3-9]\d{9}$/.test(digits);
}
