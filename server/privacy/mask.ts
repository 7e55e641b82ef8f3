// Masks: the only form of a name, phone or ID number that a screen, a slip or the hub may see. Pure.
import type { PersonalKind } from './mark.ts';

/** Surnames of two characters that are in use today: 欧阳小芳 is masked as 欧阳**, not 欧**芳. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 歐陽 上官 司马 司馬 东方 東方 独孤 南宫 闻人 夏侯 诸葛 諸葛 尉迟 尉遲 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 申屠 ' +
    '公孙 慕容 仲孙 钟离 鍾離 长孙 長孙 宇文 司徒 鲜于 司空 闾丘 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 ' +
    '轩辕 軒轅 拓跋 端木 纳兰 納蘭 完颜 耶律 叶赫 那拉 富察 即墨 达奚 褚师 第五 太史 巫马 公西 漆雕 乐正 宰父 谷梁 万俟'
  ).split(' '),
);

/** By what a reader sees as one character: 𬭎 is two UTF-16 units, 葛 with a variation selector two code points. */
const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

export function maskOf(kind: PersonalKind, value: string): string {
  switch (kind) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskPhone(value);
    case 'idNumber':
      return maskIdNumber(value);
  }
}

/** 王小芳 → 王*芳, 王芳 → 王*, 欧阳小芳 → 欧阳**, 买买提·阿里 → 买**·阿*, John Smith → J*** S***. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Latin}/u.test(trimmed)) return maskForeign(trimmed);
  const parts = trimmed.split(/[·•‧∙・]/u);
  if (parts.length > 1) return parts.map(keepFirst).join('·');
  const all = split(trimmed);
  const [first = '', second = ''] = all;
  if (all.length > 2 && COMPOUND_SURNAMES.has(first + second)) {
    return first + second + stars(all.length - 2);
  }
  if (all.length < 3) return keepFirst(trimmed);
  return first + stars(all.length - 2) + all.at(-1);
}

/** 13812345678 → 138****5678. Other lengths show the last two at most. */
export function maskPhone(phone: string): string {
  if (/^\d{11}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return maskMiddle(phone, 0, phone.length > 6 ? 2 : 0);
}

/** 120101199001011234 → 120***********1234. */
export function maskIdNumber(idNumber: string): string {
  if (/^\d{14,17}[\dXx]$/.test(idNumber)) return maskMiddle(idNumber, 3, 4);
  return maskMiddle(idNumber, idNumber.length > 6 ? 1 : 0, idNumber.length > 6 ? 2 : 0);
}

/** The number of stars says nothing about the name. */
function maskForeign(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${split(word)[0]}***`)
    .join(' ');
}

function keepFirst(text: string): string {
  const all = split(text);
  if (all.length < 2) return stars(all.length);
  return `${all[0]}${stars(all.length - 1)}`;
}

function maskMiddle(text: string, before: number, after: number): string {
  const all = split(text);
  const hidden = Math.max(0, all.length - before - after);
  return [
    ...all.slice(0, before),
    stars(hidden),
    ...(after > 0 ? all.slice(before + hidden) : []),
  ].join('');
}

function split(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
}

function stars(count: number): string {
  return '*'.repeat(count);
}
