// What may become of a catalogue: the one command that changes it, opening hours, the checklist's print job.
import { beforeEach, describe, expect, test } from 'vitest';
import {
  adoptCatalogue,
  changeCatalogue,
  printChecklist,
  putHours,
} from '../../../../server/modules/catalogue/commands.ts';
import type { OpeningHours } from '../../../../server/modules/catalogue/schema.ts';
import { finishJob, startJob } from '../../../../server/modules/printing/commands.ts';
import { isStale, selectJobs } from '../../../../server/modules/printing/view.ts';
import { type Bench, createBench } from '../decide.ts';
import { changes, department, item, packageOf } from './entities.ts';

const minzheng = department('minzheng', { name: '民政' });
const canlian = department('canlian', { name: '残联' });
const dibao = item('dibao', { name: '低保申请' });
const gaoling = item('gaoling', { name: '高龄津贴' });
const youdai = item('youdai', { name: '优待证' });
const both = packageOf('both', ['dibao', 'gaoling'], { name: '老人一件事' });

let bench: Bench;
beforeEach(() => {
  bench = createBench();
  bench.accept(adoptCatalogue, {
    departments: [minzheng, canlian],
    items: [dibao, gaoling, youdai],
    packages: [both],
  });
});
const catalogue = () => bench.views.catalogue;

