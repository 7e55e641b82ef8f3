// The centre's own voice: one short sound file for each word, in a folder that the settings name. Looked at again whenever
// the list is asked for, so that a new recording needs no restart.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ClipWord } from './clips.ts';

export interface Sound {
  readonly type: string;
  readonly bytes: Buffer;
  readonly hash: string;
}

export interface Recordings {
  /** By name of the word; `damaged`: there is a file, but it is no sound, or too large. */
  read(words: readonly ClipWord[]): Promise<Map<string, Sound | 'damaged'>>;
}

/** A word takes a second: 200 KB as studio WAV. */
const MAX_BYTES = 1_000_000;
const TYPES: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
};

export function createRecordings(folder: string | null): Recordings {
  /** By path; a file whose size and time are the same is not read again. */
  let known = new Map<string, { readonly stamp: string; readonly sound: Sound | 'damaged' }>();

  async function readOne(path: string): Promise<Sound | 'damaged'> {
    const { size, mtimeMs, ino } = await stat(path);
    const stamp = `${size}-${mtimeMs}-${ino}`;
    const before = known.get(path);
    if (before?.stamp === stamp) return before.sound;
    const bytes = size > 0 && size <= MAX_BYTES ? await readFile(path) : null;
    const sound =
      bytes && looksLikeSound(bytes) ? soundOf(TYPES[suffixOf(path)] ?? '', bytes) : 'damaged';
    known.set(path, { stamp, sound });
    return sound;
  }

  return {
    async read(words) {
      const found = new Map<string, Sound | 'damaged'>();
      if (folder === null) return found;
      const files = await readdir(folder).catch(() => []);
      const kept = new Map<string, Sound | 'damaged'>();
      for (const { name, text } of words) {
        const file = files.find((one) => isOf(one, name) || isOf(one, text));
        if (file === undefined) continue;
        const path = join(folder, file);
        const sound = await readOne(path).catch(() => 'damaged' as const);
        kept.set(path, sound);
        found.set(name, sound);
      }
      known = new Map([...known].filter(([path]) => kept.has(path)));
      return found;
    },
  };
}

/** Names on a stick may have been decomposed or put in capitals on the way. */
function isOf(file: string, word: string): boolean {
  const suffix = suffixOf(file);
  if (!Object.hasOwn(TYPES, suffix)) return false;
  const stem = file.slice(0, -suffix.length).normalize('NFC');
  return stem.toLowerCase() === word.toLowerCase();
}

function suffixOf(file: string): string {
  return extname(file).toLowerCase();
}

/** WAV, Ogg, MP3 with a tag, MP3 without. */
function looksLikeSound(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 4);
  const mpegFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  return head === 'RIFF' || head === 'OggS' || head.startsWith('ID3') || mpegFrame;
}

export function soundOf(type: string, bytes: Buffer): Sound {
  return { type, bytes, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
}
