// From where a stream of the house may come: the kiosk itself and the origins of the settings, nothing else; told to the
// browser too, which then refuses the rest.
import { describe, expect, test } from 'vitest';
import { putSession } from '../../../../server/modules/livestream/commands.ts';
import type { SessionFields } from '../../../../server/modules/livestream/schema.ts';
import {
  adoptStreamOrigins,
  judgeStreamAddress,
} from '../../../../server/modules/livestream/stream-origins.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { askStaff } from '../../started-kiosk.ts';
import { createBench } from '../decide.ts';

const MEDIA = 'http://192.168.1.30:8888';

describe('an address', () => {
  test.each([
    ['/hls/live.m3u8', 'fits'],
    [`${MEDIA}/live/index.m3u8`, 'fits'],
    [`${MEDIA}/live/index.m3u8?token=1`, 'fits'],
    ['https://stream.example.cn/hls/stream.m3u8', 'fits'],
    ['https://stream.example.cn:443/hls/stream.m3u8', 'fits'],
    // The port, the scheme and the name make the origin, all three.
    ['http://192.168.1.30:8889/live/index.m3u8', 'originUnknown'],
    ['https://192.168.1.30:8888/live/index.m3u8', 'originUnknown'],
    ['http://192.168.1.30.example.com:8888/live/index.m3u8', 'originUnknown'],
    // Of another host without its scheme, although it begins like a path.
    ['//192.168.1.30:8888/live/index.m3u8', 'unreadable'],
    [`${MEDIA.replace('//', '//someone@')}/live/index.m3u8`, 'unreadable'],
    [`${MEDIA.replace('//', '//:secret@')}/live/index.m3u8`, 'unreadable'],
    [`${MEDIA}/live/index.html`, 'unreadable'],
    ['rtmp://192.168.1.30/live/stream.m3u8', 'unreadable'],
    ['javascript:alert(1)//.m3u8', 'unreadable'],
    ['data:application/x-mpegurl,.m3u8', 'unreadable'],
    ['live.m3u8', 'unreadable'],
  ])('%s: %s', (address, judged) => {
    expect(judgeStreamAddress(address, [MEDIA, 'https://stream.example.cn'])).toBe(judged);
  });

  test('of an origin that is not known is refused with a code of its own, until the settings name it', () => {
    const bench = createBench();
    const session: SessionFields = {
      title: '六埠茴香上市了',
      day: '2026-11-23',
      startsAt: '19:30',
      platform: 'local',
      playUrl: `${MEDIA}/live/index.m3u8`,
      appUrl: null,
      hosts: [],
      unitIds: [],
      script: '',
    };
    const body = { sessionId: null, revision: null, session };
    expect(bench.refuse(putSession, body)).toBe('STREAM_ORIGIN_UNKNOWN');
    bench.accept(adoptStreamOrigins, { origins: [MEDIA] });
    bench.accept(putSession, body);
    bench.accept(adoptStreamOrigins, { origins: [] });
    expect(bench.refuse(putSession, body)).toBe('STREAM_ORIGIN_UNKNOWN');
  });
});

describe('the security policy', () => {
  const { start } = kioskOfEachTest();

  test.each([
    ['without origins names the kiosk alone', [], ''],
    ['names the origins of the settings, on every door', [MEDIA], ` ${MEDIA}`],
  ])('%s', async (_name, streamOrigins, added) => {
    const kiosk = await start({
      environment: { KIOSK_HALL_PORT: '0' },
      change: (settings) => ({ ...settings, workshop: { ...settings.workshop, streamOrigins } }),
    });
    const touch = (await fetch(kiosk.touch)).headers.get('content-security-policy');
    const { headers: staff } = await askStaff(`${kiosk.staff}/`);
    const { headers: hall } = await askStaff(`${kiosk.hall}/`);
    for (const policy of [
      touch,
      staff['content-security-policy'],
      hall['content-security-policy'],
    ]) {
      expect(`${policy};`).toContain(`connect-src 'self'${added};`);
      expect(`${policy};`).toContain(`media-src 'self' blob:${added};`);
      expect(policy).not.toMatch(/script-src [^;]*(blob|http)/);
    }
  });
});
