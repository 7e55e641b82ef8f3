// The voice through the whole kiosk, over HTTP: what a board fetches, what staff say to it, who may.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClipList } from '../../server/modules/voice/schema.ts';
import { type EventReader, snapshotOf, until } from './http/event-source.ts';
import { kioskOfEachTest } from './kiosk-of-each-test.ts';
import { askStaff, postStaff, type StartedKiosk, signIn } from './started-kiosk.ts';

const { start, watch } = kioskOfEachTest();
const LOUD = { volume: 100, quiet: null, chime: false, repeat: 1 };

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { code: string }).code;
}
function boardOf({ touch }: StartedKiosk): Promise<EventReader> {
  return watch(`${touch}/api/events?page=board`);
}

describe('a board', () => {
  test('gets a list of words and a sound for each of them', async () => {
    const { touch } = await start();
    const list = (await (await fetch(`${touch}/api/voice/clips`)).json()) as ClipList;
    expect(list.clips).toHaveLength(42);
    expect(list.clips.filter(({ source }) => source !== 'synthesised')).toEqual([]);
    for (const { name } of list.clips) {
      const sound = await fetch(`${touch}/api/voice/clips/${name}`);
      expect(sound.headers.get('content-type'), name).toBe('audio/wav');
      expect((await sound.arrayBuffer()).byteLength, name).toBeGreaterThan(4000);
    }
    const nothing = await fetch(`${touch}/api/voice/clips/nothing`);
    expect([nothing.status, await codeOf(nothing)]).toEqual([404, 'CLIP_NOT_FOUND']);
  });

  test('gets a whole call, and none that is no call', async () => {
    const { touch } = await start();
    const call = await fetch(`${touch}/api/voice/calls?number=A012&window=3`);
    expect((await call.arrayBuffer()).byteLength).toBeGreaterThan(100_000);
    for (const query of ['number=A012&window=0', 'number=%E7%94%B2&window=1', 'number=A1']) {
      const refused = await fetch(`${touch}/api/voice/calls?${query}`);
      expect([refused.status, await codeOf(refused)]).toEqual([400, 'BODY_INVALID']);
    }
  });

  test("says it in the centre's own voice where that was recorded", async () => {
    const kiosk = await start({
      change: (settings) => {
        return { ...settings, voice: { clipsDir: join(settings.dataDir, '../voice') } };
      },
    });
    await mkdir(join(kiosk.folder, 'voice'));
    await writeFile(join(kiosk.folder, 'voice/请.ogg'), 'OggS and what was recorded');
    const sound = await fetch(`${kiosk.touch}/api/voice/clips/qing`);
    expect(sound.headers.get('content-type')).toBe('audio/ogg');
    expect(await sound.text()).toBe('OggS and what was recorded');
  });
});

describe('an announcement of staff', () => {
  test('is on every board with its sound, until it is taken back', async () => {
    const kiosk = await start();
    const boards = [await boardOf(kiosk), await boardOf(kiosk)];
    for (const board of boards) await snapshotOf(board);
    const cookie = await signIn(kiosk.staff, '窗口一');
    const text = '请大家到二楼活动室开会';
    const announced = await postStaff(`${kiosk.staff}/api/voice/announcements`, { text }, cookie);
    expect(announced.status).toBe(201);
    const { id } = announced.json() as { id: string };
    for (const board of boards) {
      const slice = await until(board, (f) => f.type === 'slice' && f.name === 'announcement');
      expect(slice).toMatchObject({ value: { shown: [{ id, text }] } });
    }
    const sound = await fetch(`${kiosk.touch}/api/voice/announcements/${id}`);
    expect(sound.status).toBe(200);
    expect((await sound.arrayBuffer()).byteLength).toBeGreaterThan(50_000);
    const path = `${kiosk.staff}/api/voice/announcements/${id}/withdrawal`;
    expect((await postStaff(path, {}, cookie)).status).toBe(200);
    for (const board of boards) {
      const slice = await until(board, (f) => f.type === 'slice' && f.name === 'announcement');
      expect(slice).toMatchObject({ value: { shown: [] } });
    }
    const gone = await fetch(`${kiosk.touch}/api/voice/announcements/${id}`);
    expect([gone.status, await codeOf(gone)]).toEqual([404, 'ANNOUNCEMENT_NOT_FOUND']);
  });

  test('that is too long, or none, is refused', async () => {
    const { staff } = await start();
    const cookie = await signIn(staff);
    const say = (text: string) => postStaff(`${staff}/api/voice/announcements`, { text }, cookie);
    expect((await say('长'.repeat(60))).status).toBe(201);
    expect((await say('长'.repeat(61))).json()).toMatchObject({ code: 'BODY_INVALID' });
    expect((await say('两\n行')).json()).toMatchObject({ code: 'BODY_INVALID' });
    expect((await say('　')).json()).toMatchObject({ code: 'ANNOUNCEMENT_EMPTY' });
  });

  test('cannot be made at the touchscreen', async () => {
    const { touch } = await start();
    const body = { method: 'POST', body: '{"text":"请开会"}' };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${touch}/api/voice/announcements`, { ...body, headers });
    expect(answer.status).toBe(404);
  });
});

describe('sound', () => {
  test('is set by a manager, for every board, and outlives a restart', async () => {
    const kiosk = await start();
    const board = await boardOf(kiosk);
    expect(await snapshotOf(board)).toMatchObject({ sound: { volume: 80, repeat: 2 } });
    const cookie = await signIn(kiosk.staff);
    const quiet = { from: '12:00', to: '13:30' };
    const put = await postStaff(`${kiosk.staff}/api/voice/sound`, { ...LOUD, quiet }, cookie);
    expect(put.status).toBe(200);
    await until(board, (f) => f.type === 'slice' && f.name === 'sound');
    await kiosk.stop();
    const again = await start({ folder: kiosk.folder });
    expect(await snapshotOf(await boardOf(again))).toMatchObject({ sound: { ...LOUD, quiet } });
  });

  test('is tried on the boards that are there, and recorded nowhere', async () => {
    const kiosk = await start();
    const cookie = await signIn(kiosk.staff);
    const moment = { volume: 30, chime: true, repeat: 1 };
    const tryIt = () => postStaff(`${kiosk.staff}/api/voice/tests`, moment, cookie);
    expect((await tryIt()).json()).toEqual({ boards: 0 });
    const board = await boardOf(kiosk);
    await snapshotOf(board);
    expect((await tryIt()).json()).toEqual({ boards: 1 });
    const heard = await until(board, (f) => f.type === 'moment');
    expect(heard).toMatchObject({ name: 'testCall', value: moment });
  });

  test('is no business of a window', async () => {
    const { staff } = await start();
    const cookie = await signIn(staff, '窗口一');
    expect((await postStaff(`${staff}/api/voice/sound`, LOUD, cookie)).status).toBe(403);
    expect((await askStaff(`${staff}/api/voice/clips`, { headers: { cookie } })).status).toBe(403);
  });
});
