// Decisions about sound and announcements, and what boards and staff see of them.
import { beforeEach, describe, expect, test } from 'vitest';
import { closeDay, openDay } from '../../../server/modules/centre/commands.ts';
import { announce, putSound, withdraw } from '../../../server/modules/voice/commands.ts';
import { FIRST_SOUND } from '../../../server/modules/voice/schema.ts';
import {
  announcementText,
  selectAnnouncement,
  selectAnnouncements,
  selectSound,
} from '../../../server/modules/voice/view.ts';
import { type Bench, createBench } from './decide.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
  bench.accept(openDay, { day: '2026-11-23' });
});
const shown = () => selectAnnouncement(bench.views.voice).shown.map(({ text }) => text);

describe('sound', () => {
  test('is loud, chimed and said twice until somebody wants it otherwise', () => {
    expect(selectSound(bench.views.voice)).toEqual({
      volume: 80,
      quiet: null,
      chime: true,
      repeat: 2,
    });
    const quiet = { from: '12:00', to: '13:30' };
    bench.accept(putSound, { volume: 40, quiet, chime: false, repeat: 1 });
    expect(selectSound(bench.views.voice)).toEqual({ volume: 40, quiet, chime: false, repeat: 1 });
  });

  test('said again unchanged it records nothing; quiet from noon to noon is refused', () => {
    const before = bench.recorded.length;
    const { quiet, ...rest } = FIRST_SOUND;
    bench.accept(putSound, { quiet, ...rest });
    expect(bench.recorded).toHaveLength(before);
    const noon = { from: '12:00', to: '12:00' };
    expect(bench.refuse(putSound, { ...FIRST_SOUND, quiet: noon })).toBe('QUIET_HOURS_EMPTY');
  });

  test('of the shop’s stream is off until somebody wants it heard', () => {
    expect(selectSound(bench.views.voice).shopSound ?? false).toBe(false);
    bench.accept(putSound, { ...FIRST_SOUND, shopSound: true });
    expect(selectSound(bench.views.voice).shopSound).toBe(true);
    bench.accept(putSound, FIRST_SOUND);
    expect(selectSound(bench.views.voice).shopSound ?? false).toBe(false);
  });

  test('outlives the day', () => {
    bench.accept(putSound, { ...FIRST_SOUND, volume: 0 });
    bench.accept(closeDay, { late: false });
    expect(selectSound(bench.views.voice).volume).toBe(0);
  });
});

describe('an announcement', () => {
  test('is on the boards, newest first, for ten minutes', () => {
    bench.accept(announce, { text: ' 请到二楼开会 ' });
    bench.wallMs += 1000;
    const { id } = bench.accept(announce, { text: '请把车挪一挪' });
    expect(shown()).toEqual(['请把车挪一挪', '请到二楼开会']);
    const [newest] = selectAnnouncement(bench.views.voice).shown;
    expect(newest).toMatchObject({ id, atMs: bench.wallMs, untilMs: bench.wallMs + 600_000 });
    expect(announcementText(bench.views.voice, id)).toBe('请把车挪一挪');
  });

  test('that is taken back leaves the boards and keeps its line; twice is once', () => {
    const { id } = bench.accept(announce, { text: '请到二楼开会' });
    bench.accept(withdraw, { announcementId: id });
    const before = bench.recorded.length;
    bench.accept(withdraw, { announcementId: id });
    expect(bench.recorded).toHaveLength(before);
    expect(shown()).toEqual([]);
    expect(announcementText(bench.views.voice, id)).toBeNull();
    expect(selectAnnouncements(bench.views.voice).today).toMatchObject([{ id, withdrawn: true }]);
  });

  test('of blanks, or unknown, is refused', () => {
    expect(bench.refuse(announce, { text: '　 ' })).toBe('ANNOUNCEMENT_EMPTY');
    expect(bench.refuse(withdraw, { announcementId: 'x' })).toBe('ANNOUNCEMENT_NOT_FOUND');
  });

  test('ends with the day; a day full of them stays bounded', () => {
    for (let at = 0; at < 200; at++) bench.accept(announce, { text: `第 ${at} 条` });
    expect(selectAnnouncements(bench.views.voice).today).toHaveLength(50);
    expect(shown()).toHaveLength(5);
    expect(shown()[0]).toBe('第 199 条');
    bench.accept(closeDay, { late: false });
    expect(selectAnnouncements(bench.views.voice).today).toEqual([]);
  });
});
