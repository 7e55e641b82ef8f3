// What the mock staff server answers unless a test says otherwise.
import type { VirtualReport } from '../../devices/schema.ts';
import type { Session } from '../../server/auth/schema.ts';
import type { BackupStatus } from '../../server/backup/schema.ts';
import { catalogue } from './catalogue-routes.ts';
import { livestreamRoutes } from './fake-sessions.ts';
import { fakeClipList } from './fake-voice.ts';
import { goods } from './goods-routes.ts';
import { hallStatistics } from './hall-statistics.ts';
import { installer } from './installer-routes.ts';
import { shares } from './shares-routes.ts';
import { ok, type Route, refused, type StaffMock } from './staff-mock.ts';
import { NOW_MS, TODAY, visitRow } from './staff-slices.ts';

export const SETUP_CODE = '48271935';
export const GOOD_PIN = '739264';
const PAGE = 20;
const VISITS = 47;
const PAPER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 576 420"><rect width="576" height="420" fill="#fff"/>
<text x="288" y="60" font-size="32" text-anchor="middle">第六埠村党群服务中心</text>
<text x="288" y="220" font-size="120" text-anchor="middle">A015</text></svg>`;

export function defaultRoutes(mock: StaffMock): [string, Route][] {
  const session = (): Session => ({ accountId: 'a1', name: '王主任', roles: mock.roles });
  const enter = () => {
    mock.signedIn = true;
    mock.setUpNeeded = false;
    return ok(session());
  };
  const right = (body: Record<string, unknown>) => body['code'] === SETUP_CODE;
  const done: Route = () => ok({ done: true });
  const made: Route = () => ok({ id: 'new' }, 201);
  const switches = {
    paperOut: false,
    paperNearEnd: false,
    coverOpen: false,
    offline: false,
    losePowerNextJob: false,
    unplugged: false,
  };
  return [
    ['GET /api/setup', () => ok({ needed: mock.setUpNeeded, demo: true })],
    ['GET /api/session', () => ok(session())],
    [
      'POST /api/sign-in',
      ({ body }) => (body['pin'] === GOOD_PIN ? enter() : refused(401, 'SIGN_IN_WRONG')),
    ],
    [
      'POST /api/sign-out',
      () => {
        mock.signedIn = false;
        return ok();
      },
    ],
    [
      'POST /api/accounts/first',
      ({ body }) => (right(body) ? enter() : refused(403, 'SETUP_CODE_WRONG')),
    ],
    ['POST /api/accounts/recoveries', () => ok({}, 202)],
    [
      'POST /api/accounts/recoveries/complete',
      ({ body }) => (right(body) ? enter() : refused(403, 'SETUP_CODE_WRONG')),
    ],
    ...attendance(done, made),
    ...statistics(),
    ...shares(mock),
    ...services(done),
    ['GET /api/voice/clips', () => ok(fakeClipList())],
    ['POST /api/voice/announcements', made],
    ['POST /api/voice/announcements/:id/withdrawal', done],
    ['POST /api/voice/sound', done],
    ['POST /api/voice/tests', () => ok({ boards: 2 })],
    ['POST /api/printing/jobs/:id/reprint', made],
    ['POST /api/printing/jobs/:id/cancellation', made],
    ['POST /api/printing/dismissals', () => ok({ dismissed: 2 })],
    ['POST /api/printing/test-slips', made],
    [
      'POST /api/help/calls/:id/acceptance',
      () => {
        const calls = mock.slices.help.calls.map((call) => ({
          ...call,
          state: 'accepted' as const,
          acceptedBy: '王主任',
        }));
        mock.push('help', { calls });
        return ok({ done: true });
      },
    ],
    ['GET /api/devices/virtual/printer', () => ok({ switches, slips: [] })],
    [
      'POST /api/devices/virtual/printer',
      ({ body }) => {
        Object.assign(switches, body);
        return ok({ done: true });
      },
    ],
    ['GET /api/devices/virtual/printer/paper.svg', () => ({ ...ok(PAPER), type: 'image/svg+xml' })],
    ['POST /api/devices/virtual/code', done],
    ...twins(done),
    ...directory(made),
    ...accounts(done, made),
    ['POST /api/centre/days', ({ body }) => ok(body)],
    ['POST /api/centre/closings', () => ok({ day: TODAY })],
    ...catalogue(mock),
    ...goods(mock),
    ...installer(mock),
    ...livestreamRoutes(),
    ['GET /api/backup', () => ok(backup())],
    ['POST /api/backup/runs', () => ok(backup().last)],
  ];
}

function services(done: Route): [string, Route][] {
  const again: Route = () => ok({ id: 't3', number: 'A012', window: 3 });
  const steps = [
    'start',
    'miss',
    'hold',
    'undo',
    'reactivation',
    'withdrawal',
    'transfer',
    'class',
  ];
  return [
    ['POST /api/services/calls', () => ok({ id: 't4', number: 'A013', window: 3 })],
    ['POST /api/services/tickets/:id/calls', again],
    ['POST /api/services/tickets/:id/return', () => ok({ id: 't2', number: 'A011', window: 3 })],
    [
      'POST /api/services/tickets/:id/call-out-of-turn',
      () => ok({ id: 't5', number: 'A014', window: 3 }),
    ],
    [
      'POST /api/services/tickets/:id/finish',
      ({ body }) => ok({ done: true, jobId: body['missing'] ? 'j9' : null }),
    ],
    ...steps.map((step): [string, Route] => [`POST /api/services/tickets/:id/${step}`, done]),
    ['POST /api/services/windows', done],
    ['POST /api/services/window-closings', done],
    ['POST /api/services/pauses', done],
    [
      'POST /api/services/tickets',
      ({ body }) =>
        ok(
          {
            id: 't9',
            number: 'A018',
            item: '高龄津贴申请',
            items: ['高龄津贴申请'],
            class: 'ordinary',
            ahead: 3,
            wait: { lowMinutes: 10, highMinutes: 15 },
            served: true,
            visitId: 'v9',
            jobId: body['print'] === false ? null : 'j9',
          },
          201,
        ),
    ],
    ['POST /api/services/appointments', () => ok({ id: 'ap9', code: '730164' }, 201)],
    ['POST /api/services/appointments/:id/cancellation', done],
    ['POST /api/services/policy', done],
    ['POST /api/services/policy/defaults', done],
  ];
}

function twins(done: Route): [string, Route][] {
  const report: VirtualReport = {
    plugged: { idCardReader: true, codeScanner: true, callPad: true, ledPanel: true },
    card: null,
    pads: [1, 2, 3].map((window) => ({
      address: window,
      window,
      display: window === 3 ? '012' : '',
      beeps: 0,
      heard: 0,
      rated: 0,
    })),
    panels: [{ address: 3, text: '请 A012 到 3 号窗口' }],
  };
  return [
    ['GET /api/devices/virtual', () => ok(report)],
    [
      'POST /api/devices/virtual/plugs',
      (seen) => {
        Object.assign(report.plugged, { [String(seen.body['kind'])]: seen.body['plugged'] });
        return done(seen, new URLSearchParams());
      },
    ],
    [
      'POST /api/devices/virtual/id-card',
      (seen) => {
        report.card = 'resident';
        return done(seen, new URLSearchParams());
      },
    ],
    [
      'POST /api/devices/virtual/id-card/removal',
      (seen) => {
        report.card = null;
        return done(seen, new URLSearchParams());
      },
    ],
    [
      'POST /api/devices/virtual/call-pad',
      ({ body }) => {
        const pad = report.pads.find(({ address }) => address === body['address']);
        if (!pad) return refused(404, 'NOT_FOUND');
        pad.heard += 1;
        if (body['key'] === 'call') pad.display = '013';
        else if (body['digits'] === undefined) pad.beeps += 1;
        const { window: _window, ...answer } = pad;
        return ok(answer);
      },
    ],
    [
      'POST /api/devices/virtual/call-pad/ratings',
      ({ body }) => {
        const pad = report.pads.find(({ address }) => address === body['address']);
        if (!pad) return refused(404, 'NOT_FOUND');
        if (body['grade'] === 5) pad.rated += 1;
        else pad.beeps += 1;
        const { window: _window, ...answer } = pad;
        return ok(answer);
      },
    ],
  ];
}

function attendance(done: Route, made: Route): [string, Route][] {
  return [
    [
      'GET /api/attendance/visits',
      (_seen, query) => {
        const after = query.get('after');
        const first = after === null ? 0 : Number(after.split('-').at(-1)) + 1;
        const count = Math.min(PAGE, VISITS - first);
        const visits = Array.from({ length: count }, (_, index) => ({
          ...visitRow(first + index, query.get('to') ?? TODAY),
          ...(first + index === 4 ? { state: 'corrected', reason: '人数写错了' } : {}),
          ...(first + index === 5 ? { state: 'void', reason: '重复登记' } : {}),
          ...(first + index === 6 ? { state: 'backfilled', reason: '停电时手写' } : {}),
        }));
        const last = first + count < VISITS ? visits.at(-1)?.id : null;
        return ok({ visits, after: last ?? null });
      },
    ],
    ['POST /api/attendance/visits/:id/corrections', done],
    ['POST /api/attendance/backfills', made],
    [
      'GET /api/attendance/export',
      (_seen, query) => ({
        ...ok('﻿序号,日期\r\n1,2026-11-22\r\n'),
        type: 'text/csv; charset=utf-8',
        headers: {
          'content-disposition': `attachment; filename="visits.${query.get('format')}"; filename*=UTF-8''${encodeURIComponent(`来访登记表_${query.get('from')}_${query.get('to')}.${query.get('format')}`)}`,
        },
      }),
    ],
  ];
}

function statistics(): [string, Route][] {
  const file = (query: URLSearchParams) =>
    encodeURIComponent(`取号叫号统计_${query.get('from')}_${query.get('to')}.csv`);
  return [
    [
      'GET /api/services/statistics',
      (_seen, query) => ok(hallStatistics(query.get('from') ?? TODAY, query.get('to') ?? TODAY)),
    ],
    [
      'GET /api/services/export',
      (_seen, query) => ({
        ...ok('\uFEFF序号,日期\r\n1,2026-11-22\r\n'),
        type: 'text/csv; charset=utf-8',
        headers: {
          'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''${file(query)}`,
        },
      }),
    ],
  ];
}

