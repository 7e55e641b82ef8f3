// Chinese text → what espeak-ng's pinyin voice reads. Given characters it knows only the commonest reading of each: 银行 would
// become yín xíng, 校长 jiào cháng.
import { join } from 'node:path';
import { runChild } from '../child-process.ts';
import { readable } from './numerals.ts';

const SCRIPT = join(import.meta.dirname, 'pinyin-child.ts');
const DEADLINE_MS = 5_000;
const MAX_BYTES = 10_000;
const HAN = /\p{Script=Han}/gu;

/** Without the dictionary the text itself: worse, but it is said. Never rejects. */
export async function pinyinOf(text: string, stopped: AbortSignal): Promise<string> {
  const plain = readable(text);
  const outcome = await runChild({
    program: process.execPath,
    args: [SCRIPT],
    input: plain,
    deadlineMs: DEADLINE_MS,
    maxBytes: MAX_BYTES,
    stopped,
  });
  // A character that the dictionary lacks would be read as its code point; better not at all.
  const pinyin = outcome.ok ? outcome.output.toString('utf8').replace(HAN, '') : plain;
  return forVoice(pinyin);
}

/** The neutral tone is 5 there, pauses are ASCII, letters are spelled, and nothing else is understood. */
export function forVoice(pinyin: string): string {
  return pinyin
    .replace(/([a-zü])0/g, '$15')
    .replace(/[，、；：,;:]/g, ', ')
    .replace(/[。！？…!?]/g, '. ')
    .replace(/(?<![a-z])[A-Z]{2,}(?![a-z])/g, (letters) => [...letters].join(' '))
    .replace(/[^\p{Script=Han}a-zA-Zü0-9,. ]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
