// The words of the hall: recorded ones first, espeak-ng for the rest, whole calls and free text once for all boards.
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Espeak, Spoken } from '../../../server/speech/espeak.ts';
import { createSpeech, type Speech } from '../../../server/speech/speech.ts';
import { wavOf } from '../../../server/speech/wav.ts';

let folder: string;
let speech: Speech;
/** What the stand-in for espeak-ng was told to say. */
let said: string[];
let answer: (pinyin: string) => Spoken;
let log: [level: string, message: string][];
const sound = (text: string) => wavOf(Buffer.from(`${text}${text.length % 2 ? ' ' : ''}`), 22_050);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clips-'));
  said = [];
  log = [];
  answer = (pinyin) => ({ ok: true, wav: sound(pinyin) });
  speech = speechWith(folder);
});
afterEach(async () => {
  speech.stop();
  await rm(folder, { recursive: true, force: true });
});

function speechWith(clipsDir: string | null, espeak?: Espeak): Speech {
  const standIn: Espeak = {
    say: async (pinyin) => {
      said.push(pinyin);
      return answer(pinyin);
    },
    stop() {},
  };
  const note = (level: string) => (_fields: object, message: string) =>
    void log.push([level, message]);
  const logger = { info: note('info'), warn: note('warn'), error: note('error') };
  return createSpeech({ clipsDir, logger, espeak: espeak ?? standIn });
}

async function sources(): Promise<Record<string, string>> {
  const clips = await speech.clips();
  return Object.fromEntries(clips.map(({ name, source }) => [name, source]));
}

describe('clips', () => {
  test('every word of every call, said once', async () => {
    const clips = await speech.clips();
    expect(clips).toHaveLength(42);
    expect(clips.every(({ source, hash }) => source === 'synthesised' && hash)).toBe(true);
    await speech.clips();
    expect(said).toHaveLength(42);
    expect((await speech.clip('yao'))?.bytes).toEqual(sound('yao1'));
    expect(await speech.clip('nothing')).toBeNull();
  });

  test('for the start and several boards at once: said once all the same', async () => {
    speech.start();
    await Promise.all([speech.clips(), speech.clips(), speech.clip('yao')]);
    expect(said).toHaveLength(42);
  });

  test('a recording goes first, by its text or its name, in any of three kinds', async () => {
    await writeFile(join(folder, '请.wav'), sound('a'));
    await writeFile(join(folder, 'YAO.OGG'), 'OggS and so on');
    await writeFile(join(folder, 'b.mp3'), 'ID3 and so on');
    await writeFile(join(folder, '号到.txt'), 'no sound');
    const found = await sources();
    expect(found).toMatchObject({ qing: 'recorded', yao: 'recorded', B: 'recorded' });
    expect(found).toMatchObject({ haodao: 'synthesised', ba: 'synthesised' });
    expect((await speech.clip('qing'))?.type).toBe('audio/wav');
    expect((await speech.clip('yao'))?.type).toBe('audio/ogg');
    expect((await speech.clip('B'))?.type).toBe('audio/mpeg');
  });

  test('a new recording is heard without a restart, and its hash says so', async () => {
    const path = join(folder, '请.wav');
    await writeFile(path, sound('a'));
    const hashOf = async () => (await speech.clips()).find(({ name }) => name === 'qing')?.hash;
    const before = await hashOf();
    await writeFile(path, sound('b'));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    expect(await hashOf()).not.toBe(before);
    await rm(path);
    expect(await sources()).toMatchObject({ qing: 'synthesised' });
  });

  test('a recording that is none is said by espeak-ng, and named', async () => {
    await writeFile(join(folder, '请.wav'), 'an unfinished copy');
    await writeFile(join(folder, '零.wav'), Buffer.concat([sound('a'), Buffer.alloc(1_000_000)]));
    await writeFile(join(folder, '二.wav'), '');
    const clips = await speech.clips();
    const damaged = clips.filter((one) => one.damaged).map(({ name, source }) => [name, source]);
    expect(damaged).toEqual([
      ['qing', 'synthesised'],
      ['ling', 'synthesised'],
      ['er', 'synthesised'],
    ]);
  });

  test('without folder and without espeak-ng every word is missing; said in the log once; later they come', async () => {
    speech = speechWith('/no/such/folder');
    answer = () => ({ ok: false, fault: 'missing' });
    expect(new Set(Object.values(await sources()))).toEqual(new Set(['missing']));
    expect(await speech.clip('qing')).toBeNull();
    expect(await speech.call('A012', 3)).toBeNull();
    expect(log).toEqual([['warn', 'espeak-ng did not speak']]);
    answer = (pinyin) => ({ ok: true, wav: sound(pinyin) });
    expect(new Set(Object.values(await sources()))).toEqual(new Set(['synthesised']));
  });
});

describe('whole sentences', () => {
  test('a call, from the words of its clips', async () => {
    await speech.call('A012', 23);
    expect(said).toEqual([
      'qing3 A ling2 yao1 er4 hao4 dao4 er4 shi2 san1 hao4 chuang1 kou3 ban4 li3',
    ]);
  });

  test('for several boards once; a failure is tried again', async () => {
    answer = () => ({ ok: false, fault: 'killed' });
    expect(await Promise.all([speech.call('A012', 3), speech.call('A012', 3)])).toEqual([
      null,
      null,
    ]);
    answer = (pinyin) => ({ ok: true, wav: sound(pinyin) });
    const [one, two] = await Promise.all([speech.call('A012', 3), speech.call('A012', 3)]);
    expect(one).not.toBeNull();
    expect(two).toBe(one);
    expect(said).toHaveLength(2);
  });

  test('free text, by its real reading', async () => {
    expect(await speech.text('a', '请到银行门口集合')).not.toBeNull();
    expect(said).toEqual(['qing3 dao4 yin2 hang2 men2 kou3 ji2 he2']);
  });

  test('a hundred texts do not stay in memory', async () => {
    for (let window = 1; window < 100; window++) await speech.call('A001', window);
    said = [];
    await speech.call('A001', 99);
    await speech.call('A001', 1);
    expect(said).toHaveLength(1);
  });
});
