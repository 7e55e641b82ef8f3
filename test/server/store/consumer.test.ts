// The journal read from outside, as the hub will read it: epochs, unknown types, masks only, the hash chain. No plain text
// of a person is anywhere in the data directory or in what leaves it.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Type } from 'typebox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPrivacy, type Keyring } from '../../../server/privacy/keyring.ts';
import { readHistory } from '../../../server/store/history.ts';
import {
  type CommandDefinition,
  defineEvent,
  event,
  type ModuleDefinition,
} from '../../../server/store/module.ts';
import { nodeDisk } from '../../../server/store/node-disk.ts';
import { ownEvents } from '../../../server/store/own-events.ts';
import { snapshotPath } from '../../../server/store/snapshot.ts';
import { upstreamForm, upstreamRules } from '../../../server/store/upstream-form.ts';
import { Consumer } from './consumer.ts';
import {
  addPerson,
  findPerson,
  forgetPerson,
  openDay,
  registry,
  type ToyViews,
  takePair,
} from './toy/registry.ts';
import {
  collect,
  DAY_MS,
  KIOSK,
  memoryLogger,
  request,
  type ToyStore,
  toyClock,
  toyStore,
} from './toy/toy-store.ts';

const PLANTED = ['欧阳测试', '13912345678', '330106199001011234'] as const;
const [NAME, PHONE, ID_NUMBER] = PLANTED;

let root: string;
let dataDir: string;
let privacy: Keyring;
const logger = memoryLogger();
const systemClock = toyClock();
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'consumer-'));
  dataDir = join(root, 'data');
  await mkdir(dataDir);
  const keyFile = join(root, 'kiosk.key');
  privacy = createPrivacy({ dataDir, keyFile, kiosk: KIOSK, poolSize: 32, logger });
  await privacy.start();
});
afterEach(async () => {
  await privacy.stop();
  await rm(root, { recursive: true, force: true });
});

async function using<T>(
  use: (store: ToyStore) => Promise<T>,
  options: Parameters<typeof toyStore>[1] = {},
): Promise<T> {
  const store = toyStore(dataDir, { privacy, logger, systemClock, ...options });
  await store.start();
  try {
    return await use(store);
  } finally {
    await store.stop();
  }
}

/** What a kiosk would send, and what a reader makes of it. */
async function consume(from = 1): Promise<Consumer> {
  const records = { disk: nodeDisk, dataDir, kiosk: KIOSK };
  const to = await using(async (store) => {
    const all = await collect(store.history());
    return Math.max(...all.map((one) => ('gap' in one ? one.gap.to : one.seq)));
  });
  const events = [...registry.flatMap((module) => module.events), ...ownEvents];
  const rules = upstreamRules(events, privacy.open);
  const consumer = new Consumer();
  for await (const line of readHistory(records, { from, to }))
    if (!('gap' in line)) consumer.receive(JSON.stringify(upstreamForm(line, rules)));
  consumer.end();
  return consumer;
}

/** Every file under the data directory, unzipped where it is zipped. */
async function allBytes(): Promise<Buffer[]> {
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name));
      return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    }),
  );
}

/** The plain text, and what anybody who knows it would look for. */
function traces(text: string): string[] {
  const unkeyed = createHash('sha256').update(text);
  return [text, Buffer.from(text).toString('base64url').slice(0, -1), unkeyed.digest('hex')];
}

async function person(store: ToyStore, id: string): Promise<string> {
  const body = { name: NAME, phone: PHONE, idNumber: ID_NUMBER };
  const outcome = await store.execute(addPerson, request(body, id));
  return outcome.ok ? outcome.reply.id : '';
}

