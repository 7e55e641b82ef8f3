// Cards of people who do not exist: the sequence 000 of an ID number is never given out.
import type { VirtualCardKind } from '../../../devices/schema.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';

export interface SampleCard {
  key: keyof typeof zhDesk.virtual.samples;
  kind: VirtualCardKind;
  name: string;
  idNumber: string;
  birthDate: string;
}
const REGION = '120111';
/** Residence cards of people from Taiwan. */
const TAIWAN = '830000';
const SEQUENCE = '000';
/** Three letters of a country, twelve digits. */
const FOREIGN_NUMBER = 'GBR110085061000';
/** GB 11643. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

function card(
  key: SampleCard['key'],
  birthDate: string,
  kind: VirtualCardKind = 'resident',
): SampleCard {
  const region = kind === 'hongKongMacaoTaiwan' ? TAIWAN : REGION;
  const digits = `${region}${birthDate.replaceAll('-', '')}${SEQUENCE}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const idNumber = kind === 'foreigner' ? FOREIGN_NUMBER : digits + CHECK_DIGITS[sum % 11];
  return { key, kind, name: zhDesk.virtual.samples[key], idNumber, birthDate };
}

/** A child stays a child however long the demo lives. */
function yearsAgo(years: number): string {
  return `${new Date().getFullYear() - years}-01-08`;
}

export const sampleCards: readonly SampleCard[] = [
  card('adult', '1970-03-08'),
  card('elder', '1948-10-01'),
  card('child', yearsAgo(9)),
  card('rare', '1993-06-21'),
  card('foreigner', '1985-06-10', 'foreigner'),
  card('taiwan', '1979-11-02', 'hongKongMacaoTaiwan'),
  card('worn', '1970-03-08', 'unreadable'),
  card('other', '1990-01-01', 'otherKind'),
];
