// espeak-ng itself, and programs in its place that hang, lie, die or talk without end. Whatever happens is an answer.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEspeak, type Espeak, type EspeakOptions } from '../../../server/speech/espeak.ts';

let folder: string;
const started: Espeak[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'speech-'));
});
afterEach(() => {
  for (const espeak of started.splice(0)) espeak.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function espeakWith(options: EspeakOptions = {}): Espeak {
  const espeak = createEspeak(options);
  started.push(espeak);
  return espeak;
}

let programs = 0;
/** A shell script in its place. */
async function program(script: string): Promise<string> {
  const path = join(folder, `program-${++programs}`);
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

/** Seconds of a WAV file, by its own header. */
function secondsOf(wav: Buffer): number {
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  return wav.readUInt32LE(40) / wav.readUInt32LE(28);
}

describe('espeak-ng', () => {
  test('says a word as a whole WAV file, without the silence around it', async () => {
    const spoken = await espeakWith().say('qing3');
    if (!spoken.ok) throw new Error(spoken.fault);
    expect(secondsOf(spoken.wav)).toBeGreaterThan(0.2);
    expect(secondsOf(spoken.wav)).toBeLessThan(0.8);
    const [head, tail] = [spoken.wav.subarray(44, 44 + 1000), spoken.wav.subarray(-2000)];
    for (const part of [head, tail]) {
      const samples = Array.from({ length: part.length >> 1 }, (_, at) => part.readInt16LE(at * 2));
      expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(100);
    }
  });

  test('says many at once one after another, each its own', async () => {
    const espeak = espeakWith();
    const spoken = await Promise.all(['yi1', 'hao4 chuang1 kou3', 'ban4 li3'].map(espeak.say));
    const seconds = spoken.map((one) => (one.ok ? secondsOf(one.wav) : 0));
    expect(seconds[1]).toBeGreaterThan(Math.max(seconds[0] ?? 0, seconds[2] ?? 0));
  });

  test('hears neither of arguments nor of a shell in a text', async () => {
    const spoken = await espeakWith().say(`--version; $(touch ${folder}/pwned) qing3`);
    expect(spoken.ok).toBe(true);
    await expect(readFile(`${folder}/pwned`)).rejects.toThrow('ENOENT');
  });
});

describe('in its place', () => {
  test('nothing: missing, and for a while it is not looked for again', async () => {
    const espeak = espeakWith({ program: '/no/such/program' });
    expect(await espeak.say('qing3')).toEqual({ ok: false, fault: 'missing' });
    expect(await espeak.say('qing3')).toEqual({ ok: false, fault: 'missing' });
  });

  test('after its rest it is tried again', async () => {
    const path = join(folder, 'later');
    const espeak = espeakWith({ program: path, restMs: 0 });
    expect(await espeak.say('qing3')).toEqual({ ok: false, fault: 'missing' });
    await writeFile(path, '#!/bin/sh\nexec espeak-ng "$@"\n', { mode: 0o755 });
    expect(await espeak.say('qing3')).toMatchObject({ ok: true });
  });

  test('one that hangs is killed, and those who wait behind it are told at once', async () => {
    const pid = join(folder, 'hanging');
    const hanging = await program(`echo $$ > ${pid}; exec sleep 600`);
    const espeak = espeakWith({ program: hanging, deadlineMs: 300 });
    const spoken = await Promise.all(Array.from({ length: 50 }, () => espeak.say('qing3')));
    expect(new Set(spoken.map((one) => (one.ok ? 'ok' : one.fault)))).toEqual(new Set(['timeout']));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('one that is killed in the middle: said so, and the next word is said', async () => {
    const pid = join(folder, 'killed');
    const once = `[ -e ${pid} ] && exec espeak-ng "$@"; echo $$ > ${pid}; exec sleep 600`;
    const espeak = espeakWith({ program: await program(once) });
    const first = espeak.say('qing3');
    await expect.poll(() => isAlive(pid)).toBe(true);
    process.kill(Number(await readFile(pid, 'utf8')), 'SIGKILL');
    expect(await first).toEqual({ ok: false, fault: 'killed' });
    expect(await espeak.say('qing3')).toMatchObject({ ok: true });
  });

  test.each([
    ['what is no sound', 'echo hello', 'garbage'],
    ['nothing at all', 'exit 0', 'garbage'],
    ['a header alone', 'espeak-ng "$@" < /dev/null | head -c 44', 'garbage'],
    ['silence', 'espeak-ng --stdout " " | head -c 44; head -c 4000 /dev/zero', 'garbage'],
    ['an error', 'espeak-ng "$@"; exit 3', 'failed'],
    ['sound without end', 'cat /dev/zero', 'tooLarge'],
  ])('%s', async (_what, script, fault) => {
    const espeak = espeakWith({ program: await program(script) });
    expect(await espeak.say('qing3')).toEqual({ ok: false, fault });
  });

  test('one that leaves its pipe to somebody else does not hold anybody up', async () => {
    const espeak = espeakWith({ program: await program('sleep 600 & exit 0'), deadlineMs: 300 });
    expect((await espeak.say('qing3')).ok).toBe(false);
  });
});

describe('bounds', () => {
  test('a huge text is not said', async () => {
    expect(await espeakWith().say('a '.repeat(100_000))).toEqual({ ok: false, fault: 'tooLong' });
  });

  test('a crowd is turned away at the door', async () => {
    const espeak = espeakWith({ maxWaiting: 3 });
    const spoken = await Promise.all(Array.from({ length: 10 }, () => espeak.say('qing3')));
    const faults = spoken.map((one) => (one.ok ? 'ok' : one.fault));
    expect(faults.filter((fault) => fault === 'ok')).toHaveLength(3);
    expect(faults.filter((fault) => fault === 'busy')).toHaveLength(7);
    expect((await espeak.say('qing3')).ok).toBe(true);
  });

  test('stopping ends what is being said and refuses the rest', async () => {
    const pid = join(folder, 'stopped');
    const espeak = espeakWith({ program: await program(`echo $$ > ${pid}; exec sleep 600`) });
    const spoken = [espeak.say('qing3'), espeak.say('qing3')];
    await expect.poll(() => isAlive(pid)).toBe(true);
    espeak.stop();
    expect(await Promise.all(spoken)).toEqual([
      { ok: false, fault: 'closed' },
      { ok: false, fault: 'closed' },
    ]);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

async function isAlive(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!pid) return false;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ');
  return !/^State:\s+[ZX]/m.test(status);
}
