// Masks show what the wording allows, by what a reader calls one character.
import { expect, test } from 'vitest';
import { maskIdNumber, maskName, maskPhone } from '../../../server/privacy/mask.ts';

test.each([
  ['王小芳', '王*芳'],
  ['王芳', '王*'],
  ['王', '*'],
  ['', ''],
  [' 王小芳 ', '王*芳'],
  ['欧阳小芳', '欧阳**'],
  ['欧阳娜', '欧阳*'],
  ['欧阳', '欧*'],
  ['王李小芳', '王**芳'],
  ['𬭎小芳', '𬭎*芳'],
  ['王䶮', '王*'],
  ['㛃玥𬭎', '㛃*𬭎'],
  ['葛\u{E0100}小芳', '葛\u{E0100}*芳'],
  ['买买提·阿里', '买**·阿*'],
  ['John Smith', 'J*** S***'],
  ['Xi', 'X***'],
])('name %s → %s', (name, mask) => {
  expect(maskName(name)).toBe(mask);
});

test.each([
  ['13812345678', '138****5678'],
  ['02287654321', '022****4321'],
  ['87654321', '******21'],
  ['110', '***'],
])('phone %s → %s', (phone, mask) => {
  expect(maskPhone(phone)).toBe(mask);
});

test.each([
  ['120101199001011234', '120***********1234'],
  ['12010119900101123X', '120***********123X'],
  ['120101900101123', '120********1123'],
  ['E12345678', 'E******78'],
  ['AB12', '****'],
])('ID number %s → %s', (idNumber, mask) => {
  expect(maskIdNumber(idNumber)).toBe(mask);
});
