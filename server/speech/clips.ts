// The words that calls are made of, and how espeak-ng is told to say each. A recording is a file of the same name or text.

export interface ClipWord {
  /** In addresses and file names: `haodao`. */
  readonly name: string;
  /** What somebody says who records it, and the other name its file may have: `号到`. */
  readonly text: string;
  readonly pinyin: string;
}

const WORDS: readonly ClipWord[] = [
  { name: 'qing', text: '请', pinyin: 'qing3' },
  { name: 'haodao', text: '号到', pinyin: 'hao4 dao4' },
  { name: 'haochuangkou', text: '号窗口', pinyin: 'hao4 chuang1 kou3' },
  { name: 'banli', text: '办理', pinyin: 'ban4 li3' },
  { name: 'ling', text: '零', pinyin: 'ling2' },
  { name: 'yao', text: '幺', pinyin: 'yao1' },
  { name: 'yi', text: '一', pinyin: 'yi1' },
  { name: 'er', text: '二', pinyin: 'er4' },
  { name: 'san', text: '三', pinyin: 'san1' },
  { name: 'si', text: '四', pinyin: 'si4' },
  { name: 'wu', text: '五', pinyin: 'wu3' },
  { name: 'liu', text: '六', pinyin: 'liu4' },
  { name: 'qi', text: '七', pinyin: 'qi1' },
  { name: 'ba', text: '八', pinyin: 'ba1' },
  { name: 'jiu', text: '九', pinyin: 'jiu3' },
  { name: 'shi', text: '十', pinyin: 'shi2' },
];

export const CLIPS: readonly ClipWord[] = [
  ...WORDS,
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => ({
    name: letter,
    text: letter,
    pinyin: letter,
  })),
];
