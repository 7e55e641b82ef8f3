// Free text on its way to the voice: numbers as people read them, characters with the reading they have in their word.
import { describe, expect, test } from 'vitest';
import { asNumber, digitByDigit, readable } from '../../../server/speech/numerals.ts';
import { forVoice, pinyinOf } from '../../../server/speech/pinyin.ts';

const running = new AbortController().signal;

test.each([
  [0, '零'],
  [3, '三'],
  [10, '十'],
  [12, '十二'],
  [20, '二十'],
  [99, '九十九'],
  [100, '一百'],
  [101, '一百零一'],
  [110, '一百一十'],
  [1005, '一千零五'],
  [1050, '一千零五十'],
  [9000, '九千'],
])('%i is %s', (value, text) => {
  expect(asNumber(value)).toBe(text);
});

test('the digits of a ticket: 幺 for 1, 零 for 0', () => {
  expect(digitByDigit('0123456789')).toBe('零幺二三四五六七八九');
});

test.each([
  ['请A012号到3号窗口', '请A零幺二号到三号窗口'],
  ['2026年11月27日14:30', '二零二六年十一月二十七日十四点三十分'],
  ['9:05开会，10:00结束', '九点零五分开会,十点整结束'],
  ['电话12345，13912345678', '电话幺二三四五,幺三九幺二三四五六七八'],
  ['满50%，共12.5公里', '满百分之五十,共十二点五公里'],
  ['１２号楼３０５室', '十二号楼三百零五室'],
  ['没有数字', '没有数字'],
])('%s → %s', (text, read) => {
  expect(readable(text)).toBe(read);
});

describe('pinyin', () => {
  test.each([
    ['请大家到二楼活动室开会', 'qing3 da4 jia1 dao4 er4 lou2 huo2 dong4 shi4 kai1 hui4'],
    // Each of these espeak-ng alone reads wrongly.
    ['银行', 'yin2 hang2'],
    ['校长', 'xiao4 zhang3'],
    ['重庆', 'chong2 qing4'],
    ['音乐', 'yin1 yue4'],
    ['睡觉', 'shui4 jiao4'],
    ['空调', 'kong1 tiao2'],
    ['头发', 'tou2 fa5'],
  ])('%s: %s', async (text, pinyin) => {
    expect(await pinyinOf(text, running)).toBe(pinyin);
  });

  test('letters are spelled, marks are pauses, what nobody can say is left out', async () => {
    expect(await pinyinOf('WIFI，请问？', running)).toBe('W I F I, qing3 wen4 .');
    expect(await pinyinOf('好😀\u{20000}好', running)).toBe('hao3 hao3');
  });

  test('without the dictionary the text itself goes to the voice', async () => {
    const stopped = AbortSignal.abort();
    expect(await pinyinOf('请到3号窗口', stopped)).toBe('请到三号窗口');
    expect(forVoice('好 。')).toBe('好 .');
  });
});
