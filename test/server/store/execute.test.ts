// Commands: decided in order, answered once they are on disk, and the same answer for the same id, also after a crash.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJournal, type Journal } from '../../../server/store/journal.ts';
import type { RecordedEvent } from '../../../server/store/module.ts';
import {
  addPerson,
  countNumbers,
  findPerson,
  forgetPerson,
  takeNumber,
  takePair,
} from './toy/registry.ts';
import {
  collect,
  DAY_MS,
  glassPrivacy,
  KIOSK,
  memoryLogger,
  request,
  type ToyStore,
  toyClock,
  toyStore,
} from './toy/toy-store.ts';

let dataDir: string;
const opened: ToyStore[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'execute-'));
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop().catch(() => undefined);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Parameters<typeof toyStore>[1] = {}): Promise<ToyStore> {
  const store = toyStore(dataDir, options);
  opened.push(store);
  await store.start();
  return store;
}

/** The real journal with a hand on the disk's acknowledgement. */
function heldJournal() {
  const journal = createJournal({ directory: `${dataDir}/journal`, kiosk: KIOSK });
  let release: () => void = () => undefined;
  let held: Promise<void> = Promise.resolve();
  const heldOne: Journal = {
    open: (...args) => journal.open(...args),
    read: (from) => journal.read(from),
    rotate: () => journal.rotate(),
    close: () => journal.close(),
    async append(lines) {
      const appended = journal.append(lines);
      await held;
      return appended;
    },
  };
  return {
    journal: heldOne,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('one command', () => {
  test('is recorded, folded and answered', async () => {
    const store = await start();
    const outcome = await store.execute(takeNumber, request({ text: 'x' }));
    expect(outcome).toEqual({ ok: true, replayed: false, reply: { id: 'T1-1-1', number: 1 } });
    expect(await store.read(({ numbers }) => numbers.last)).toBe(1);
  });

  test('of several events gets consecutive ids', async () => {
    const store = await start();
    await store.execute(takePair, request({}));
    const ids = await store.read(({ numbers }) => numbers.today.map(({ id }) => id));
    expect(ids).toEqual(['T1-1-1', 'T1-1-2']);
  });

  test('that is refused records nothing', async () => {
    const store = await start();
    const outcome = await store.execute(takeNumber, request({ text: 'refuse' }));
    expect(outcome).toMatchObject({ ok: false, refusal: { refused: 'NUMBERS_CLOSED' } });
    expect(await collect(store.history())).toEqual([]);
  });

  test('that throws harms nobody else', async () => {
    const store = await start();
    await expect(store.execute(takeNumber, request({ text: 'throw' }))).rejects.toThrow('defect');
    const next = await store.execute(takeNumber, request({ text: 'x' }));
    expect(next).toMatchObject({ ok: true, reply: { number: 1 } });
  });

  test('whose event cannot be folded leaves no trace, and commands around it stand', async () => {
    const store = await start();
    const before = store.execute(takeNumber, request({ text: 'before' }));
    const broken = store.execute(takeNumber, request({ text: 'cannot be folded' }));
    const after = store.execute(takeNumber, request({ text: 'after' }));
    await expect(broken).rejects.toThrow('folded');
    expect(await before).toMatchObject({ ok: true, reply: { number: 1 } });
    expect(await after).toMatchObject({ ok: true, reply: { number: 2, id: 'T1-1-2' } });
    expect(store.status()).toEqual({ state: 'writable' });
    const texts = await store.read(({ numbers }) => numbers.today.map(({ text }) => text));
    expect(texts).toEqual(['before', 'after']);
  });

  test('gets no key when none is left', async () => {
    const privacy = glassPrivacy();
    privacy.keysLeft = 0;
    const store = await start({ privacy });
    const outcome = await store.execute(addPerson, request({ name: 'n', phone: 'p' }));
    expect(outcome).toMatchObject({ refusal: { refused: 'KEYS_EXHAUSTED', status: 503 } });
  });
});

describe('nothing is said before it is on disk', () => {
  test('replies, refusals and reads wait for what they saw', async () => {
    const { journal, hold, release } = heldJournal();
    const store = await start({ journal });
    hold();
    const answers: string[] = [];
    const waiting = [
      store.execute(takeNumber, request({ text: 'x' })).then(() => answers.push('reply')),
      store.execute(takeNumber, request({ text: 'refuse' })).then(() => answers.push('refusal')),
      store.read(({ numbers }) => numbers.last).then(() => answers.push('read')),
    ];
    store.onCommitted(() => answers.push('listener'));
    await settle();
    expect(answers).toEqual([]);
    release();
    await Promise.all(waiting);
    await settle();
    expect(answers.sort()).toEqual(['listener', 'read', 'refusal', 'reply']);
  });

  test('a read that saw nothing new does not wait', async () => {
    const { journal, hold, release } = heldJournal();
    const store = await start({ journal });
    hold();
    expect(await store.read(({ numbers }) => numbers.last)).toBe(0);
    release();
  });
});

describe('listeners', () => {
  test('hear every event once, in order, one call a write', async () => {
    const store = await start();
    const calls: (readonly RecordedEvent[])[] = [];
    store.onCommitted((events) => calls.push(events));
    const many = Array.from({ length: 50 }, () => store.execute(takePair, request({})));
    await Promise.all(many);
    await settle();
    const seqs = calls.flat().map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    expect(calls.length).toBeLessThan(20);
  });

  test('a throwing one harms only itself', async () => {
    const logger = memoryLogger();
    const store = await start({ logger });
    let heard = 0;
    store.onCommitted(() => {
      throw new Error('a bad listener');
    });
    store.onCommitted((events) => {
      heard += events.length;
    });
    expect(await store.execute(takeNumber, request({ text: 'x' }))).toMatchObject({ ok: true });
    await settle();
    expect(heard).toBe(1);
    expect(logger.entries.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('what a listener does to an event reaches no view', async () => {
    const store = await start();
    store.onCommitted((events) => {
      for (const { data } of events as RecordedEvent<string, { name: { sealed: string } }>[])
        data.name.sealed = 'changed';
    });
    await store.execute(addPerson, request({ name: 'n', phone: 'p' }));
    await settle();
    const names = await store.read(({ people }) => Object.values(people.people));
    expect(names[0]?.name.sealed).toContain('|n');
    const [recorded] = await collect(store.history());
    expect(recorded).toMatchObject({ data: { name: { sealed: names[0]?.name.sealed } } });
  });
});

describe('the same command id', () => {
  const again = request({ text: 'once' }, 'the-same-id');

  test('gets the same answer and counts once', async () => {
    const store = await start();
    const first = await store.execute(takeNumber, again);
    const second = await store.execute(takeNumber, again);
    expect(second).toEqual({ ...first, replayed: true });
    expect(await store.read(({ numbers }) => numbers.last)).toBe(1);
  });

  test('twice at once counts once', async () => {
    const store = await start();
    const both = await Promise.all([
      store.execute(takeNumber, again),
      store.execute(takeNumber, again),
    ]);
    expect(both.map((one) => one.ok && one.reply.number)).toEqual([1, 1]);
  });

  test('gets the same answer after a crash, with and without a snapshot', async () => {
    const crashed = toyStore(dataDir, { journal: unlockedJournal() });
    await crashed.start();
    const first = await crashed.execute(takeNumber, again);
    const nothing = await crashed.execute(countNumbers, request({}, 'changes-nothing'));
    await crashed.execute(takeNumber, request({ text: 'later' }));
    // Not stopped: it is as good as killed.
    const store = await start();
    expect(await store.execute(takeNumber, again)).toEqual({ ...first, replayed: true });
    const repeated = await store.execute(countNumbers, request({}, 'changes-nothing'));
    expect(repeated).toEqual({ ...nothing, replayed: true });
    await store.snapshotNow();
    await store.stop();
    const third = await start();
    expect(await third.execute(takeNumber, again)).toEqual({ ...first, replayed: true });
  });

  test('with another body, actor or command is refused', async () => {
    const store = await start();
    await store.execute(takeNumber, again);
    const mismatch = { ok: false, refusal: { refused: 'IDEMPOTENCY_MISMATCH', status: 422 } };
    const otherBody = await store.execute(takeNumber, request({ text: 'other' }, again.id));
    const otherActor = await store.execute(takeNumber, {
      ...again,
      actor: { kind: 'staff', accountId: 'a' },
    });
    const otherCommand = await store.execute(countNumbers, request({}, again.id));
    for (const one of [otherBody, otherActor, otherCommand]) expect(one).toMatchObject(mismatch);
  });

  test('with its fields in another order is the same body', async () => {
    const store = await start();
    await store.execute(addPerson, request({ name: 'n', phone: 'p' }, 'person-1'));
    const second = await store.execute(addPerson, request({ phone: 'p', name: 'n' }, 'person-1'));
    expect(second).toMatchObject({ ok: true, replayed: true });
  });

  test('is decided anew after a refusal', async () => {
    const store = await start();
    await store.execute(takeNumber, request({ text: 'refuse' }, 'tried-again'));
    const second = await store.execute(takeNumber, request({ text: 'x' }, 'tried-again'));
    expect(second).toMatchObject({ ok: true, replayed: false });
  });

  test('is remembered for 48 h of hall time', async () => {
    const systemClock = toyClock();
    const store = await start({ systemClock });
    await store.execute(takeNumber, again);
    systemClock.pass(2 * DAY_MS - 1000);
    await store.execute(takeNumber, request({ text: 'y' }));
    expect(await store.execute(takeNumber, again)).toMatchObject({ replayed: true });
    systemClock.pass(2000);
    await store.execute(takeNumber, request({ text: 'z' }));
    expect(await store.execute(takeNumber, again)).toMatchObject({ replayed: false });
  });

  function unlockedJournal(): Journal {
    return createJournal({
      directory: `${dataDir}/journal`,
      kiosk: KIOSK,
      lock: async () => async () => undefined,
    });
  }
});

describe('looking people up', () => {
  test('finds by value, also what was added a moment ago', async () => {
    const store = await start();
    const add = store.execute(addPerson, request({ name: 'n', phone: '13800000001' }));
    const found = store.execute(findPerson, request({ phone: '13800000001' }));
    const added = await add;
    expect(await found).toMatchObject({ reply: { found: [added.ok && added.reply.id] } });
    const other = await store.execute(findPerson, request({ phone: '13800000002' }));
    expect(other).toMatchObject({ reply: { found: [] } });
  });

  test('opens each ciphertext once', async () => {
    const privacy = glassPrivacy();
    const store = await start({ privacy });
    for (let i = 0; i < 20; i++)
      await store.execute(addPerson, request({ name: 'n', phone: `1380000000${i}` }));
    await store.execute(findPerson, request({ phone: '13800000001' }));
    await store.execute(takeNumber, request({ text: 'x' }));
    await store.execute(findPerson, request({ phone: '13800000002' }));
    expect(privacy.opened).toBe(20);
  });
});

describe('forgetting', () => {
  async function withForgotten(privacy = glassPrivacy()) {
    const store = await start({ privacy });
    const added = await store.execute(addPerson, request({ name: 'n', phone: '138' }));
    const id = added.ok ? added.reply.id : '';
    return { store, privacy, id };
  }

  test('destroys the key before it is answered, and closes what was found', async () => {
    const { store, privacy, id } = await withForgotten();
    await store.execute(findPerson, request({ phone: '138' }));
    await store.execute(forgetPerson, request({ id }));
    expect(privacy.destroyed).toEqual(['key-1']);
    const found = await store.execute(findPerson, request({ phone: '138' }));
    expect(found).toMatchObject({ reply: { found: [] } });
  });

  test('is not answered as done while the key cannot be destroyed; the same id again finishes it', async () => {
    const { store, privacy, id } = await withForgotten();
    privacy.failing = true;
    const forget = request({ id }, 'forget-once');
    expect(await store.execute(forgetPerson, forget)).toMatchObject({
      refusal: { refused: 'STORE_READ_ONLY' },
    });
    privacy.failing = false;
    expect(await store.execute(forgetPerson, forget)).toMatchObject({ ok: true, replayed: true });
    expect(privacy.destroyed).toEqual(['key-1']);
  });

  test('is done again at start, before the store opens', async () => {
    const { store, id } = await withForgotten();
    await store.execute(forgetPerson, request({ id }));
    await store.stop();
    const restored = glassPrivacy();
    restored.keys.add('key-1');
    await start({ privacy: restored });
    expect(restored.destroyed).toEqual(['key-1']);
  });
});
