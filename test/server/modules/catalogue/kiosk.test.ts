// The catalogue of a whole kiosk: over HTTP, on paper, after a restart.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceItem, WholeCatalogue } from '../../../../server/modules/catalogue/schema.ts';
import type { ImportReport } from '../../../../server/sheets/schema.ts';
import { createWorkbooks } from '../../../../server/sheets/workbook.ts';
import { until } from '../../../devices/quiet.ts';
import { createTcpPrinter } from '../../../devices/tcp-printer.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import {
  askStaff,
  journalLines,
  post,
  postStaff,
  type StartedKiosk,
  signIn,
  startKiosk,
} from '../../started-kiosk.ts';
import { uploadStaff } from '../../upload.ts';
import { changes } from './entities.ts';

const hall = kioskOfEachTest();
const workbooks = createWorkbooks();

async function catalogueOf({ staff }: StartedKiosk, cookie: string): Promise<WholeCatalogue> {
  const answer = await askStaff(`${staff}/api/catalogue`, { headers: { cookie } });
  return answer.json() as WholeCatalogue;
}
function itemOf(catalogue: WholeCatalogue, id: string): ServiceItem {
  const found = catalogue.items.find((item) => item.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe('by hand', () => {
  test('an editor changes an item, window staff may only read, and it stays after a restart', async () => {
    const kiosk = await hall.start();
    const editor = await signIn(kiosk.staff, '主播');
    const before = itemOf(await catalogueOf(kiosk, editor), 'dibao');
    const body = changes({
      items: [{ was: before, is: { ...before, minutes: 33, windows: [7] } }],
    });
    const clerk = await signIn(kiosk.staff, '窗口一');
    const url = `${kiosk.staff}/api/catalogue/changes`;
    expect(await postStaff(url, body, clerk)).toMatchObject({ status: 403 });
    expect(await postStaff(url, body)).toMatchObject({ status: 401 });
    expect(await postStaff(url, body, editor)).toMatchObject({ status: 200 });
    const late = await postStaff(url, body, editor);
    expect([late.status, late.json()]).toMatchObject([
      409,
      { code: 'CATALOGUE_CHANGED', params: { name: '低保申请' } },
    ]);
    await kiosk.stop();
    const again = await hall.start({ folder: kiosk.folder });
    const cookie = await signIn(again.staff, '窗口一');
    expect(itemOf(await catalogueOf(again, cookie), 'dibao')).toMatchObject({
      minutes: 33,
      windows: [7],
    });
  });

  test('what changed is on the touchscreen at once', async () => {
    const kiosk = await hall.start();
    const cookie = await signIn(kiosk.staff);
    const screen = await hall.watch(`${kiosk.touch}/api/events?page=touch`);
    const before = itemOf(await catalogueOf(kiosk, cookie), 'dangfei');
    const body = changes({ items: [{ was: before, is: { ...before, name: '党费交纳' } }] });
    await postStaff(`${kiosk.staff}/api/catalogue/changes`, body, cookie);
    for (let told = ''; !told.includes('党费交纳'); ) {
      const { frame } = await screen.next();
      told =
        frame.type === 'slice' && frame.name === 'catalogue' ? JSON.stringify(frame.value) : '';
    }
  });
});

describe('as a spreadsheet', () => {
  /** For those who only look. */
  let shared: StartedKiosk;
  beforeAll(async () => {
    shared = await startKiosk();
  });
  afterAll(() => shared.end());

  async function started(kiosk: StartedKiosk) {
    const cookie = await signIn(kiosk.staff);
    const url = `${kiosk.staff}/api/catalogue`;
    const look = async (file: Uint8Array, missing = 'keep') =>
      uploadStaff(`${url}/import?missing=${missing}`, file, cookie);
    const confirm = (id: string | null) =>
      postStaff(`${url}/import/${id}/confirmation`, {}, cookie);
    return { kiosk, cookie, url, look, confirm };
  }
  const download = async (url: string, cookie: string) => {
    const answer = await uploadStaff(url, null, cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''");
    return answer.bytes;
  };

  test('the demo goes out and comes back unchanged, all 53 items', async () => {
    const { url, cookie, look } = await started(shared);
    const answer = await look(await download(`${url}/export`, cookie), 'retire');
    expect(answer.json()).toEqual({
      importId: null,
      lines: [],
      unchanged: 83,
      faults: [],
      faultCount: 0,
    });
  });

  test('the template is taken as it is: nothing but examples', async () => {
    const { url, cookie, look } = await started(shared);
    const answer = await look(await download(`${url}/template`, cookie));
    expect(answer.json()).toMatchObject({ importId: null, lines: [], unchanged: 0, faults: [] });
  });

  test('shown first, then confirmed as one batch, once; taken back as one too', async () => {
    const { kiosk, cookie, url, look, confirm } = await started(await hall.start());
    const before = await catalogueOf(kiosk, cookie);
    const report = (await look(await someFile())).json() as ImportReport;
    expect(report.lines.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'added 气象',
      'changed 低保申请',
      'added 天气咨询',
    ]);
    expect(await catalogueOf(kiosk, cookie)).toEqual(before);
    expect(await confirm(report.importId)).toMatchObject({ status: 200 });
    const after = await catalogueOf(kiosk, cookie);
    expect(after.items.length).toBe(before.items.length + 1);
    expect(after.items.at(-1)).toMatchObject({
      name: '天气咨询',
      windows: [2],
      materials: [{ name: '身份证' }],
    });
    expect((await confirm(report.importId)).json()).toMatchObject({ code: 'CATALOGUE_CHANGED' });
    const back = await postStaff(`${url}/import/${report.importId}/withdrawal`, {}, cookie);
    expect(back.status).toBe(200);
    const undone = await catalogueOf(kiosk, cookie);
    expect(undone.items.slice(0, -1)).toEqual(before.items);
    expect(undone.items.at(-1)).toMatchObject({ name: '天气咨询', retired: true });
    await kiosk.stop();
    const lines = (await journalLines(kiosk.folder)) as unknown as { t: string; b: number }[];
    for (const batch of [lines.slice(-6, -3), lines.slice(-3)]) {
      expect(batch.map(({ t }) => t)).toEqual([
        'catalogue.departmentPut',
        'catalogue.itemPut',
        'catalogue.itemPut',
      ]);
      expect(new Set(batch.map(({ b }) => b)).size).toBe(1);
    }
  });

  test('what somebody changed since it was shown is not overwritten, and nothing else is imported either', async () => {
    const { kiosk, cookie, url, look, confirm } = await started(await hall.start());
    const report = (await look(await someFile())).json() as ImportReport;
    const dibao = itemOf(await catalogueOf(kiosk, cookie), 'dibao');
    const body = changes({ items: [{ was: dibao, is: { ...dibao, minutes: 1 } }] });
    await postStaff(`${url}/changes`, body, cookie);
    const before = await catalogueOf(kiosk, cookie);
    expect((await confirm(report.importId)).json()).toMatchObject({ code: 'CATALOGUE_CHANGED' });
    expect(await catalogueOf(kiosk, cookie)).toEqual(before);
  });

  test('one wrong row, and nothing is imported', async () => {
    const { look, confirm } = await started(shared);
    const answer = await look(await someFile('没有的部门'));
    expect(answer.json()).toEqual({
      importId: null,
      lines: [],
      unchanged: 0,
      faults: [
        {
          sheet: '事项',
          row: 3,
          column: '部门',
          says: '没有“没有的部门”这个部门，请先写进部门表。',
        },
      ],
      faultCount: 1,
    });
    expect((await confirm('x')).json()).toMatchObject({ code: 'IMPORT_EXPIRED' });
  });

  test('files that are none are refused with a code; staff without the role too', async () => {
    const { kiosk, url, look } = await started(shared);
    const codes = await Promise.all(
      [Buffer.from('<html>'), Buffer.alloc(0), Buffer.from('PK\u0003\u0004....')].map(
        async (file) => (await look(file)).json(),
      ),
    );
    expect(codes).toMatchObject([
      { code: 'FILE_NOT_XLSX', status: 400 },
      { code: 'FILE_EMPTY' },
      { code: 'FILE_DAMAGED' },
    ]);
    expect((await look(Buffer.alloc(3 * 1024 * 1024))).json()).toMatchObject({
      code: 'BODY_TOO_LARGE',
    });
    const clerk = await signIn(kiosk.staff, '窗口二');
    const refused = await uploadStaff(`${url}/import?missing=keep`, await someFile(), clerk);
    expect(refused.status).toBe(403);
    const body = JSON.stringify({});
    const json = await askStaff(`${url}/import?missing=keep`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', cookie: await signIn(kiosk.staff) },
    });
    expect(json.json()).toMatchObject({ code: 'CONTENT_TYPE_WRONG' });
  });

  function someFile(department = '气象'): Promise<Uint8Array> {
    return workbooks.write([
      { name: '部门', rows: [['名称'], ['气象']] },
      {
        name: '事项',
        rows: [
          ['名称', '部门', '号码字母', '办理分钟', '窗口'],
          ['低保申请', '民政', 'A', 25, '1、2'],
          ['天气咨询', department, 'F', null, 2],
        ],
      },
      {
        name: '所需材料',
        rows: [
          ['事项', '材料'],
          ['天气咨询', '身份证'],
        ],
      },
    ]);
  }
});

describe('the checklist on paper', () => {
  async function printed(body: object): Promise<string[]> {
    const printer = createTcpPrinter();
    await printer.start();
    try {
      const kiosk = await hall.start({
        change: (settings) => ({
          ...settings,
          devices: { ...settings.devices, printer: `tcp://127.0.0.1:${printer.port}` },
        }),
      });
      const answer = await post(`${kiosk.touch}/api/catalogue/checklists`, body);
      expect(answer.status).toBe(201);
      expect(await answer.json()).toEqual({ jobId: expect.any(String) });
      await until(() => printer.slips.some(({ end }) => end === 'cut'), 'the slip');
      expect(printer.violations).toEqual([]);
      await kiosk.stop();
      return [...(printer.slips[0]?.lines ?? [])];
    } finally {
      await printer.stop();
    }
  }

  test('of an item: boxes to tick, whom to ask, how long it takes', async () => {
    const lines = await printed({ itemId: 'gaoling-jintie' });
    expect(lines).toEqual(
      expect.arrayContaining([
        '第六埠村党群服务中心',
        '所需材料清单',
        '高龄津贴申请',
        '□ 身份证',
        '□ 委托书（不是人人都要带）',
        '高龄津贴申请：20 个工作日内办完。',
      ]),
    );
    expect(lines.join('')).toContain('问民政：一楼大厅 1 号窗口');
  });

  test('of a package: what several items ask for stands there once', async () => {
    const lines = await printed({ packageId: 'kaiban-yijianshi' });
    expect(lines).toContain('开办企业一件事');
    expect(lines.filter((line) => line.startsWith('□ 法定代表人身份证'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('□ 营业执照'))).toHaveLength(1);
    expect(lines.join('')).toContain('一次办完：企业开办、公章刻制备案、税务登记、单位社保开户');
  });

  test('of what is not offered is refused; without a printer there is no job', async () => {
    const kiosk = await hall.start({
      change: (settings) => ({ ...settings, devices: { ...settings.devices, printer: 'none' } }),
    });
    const ask = (body: object) => post(`${kiosk.touch}/api/catalogue/checklists`, body);
    expect(await (await ask({ itemId: 'dibao' })).json()).toEqual({ jobId: null });
    expect((await ask({ itemId: 'constructor' })).status).toBe(404);
    expect((await ask({ itemId: 'dibao', packageId: 'x' })).status).toBe(400);
    expect((await ask({})).status).toBe(400);
  });
});
