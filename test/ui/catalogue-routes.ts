// What the mock staff server answers of the catalogue; changes are kept, as the real one keeps them.
import { isDeepStrictEqual } from 'node:util';
import type {
  CatalogueSlice,
  Changes,
  HoursChange,
} from '../../server/modules/catalogue/schema.ts';
import type { ImportReport } from '../../server/sheets/schema.ts';
import { ok, type Route, refused, type StaffMock } from './staff-mock.ts';

type Kind = keyof Changes;
const kinds: Kind[] = ['departments', 'items', 'packages'];

export function catalogue(mock: StaffMock): [string, Route][] {
  // Retired ones too, unlike the slice.
  const whole: CatalogueSlice = structuredClone(mock.slices.catalogue);
  const onOffer = <T extends { retired: boolean }>(list: T[]) => list.filter((one) => !one.retired);
  function pushed(): void {
    mock.push('catalogue', {
      departments: onOffer(whole.departments),
      items: onOffer(whole.items),
      packages: onOffer(whole.packages),
      hours: whole.hours,
    });
  }
  const file =
    (name: string): Route =>
    () => ({
      ...ok('PK'),
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      headers: {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    });
  const report: ImportReport = {
    importId: 'i1',
    lines: [
      { sheet: '事项', what: 'added', name: '天气咨询', details: [] },
      {
        sheet: '事项',
        what: 'changed',
        name: '低保申请',
        details: ['窗口：1、2 → 3', '办理分钟：20 → 25'],
      },
      { sheet: '部门', what: 'retired', name: '工会', details: [] },
    ],
    unchanged: 51,
    faults: [],
    faultCount: 0,
  };
  return [
    ['GET /api/catalogue', () => ok(whole)],
    [
      'POST /api/catalogue/changes',
      ({ body }) => {
        const changes = body as unknown as Changes;
        for (const kind of kinds) {
          for (const { was, is } of changes[kind]) {
            const list = whole[kind] as { id: string }[];
            const now = list.find(({ id }) => id === is.id) ?? null;
            if (!isDeepStrictEqual(now, was)) return refused(409, 'CATALOGUE_CHANGED');
            if (now) list[list.indexOf(now)] = is;
            else list.push(is);
          }
        }
        pushed();
        return ok({ done: true });
      },
    ],
    [
      'POST /api/catalogue/hours',
      ({ body }) => {
        const { was, is } = body as unknown as HoursChange;
        if (!isDeepStrictEqual(whole.hours, was)) return refused(409, 'CATALOGUE_CHANGED');
        whole.hours = is;
        pushed();
        return ok({ done: true });
      },
    ],
    ['GET /api/catalogue/export', file('办事事项.xlsx')],
    ['GET /api/catalogue/template', file('办事事项空表.xlsx')],
    ['POST /api/catalogue/import', () => ok(report)],
    ['POST /api/catalogue/import/:id/confirmation', () => ok({ done: true })],
    ['POST /api/catalogue/import/:id/withdrawal', () => ok({ done: true })],
  ];
}