/** Months of records, people among them, of whom one was forgotten; archives, snapshots, restarts. */
async function live({ archived }: { archived: boolean }): Promise<void> {
  for (const month of ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10'])
    await using(async (store) => {
      await store.execute(openDay, request({ day: `${month}-01` }));
      await person(store, `add-${month}-kept`);
      const forgotten = await person(store, `add-${month}-forgotten`);
      await Promise.all(Array.from({ length: 10 }, () => store.execute(takePair, request({}))));
      await store.execute(findPerson, request({ phone: PHONE }));
      await store.execute(forgetPerson, request({ id: forgotten }));
      systemClock.pass(30 * DAY_MS);
      if (!archived) return;
      await store.snapshotNow();
      await store.archiveNow();
    });
}

test('a reader from outside follows the whole history and sees masks only', async () => {
  await live({ archived: true });
  const consumer = await consume();
  expect(consumer.complaints).toEqual([]);
  expect(consumer.links).toBeGreaterThan(20);
  expect(await readdir(join(dataDir, 'archive'))).toHaveLength(2);

  const added = [...consumer.records.values()].filter(({ t }) => t === 'people.added');
  const masked = { name: { mask: '欧阳**' }, phone: { mask: '139****5678' } };
  expect(added).toHaveLength(10);
  expect(added.filter(({ d }) => (d as { name: unknown }).name === null)).toHaveLength(5);
  expect(added[0]?.d).toMatchObject({ ...masked, idNumber: { mask: expect.any(String) } });

  const output = `${consumer.output}${JSON.stringify(logger.entries)}`;
  const files = await allBytes();
  expect(files.length).toBeGreaterThan(5);
  for (const trace of PLANTED.flatMap(traces)) {
    expect(output).not.toContain(trace);
    expect(files.filter((bytes) => bytes.includes(trace))).toEqual([]);
  }
});

test('a local event is a place in the chain and nothing else', async () => {
  await using((store) => store.execute(takePair, request({})));
  const { records } = await consume();
  const printed = [...records.values()].find(({ t }) => t === 'numbers.printed');
  expect(Object.keys(printed ?? {}).sort()).toEqual(['b', 'digest', 'e', 'h', 's', 't']);
});

test('a reader may begin at any seq', async () => {
  await live({ archived: false });
  const all = await consume();
  const seqs = [...all.records.values()].map(({ s }) => s);
  for (const from of [2, 17, 40, 41, 42, 43, seqs.length]) {
    const consumer = await consume(from);
    expect(consumer.complaints).toEqual([]);
    expect([...consumer.records.values()].map(({ s }) => s)).toEqual(seqs.slice(from - 1));
  }
});

test('what was altered on the way breaks the chain', async () => {
  await live({ archived: false });
  const honest = [...(await consume()).records.values()];
  for (const at of [0, 30, 60]) {
    const consumer = new Consumer();
    for (const [index, line] of honest.entries())
      consumer.receive(
        JSON.stringify(index === at ? { ...line, digest: `${line.digest.slice(1)}A` } : line),
      );
    consumer.end();
    expect(consumer.complaints.join()).toContain('the chain breaks');
  }
});

test('types that nobody here knows are kept and passed on, their personal fields masked', async () => {
  const future = defineEvent({
    type: 'future.happened',
    lifetime: 'standing',
    data: Type.Object({ said: Type.String(), copy: Type.Unsafe<{ sealed: string }>({}) }),
  });
  const module: ModuleDefinition<object> = {
    name: 'future',
    events: [future],
    initial: () => ({}),
    fold: () => undefined,
  };
  const body = Type.Object({});
  const happen: CommandDefinition<ToyViews, typeof body, null> = {
    type: 'future.happen',
    body,
    decide({ people }) {
      const copy = Object.values(people.people)[0]?.name ?? { sealed: '' };
      const data = { said: 'something new', copy: copy as never };
      return { events: [event(future, data)], reply: null };
    },
  };
  await using(
    async (store) => {
      await person(store, 'add-for-future');
      await store.execute(happen, request({}));
    },
    { registry: [...registry, module] },
  );
  await using(async (older) => {
    const history = await collect(older.history());
    expect(history).toContainEqual(expect.objectContaining({ type: 'future.happened' }));
    expect(await older.execute(takePair, request({}))).toMatchObject({ ok: true });
  });
  const { records, complaints } = await consume();
  expect(complaints).toEqual([]);
  const happened = [...records.values()].find(({ t }) => t === 'future.happened');
  expect(happened?.d).toEqual({ said: 'something new', copy: { mask: '欧阳**' } });
});

test('a journal that was set back goes on in a new epoch', async () => {
  await using((store) => store.execute(takePair, request({})));
  await cp(join(dataDir, 'journal'), join(root, 'older'), { recursive: true });
  await using(async (store) => {
    await store.execute(takePair, request({}));
    await store.snapshotNow();
  });
  const lost = await consume();
  await rm(join(dataDir, 'journal'), { recursive: true });
  await cp(join(root, 'older'), join(dataDir, 'journal'), { recursive: true });
  await using((store) => store.execute(takePair, request({})));
  const consumer = await consume();
  expect(lost.epochs).toEqual([1]);
  expect(consumer.epochs).toEqual([1, 2]);
  const again = new Set([...consumer.records.keys()].filter((key) => key.startsWith('2-')));
  for (const key of lost.records.keys()) expect(again).not.toContain(key);
});

test('the digest of a body cannot be guessed without the key', async () => {
  await using((store) => store.execute(findPerson, request({ phone: PHONE }, 'the-same-id')));
  const here = await digestOf('store.answered');
  const other = createPrivacy({
    dataDir: join(root, 'other'),
    keyFile: join(root, 'other.key'),
    kiosk: KIOSK,
    poolSize: 4,
    logger,
  });
  await other.start();
  await rm(join(dataDir, 'journal'), { recursive: true });
  await rm(snapshotPath(dataDir), { force: true });
  const options = { privacy: other };
  await using(
    (store) => store.execute(findPerson, request({ phone: PHONE }, 'the-same-id')),
    options,
  );
  expect(await digestOf('store.answered')).not.toBe(here);
  await other.stop();
});

async function digestOf(type: string): Promise<string | undefined> {
  const records = { disk: nodeDisk, dataDir, kiosk: KIOSK };
  for await (const line of readHistory(records, { from: 1, to: 1 }))
    if (!('gap' in line) && line.t === type) return line.o?.g;
  return undefined;
}