describe('a change', () => {
  test('puts a new item, changes an old one, and leaves the order as it was', () => {
    const fresh = item('n1', { name: '临时救助', departmentId: 'canlian' });
    const renamed = { ...dibao, name: '低保和低边', windows: [4] };
    const list = changes({
      items: [
        { was: null, is: fresh },
        { was: dibao, is: renamed },
      ],
    });
    bench.accept(changeCatalogue, list);
    expect(Object.values(catalogue().items)).toEqual([renamed, gaoling, youdai, fresh]);
  });

  test('is kept tidy: blanks and control characters go, windows are in order and once', () => {
    const untidy = { ...dibao, name: ' 低保\u0007 \n申请 ', windows: [3, 1, 3] };
    bench.accept(changeCatalogue, changes({ items: [{ was: dibao, is: untidy }] }));
    expect(catalogue().items['dibao']).toMatchObject({ name: '低保 申请', windows: [1, 3] });
  });

  test('that changes nothing leaves no trace', () => {
    const before = bench.recorded.length;
    bench.accept(changeCatalogue, changes({ items: [{ was: dibao, is: dibao }] }));
    expect(bench.recorded).toHaveLength(before);
  });

  test('is undone by its opposite, even a retirement with its package', () => {
    const retire = changes({
      items: [{ was: dibao, is: { ...dibao, retired: true } }],
      packages: [{ was: both, is: { ...both, retired: true } }],
    });
    bench.accept(changeCatalogue, retire);
    expect(catalogue().packages['both']?.retired).toBe(true);
    const turned = <T>(list: { was: T | null; is: T }[]) =>
      list.flatMap(({ was, is }) => (was ? [{ was: is, is: was }] : []));
    bench.accept(changeCatalogue, {
      departments: [],
      items: turned(retire.items),
      packages: turned(retire.packages),
    });
    expect(catalogue().items['dibao']).toEqual(dibao);
    expect(catalogue().packages['both']).toEqual(both);
  });

  test('of what somebody else changed meanwhile is refused, whatever it says', () => {
    const mine = { ...dibao, minutes: 20 };
    bench.accept(
      changeCatalogue,
      changes({ items: [{ was: dibao, is: { ...dibao, minutes: 9 } }] }),
    );
    expect(bench.refuse(changeCatalogue, changes({ items: [{ was: dibao, is: mine }] }))).toBe(
      'CATALOGUE_CHANGED',
    );
    expect(catalogue().items['dibao']?.minutes).toBe(9);
  });

  test('makes nothing new under an id that is taken, nor changes what is not there', () => {
    const taken = changes({ items: [{ was: null, is: { ...dibao, name: '别的' } }] });
    expect(bench.refuse(changeCatalogue, taken)).toBe('CATALOGUE_CHANGED');
    const gone = item('gone');
    const unknown = changes({ items: [{ was: gone, is: { ...gone, minutes: 3 } }] });
    expect(bench.refuse(changeCatalogue, unknown)).toBe('CATALOGUE_CHANGED');
    const inherited = item('constructor');
    const strange = changes({ items: [{ was: null, is: inherited }] });
    bench.accept(changeCatalogue, strange);
    expect(catalogue().items['constructor']).toEqual(inherited);
  });

  test('of the same one twice is refused', () => {
    const twice = changes({
      items: [
        { was: dibao, is: { ...dibao, minutes: 1 } },
        { was: dibao, is: { ...dibao, minutes: 2 } },
      ],
    });
    expect(bench.refuse(changeCatalogue, twice)).toBe('CATALOGUE_CHANGED');
  });

  const retired = <T>(one: T) => ({ was: one, is: { ...one, retired: true } });
  test.each([
    [
      'a name that another has',
      { items: [{ was: dibao, is: { ...dibao, name: '高龄津贴' } }] },
      'CATALOGUE_NAME_TAKEN',
    ],
    [
      'a name of blanks',
      { items: [{ was: dibao, is: { ...dibao, name: ' \t' } }] },
      'CATALOGUE_ENTRY_UNKNOWN',
    ],
    [
      'a department that is unknown',
      { items: [{ was: dibao, is: { ...dibao, departmentId: 'x' } }] },
      'DEPARTMENT_UNKNOWN',
    ],
    ['retiring a department in use', { departments: [retired(minzheng)] }, 'DEPARTMENT_IN_USE'],
    ['retiring an item of a package', { items: [retired(dibao)] }, 'ITEM_IN_PACKAGE'],
    [
      'a package of what is not offered',
      { packages: [{ was: both, is: { ...both, itemIds: ['dibao', 'x'] } }] },
      'PACKAGE_ITEM_UNKNOWN',
    ],
    [
      'a package with an item twice',
      { packages: [{ was: both, is: { ...both, itemIds: ['dibao', 'dibao'] } }] },
      'PACKAGE_ITEM_TWICE',
    ],
    [
      'two general items',
      { items: [dibao, gaoling].map((one) => ({ was: one, is: { ...one, general: true } })) },
      'GENERAL_TWICE',
    ],
  ])('is refused: %s', (_what, part, code) => {
    const before = structuredClone(catalogue());
    expect(bench.refuse(changeCatalogue, changes(part))).toBe(code);
    expect(catalogue()).toEqual(before);
  });

  test('may use the name of what is retired, and is in nobody’s way for what was wrong before', () => {
    bench.accept(changeCatalogue, changes({ items: [retired(youdai)] }));
    bench.accept(
      changeCatalogue,
      changes({ items: [{ was: dibao, is: { ...dibao, name: '优待证' } }] }),
    );
    // Bringing the other back would make two.
    const back = changes({ items: [{ was: { ...youdai, retired: true }, is: youdai }] });
    expect(bench.refuse(changeCatalogue, back)).toBe('CATALOGUE_NAME_TAKEN');

    const other = createBench();
    other.accept(adoptCatalogue, {
      departments: [],
      items: [dibao, { ...gaoling, name: dibao.name }],
      packages: [],
    });
    other.accept(changeCatalogue, changes({ departments: [{ was: null, is: canlian }] }));
    expect(other.views.catalogue.departments['canlian']).toEqual(canlian);
  });

  test('ends at a size that screens and memory bear', () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ was: null, is: department(`d${at}`) }));
    expect(bench.refuse(changeCatalogue, changes({ departments: many }))).toBe('CATALOGUE_FULL');
    bench.accept(changeCatalogue, changes({ departments: many.slice(2) }));
  });
});