function directory(made: Route): [string, Route][] {
  const names = ['王*芳', '李*明', '刘*胜', '张*国', '𬭎*㛃玥', '陈*', '欧阳*华'];
  const people = names.map((mask, index) => ({
    id: `p${index}`,
    mask,
    unit: index % 3 === 2 ? '小沙窝村' : '第六埠村',
    group: `${'一二三四'[index % 4]}组`,
    member: index % 2 === 0,
  }));
  return [
    ['GET /api/directory/people', () => ok({ people })],
    ['POST /api/directory/people', made],
    ['GET /api/directory/people/:id/card', () => ok({ code: 'DQ1.member.p0.c2lnbmF0dXJl' })],
    ['POST /api/directory/forgettings', () => ok({ forgotten: 4, backupsGoneOn: '2026-11-29' })],
  ];
}

function accounts(done: Route, made: Route): [string, Route][] {
  const list = [
    { id: 'a1', name: '王主任', roles: ['manager', 'admin', 'window'], disabled: false },
    { id: 'a2', name: '小李', roles: ['window'], disabled: false },
    { id: 'a3', name: '直播小陈', roles: ['host', 'editor'], disabled: true },
  ];
  return [
    ['GET /api/accounts', () => ok({ accounts: list })],
    ['POST /api/accounts', made],
    ['POST /api/accounts/own/pin', done],
    ['POST /api/accounts/:id/disablement', done],
    ['POST /api/accounts/:id/enablement', done],
    ['POST /api/accounts/:id/pin', done],
  ];
}

export function backup(): BackupStatus {
  const good = {
    startedMs: NOW_MS - 12 * 3_600_000,
    finishedMs: NOW_MS - 12 * 3_600_000 + 9000,
    day: TODAY,
    code: null,
    detail: null,
    file: 'kiosk-LB01-2026-11-22.backup',
    bytes: 8_412_000,
    files: 14,
  };
  const files = ['2026-11-22', '2026-11-21', '2026-11-20'];
  return {
    target: '/media/usb/dangqun',
    at: '02:30',
    state: 'idle',
    last: good,
    lastGood: good,
    nextMs: NOW_MS + 12 * 3_600_000,
    kept: files.map((day) => ({ file: `kiosk-LB01-${day}.backup`, day, bytes: 8_412_000 })),
    keyrings: files.slice(0, 2).map((day) => ({ file: `keyring-${day}.key`, day, bytes: 12_000 })),
    sameDisk: false,
  };
}
