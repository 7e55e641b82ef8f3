// The kit without a browser: the way through a visit, keys of commands, digits and sentences.
import { signal } from '@preact/signals';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createAction } from '../../ui/kit/api.ts';
import { splitClauses, splitList } from '../../ui/kit/clauses.tsx';
import { isPhone, phoneGroups } from '../../ui/kit/grouped.ts';
import { createVisits } from '../../ui/kit/visits.ts';
import { visitPlan } from '../../ui/touch/plan.ts';

describe('visits', () => {
  type Step = { name: 'start' } | { name: 'one' } | { name: 'two'; of: string } | { name: 'help' };
  function make() {
    return createVisits<Step, { typed: { value: string } }>({
      start: { name: 'start' },
      steps: { start: ['one'], one: ['two'], two: [], help: [] },
      always: ['help'],
      begin: () => ({ typed: signal('') }),
      end(session) {
        session.typed.value = '';
      },
    });
  }

  test('knows the steps between screens and refuses others', () => {
    const visits = make();
    expect(() => visits.go({ name: 'two', of: 'x' })).toThrow('no step from start to two');
    visits.go({ name: 'one' });
    visits.go({ name: 'two', of: 'x' });
    visits.go({ name: 'help' });
    expect(visits.screen.value).toEqual({ name: 'help' });
  });

  test('goes back the way it came, with what was said there; not behind a record', () => {
    const visits = make();
    visits.go({ name: 'one' });
    visits.go({ name: 'two', of: 'x' });
    visits.go({ name: 'help' });
    visits.back();
    expect(visits.screen.value).toEqual({ name: 'two', of: 'x' });
    visits.arrive({ name: 'help' });
    expect(visits.canGoBack.value).toBe(false);
    visits.back();
    expect(visits.screen.value.name).toBe('help');
  });

  test('ends with the old session wiped and a new one begun', () => {
    const visits = make();
    const old = visits.session.value;
    old.typed.value = '13800138000';
    visits.go({ name: 'one' });
    visits.reset();
    expect(old.typed.value).toBe('');
    expect(visits.session.value).not.toBe(old);
    expect(visits.screen.value.name).toBe('start');
    expect(visits.canGoBack.value).toBe(false);
  });
});

test('every screen of the touchscreen can be reached from the first', () => {
  const reached = new Set<string>([visitPlan.start.name, ...visitPlan.always]);
  for (const name of reached) {
    for (const next of visitPlan.steps[name as keyof typeof visitPlan.steps]) reached.add(next);
  }
  expect([...reached].sort()).toEqual(Object.keys(visitPlan.steps).sort());
});

describe('commands', () => {
  afterEach(() => vi.unstubAllGlobals());
  /** Answers one after another: an HTTP status, or no answer at all. */
  function serve(...answers: (number | 'silence')[]): string[] {
    const keys: string[] = [];
    vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
      keys.push(new Headers(init.headers).get('Idempotency-Key') ?? '');
      const status = answers.shift();
      if (status === 'silence' || status === undefined) throw new TypeError('no answer');
      return Response.json(status < 400 ? { id: 'x' } : { code: 'QUEUE_EMPTY' }, { status });
    });
    return keys;
  }

  test('the key stays while the outcome is unknown and goes with an answer', async () => {
    const keys = serve('silence', 500, 201, 201);
    const action = createAction<{ a: number }, { id: string }>();
    for (let round = 0; round < 4; round++) await action.run('/x', { a: 1 });
    expect(keys[0]).toMatch(/^[\w-]{8,64}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).toBe(keys[0]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test('another body is another action', async () => {
    const keys = serve('silence', 201);
    const action = createAction<{ a: number }, { id: string }>();
    await action.run('/x', { a: 1 });
    await action.run('/x', { a: 2 });
    expect(keys[1]).not.toBe(keys[0]);
  });

  test('a refusal ends the action; silence and refusal are told apart', async () => {
    const keys = serve(409, 'silence');
    const action = createAction<{ a: number }, { id: string }>();
    expect(await action.run('/x', { a: 1 })).toMatchObject({
      ok: false,
      failure: { kind: 'refused', status: 409, code: 'QUEUE_EMPTY' },
    });
    expect(await action.run('/x', { a: 1 })).toEqual({
      ok: false,
      failure: { kind: 'unreachable' },
    });
    expect(keys[1]).not.toBe(keys[0]);
  });

  test('while one is under way a second tap does nothing', async () => {
    const keys = serve(201, 201);
    const action = createAction<{ a: number }, { id: string }>();
    const both = await Promise.all([action.run('/x', { a: 1 }), action.run('/x', { a: 1 })]);
    expect(both[0]).toMatchObject({ ok: true });
    expect(both[1]).toBeNull();
    expect(keys).toHaveLength(1);
    expect(action.busy.value).toBe(false);
  });
});

describe('digits and sentences', () => {
  test('a phone number in groups, empty places kept', () => {
    expect(phoneGroups('13800138000')).toEqual(['138', '0013', '8000']);
    expect(phoneGroups('1380')).toEqual(['138', '0   ', '    ']);
    expect(isPhone('13800138000')).toBe(true);
    expect(isPhone('12800138000')).toBe(false);
    expect(isPhone('1380013800')).toBe(false);
  });

  test('sentences break behind their marks and lose nothing', () => {
    const text = '刷身份证、输手机号都行，不留姓名也行。记住“A012”，就行！';
    expect(splitClauses(text)).toEqual([
      '刷身份证、输手机号都行，',
      '不留姓名也行。',
      '记住“A012”，',
      '就行！',
    ]);
    expect(splitList('刷身份证、输手机号都行，')).toEqual(['刷身份证、', '输手机号都行，']);
    for (const odd of ['，', '', '𬭎䶮㛃玥', '、、', '说：“好。”']) {
      expect(splitClauses(odd).join('')).toBe(odd);
      expect(splitList(odd).join('')).toBe(odd);
    }
  });
});