describe('opening hours', () => {
  const day = [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ];
  const hours: OpeningHours = {
    week: [day, day, day, day, day, [], []],
    exceptions: [],
    lockMinutes: 15,
  };

  test('are put, and a second form that was opened before is refused', () => {
    bench.accept(putHours, { was: null, is: hours });
    expect(catalogue().hours).toEqual(hours);
    expect(bench.refuse(putHours, { was: null, is: { ...hours, lockMinutes: 0 } })).toBe(
      'CATALOGUE_CHANGED',
    );
    bench.accept(putHours, { was: hours, is: null });
    expect(catalogue().hours).toBeNull();
  });

  const holiday = { day: '2026-10-01', spans: [], reason: '国庆节' };
  test.each([
    [
      'a span that ends before it begins',
      { week: [[{ from: '12:00', to: '08:00' }], ...hours.week.slice(1)] },
    ],
    [
      'spans that overlap',
      {
        week: [
          [
            { from: '08:00', to: '12:00' },
            { from: '11:59', to: '17:00' },
          ],
          ...hours.week.slice(1),
        ],
      },
    ],
    ['a day that is named twice', { exceptions: [holiday, holiday] }],
    [
      'a wrong span of an exception',
      { exceptions: [{ ...holiday, spans: [{ from: '09:00', to: '09:00' }] }] },
    ],
  ])('are refused: %s', (_what, part) => {
    expect(bench.refuse(putHours, { was: null, is: { ...hours, ...part } })).toBe('HOURS_WRONG');
  });
});

describe('a checklist', () => {
  const print = (of: { itemId: string } | { packageId: string }) =>
    bench.accept(printChecklist, { of, print: true });

  test('is queued by its reference, named on the list of slips, and not doubled while it waits', () => {
    const { jobId } = print({ itemId: 'dibao' });
    expect(bench.views.printing.jobs[jobId ?? '']).toMatchObject({
      kind: 'materials',
      reference: 'item:dibao',
      copy: 1,
    });
    expect(print({ itemId: 'dibao' }).jobId).toBe(jobId);
    expect(print({ packageId: 'both' }).jobId).not.toBe(jobId);
    expect(selectJobs(bench.views).jobs.map(({ label }) => label)).toEqual([
      '老人一件事',
      '低保申请',
    ]);
    bench.accept(startJob, { jobId: jobId ?? '' });
    expect(print({ itemId: 'dibao' }).jobId).not.toBe(jobId);
  });

  test('needs no printer to be asked for, but something that is on offer', () => {
    expect(bench.accept(printChecklist, { of: { itemId: 'dibao' }, print: false })).toEqual({
      jobId: null,
    });
    bench.accept(
      changeCatalogue,
      changes({ items: [{ was: youdai, is: { ...youdai, retired: true } }] }),
    );
    for (const of of [{ itemId: 'youdai' }, { itemId: 'constructor' }, { packageId: 'dibao' }]) {
      expect(bench.refuse(printChecklist, { of, print: true })).toBe('CATALOGUE_ENTRY_UNKNOWN');
    }
  });

  test('is of no use after ten minutes, unless staff ask for it', () => {
    const { jobId } = print({ itemId: 'dibao' });
    const job = () => bench.views.printing.jobs[jobId ?? ''];
    const staleAfter = (minutes: number) => {
      const found = job();
      return found && isStale(found, bench.views, bench.wallMs + minutes * 60_000);
    };
    expect([staleAfter(10), staleAfter(11)]).toEqual([false, true]);
    bench.accept(finishJob, { jobId: jobId ?? '', result: 'stale' });
    expect(selectJobs(bench.views).stale).toMatchObject([{ label: '低保申请', reason: 'tooLate' }]);
    const found = job();
    if (found) found.asked = true;
    expect(staleAfter(11)).toBe(false);
  });
});
