// The business day: opened by a trusted clock, confirmed by staff otherwise, never moved by a clock that leaps.
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../server/http/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import { snapshotOf, until } from './http/event-source.ts';
import { kioskOfEachTest } from './kiosk-of-each-test.ts';
import { clockAt, journalLines, post, postStaff, signIn } from './started-kiosk.ts';

const { start, watch } = kioskOfEachTest();

function asksForDay(asks: boolean): (frame: Frame) => boolean {
  return (frame) =>
    frame.type === 'slice' &&
    frame.name === 'centre' &&
    (frame.value as CentreSlice).dayNeedsConfirmation === asks;
}

describe('the business day', () => {
  const MONDAY = '2026-11-23T01:00:00Z';

  test('opens by itself on a trusted clock, in the zone of the centre', async () => {
    const { touch } = await start({ systemClock: clockAt({ iso: MONDAY, trusted: true }) });
    const page = await watch(`${touch}/api/events?page=touch`);
    expect(await snapshotOf(page)).toMatchObject({
      centre: { day: '2026-11-23', dayNeedsConfirmation: false },
    });
  });

  test('waits for staff when the clock is not trusted', async () => {
    const { touch, staff } = await start({
      systemClock: clockAt({ iso: '1970-01-01T00:00:05Z', trusted: false }),
    });
    const page = await watch(`${touch}/api/events?page=touch`);
    expect(await snapshotOf(page)).toMatchObject({
      centre: { day: null, dayNeedsConfirmation: true },
    });
    const cookie = await signIn(staff);
    const done = await postStaff(`${staff}/api/centre/days`, { day: '2026-11-23' }, cookie);
    expect(done.status).toBe(200);
    await until(page, asksForDay(false));
    const ticket = await post(`${touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ number: 'A001' });
  });

  test('staff who name the open day confirm it: the request goes away, however often they say so', async () => {
    const first = await start({ systemClock: clockAt({ iso: MONDAY, trusted: true }) });
    await first.stop();
    const wall = { iso: '2026-11-25T01:00:00Z', trusted: false };
    const second = await start({ folder: first.folder, systemClock: clockAt(wall) });
    const page = await watch(`${second.touch}/api/events?page=touch`);
    expect(await snapshotOf(page)).toMatchObject({
      centre: { day: '2026-11-23', dayNeedsConfirmation: true },
    });
    const cookie = await signIn(second.staff);
    const confirm = () =>
      postStaff(`${second.staff}/api/centre/days`, { day: '2026-11-23' }, cookie);
    const done = await confirm();
    expect([done.status, done.json()]).toEqual([200, { day: '2026-11-23' }]);
    await until(page, asksForDay(false));
    expect((await confirm()).status).toBe(200);
    expect((await post(`${second.touch}/api/services/tickets`, { itemId: 'dibao' })).status).toBe(
      201,
    );
    // The wall's day turns: what staff said was about the day before.
    wall.iso = '2026-11-26T01:00:00Z';
    await postStaff(`${second.staff}/api/centre/closings`, {}, cookie);
    await until(page, asksForDay(true));
    await second.stop();
    const days = (await journalLines(first.folder)).filter(({ t }) => t.startsWith('centre.day'));
    expect(days.map(({ t }) => t)).toEqual([
      'centre.dayOpened',
      'centre.dayConfirmed',
      'centre.dayConfirmed',
      'centre.dayClosed',
    ]);
  });

  test('missed at midnight, the old day is closed late at the next start', async () => {
    const first = await start({ systemClock: clockAt({ iso: MONDAY, trusted: true }) });
    await post(`${first.touch}/api/services/tickets`, { itemId: 'dibao' });
    await first.stop();
    const tuesday = clockAt({ iso: '2026-11-24T01:00:00Z', trusted: true });
    const second = await start({ folder: first.folder, systemClock: tuesday });
    const ticket = await post(`${second.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ number: 'A001' });
    await second.stop();
    const closed = (await journalLines(first.folder)).filter(({ t }) => t === 'centre.dayClosed');
    expect(closed.map(({ d }) => d)).toEqual([{ day: '2026-11-23', late: true }]);
  });

  test.each([
    ['back in 1970', '1970-01-02T00:00:00Z'],
    ['a year ahead', '2027-12-01T00:00:00Z'],
    ['a day back', '2026-11-22T01:00:00Z'],
  ])('a trusted clock that is %s moves nothing and asks staff', async (_name, iso) => {
    const first = await start({ systemClock: clockAt({ iso: MONDAY, trusted: true }) });
    await post(`${first.touch}/api/services/tickets`, { itemId: 'dibao' });
    await first.stop();
    const second = await start({
      folder: first.folder,
      systemClock: clockAt({ iso, trusted: true }),
    });
    const page = await watch(`${second.touch}/api/events?page=touch`);
    expect(await snapshotOf(page)).toMatchObject({
      centre: { day: '2026-11-23', dayNeedsConfirmation: true },
    });
    const ticket = await post(`${second.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ number: 'A002' });
  });

  test('a day that staff ended stays ended', async () => {
    const clock = clockAt({ iso: MONDAY, trusted: true });
    const first = await start({ systemClock: clock });
    const cookie = await signIn(first.staff);
    await postStaff(`${first.staff}/api/centre/closings`, {}, cookie);
    const ticket = await post(`${first.touch}/api/services/tickets`, { itemId: 'dibao' });
    expect(await ticket.json()).toMatchObject({ code: 'DAY_NOT_OPEN' });
    await first.stop();
    const second = await start({ folder: first.folder, systemClock: clock });
    const page = await watch(`${second.touch}/api/events?page=touch`);
    expect(await snapshotOf(page)).toMatchObject({
      centre: { day: null, dayNeedsConfirmation: false },
    });
  });
});
