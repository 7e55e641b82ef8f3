// An ID-card reader at the far end of a pty: answers with frames of the protocol pages, faults included.
import { readReply, idCardSample as sample } from './id-card-frames.ts';
import type { Pty } from './pty.ts';

/**
 * none · card: found, selected, read · stays: found again and again, as some readers do · pulled: gone between select and
 * read · leaving: gone between find and select · short: one byte of the read is lost · badSum: one is
 * another · broken: its security module does not work · silent: answers nothing.
 */
export type ReaderMood =
  | 'none'
  | 'card'
  | 'stays'
  | 'pulled'
  | 'leaving'
  | 'short'
  | 'badSum'
  | 'broken'
  | 'silent';

export interface SerialIdReader {
  put(text: Uint8Array, mood?: ReaderMood): void;
  lift(): void;
  mood: ReaderMood;
  /** Bytes that come before each answer, and how many bytes go out at once. */
  stray: Uint8Array;
  chunk: number;
  /** Questions so far. */
  readonly asked: string[];
}

export function createSerialIdReader(pty: Pty, { fingerprint = false } = {}): SerialIdReader {
  let text: Uint8Array = new Uint8Array(256);
  const names = ['find', 'select', 'read'] as const;

  function say(frame: Uint8Array): void {
    const bytes = Buffer.concat([reader.stray, frame]);
    for (let at = 0; at < bytes.length; at += reader.chunk) {
      pty.send(bytes.subarray(at, at + reader.chunk));
    }
  }

  function answer(name: (typeof names)[number]): Uint8Array {
    const { mood } = reader;
    if (mood === 'broken') return sample('self-test failed');
    if (mood === 'none') return sample(name === 'find' ? 'no card' : 'select failed');
    if (name === 'find') return sample('card found');
    if (name === 'select' && mood === 'leaving') {
      reader.mood = 'none';
      return sample('select failed');
    }
    if (name === 'select') return sample('card selected');
    // Like most: a card that was asked for once is found again only after it was lifted.
    if (mood !== 'stays') reader.mood = 'none';
    if (mood === 'pulled') return sample('read failed');
    const whole = readReply(text, fingerprint);
    if (mood === 'badSum') whole[700] = (whole[700] ?? 0) ^ 0xff;
    return mood === 'short' ? Buffer.concat([whole.subarray(0, 300), whole.subarray(301)]) : whole;
  }

  const reader: SerialIdReader = {
    put(next, mood = 'card') {
      text = next;
      reader.mood = mood;
    },
    lift() {
      reader.mood = 'none';
    },
    mood: 'none',
    stray: new Uint8Array(),
    chunk: 4_096,
    asked: [],
  };
  pty.onData((bytes) => {
    for (const name of names) {
      if (Buffer.compare(bytes, sample(`${name} question`)) !== 0) continue;
      reader.asked.push(name);
      if (reader.mood !== 'silent') say(answer(name));
    }
  });
  return reader;
}
