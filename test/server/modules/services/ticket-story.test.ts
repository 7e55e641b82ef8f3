// What a ticket's events tell: its waits, its turns at windows, and nothing of calls that were taken back.
import { expect, test } from 'vitest';
import { serviceOf, waitOf } from '../../../../server/modules/services/statistics.ts';
import { HallScript } from './hall-script.ts';

const MINUTE = 60_000;
const hall = () => new HallScript();

test('one ticket, called, started and finished', () => {
  const story = hall()
    .at('09:00')
    .take('A001')
    .at('09:10')
    .call('A001', 3)
    .at('09:12')
    .start('A001', 3)
    .at('09:20')
    .finish('A001', 3)
    .story('A001');
  expect(waitOf(story)).toBe(10 * MINUTE);
  expect(serviceOf(story)).toBe(8 * MINUTE);
  expect(story).toMatchObject({ state: 'served', undone: 0, overtaken: 0 });
  expect(story.turns).toMatchObject([{ window: 3, end: 'finished', outcome: 'done', calls: 1 }]);
});

test('where nobody pressed start, service runs from the call', () => {
  const story = hall().take('A001').at('09:10').call('A001', 1).at('09:16').finish('A001', 1);
  expect(serviceOf(story.story('A001'))).toBe(6 * MINUTE);
});

test('a call that was undone never was: the wait goes on, and whom it had ended is served on', () => {
  const script = hall()
    .take('A001')
    .take('A002')
    .at('09:05')
    .call('A001', 1)
    .at('09:15')
    .finish('A001', 1)
    .call('A002', 1)
    .at('09:15:08')
    .undo('A002', 1, 'A001');
  expect(script.story('A001')).toMatchObject({
    state: 'serving',
    turns: [{ end: null, outcome: null, servedMs: 0 }],
  });
  expect(script.story('A002')).toMatchObject({ state: 'waiting', undone: 1, turns: [] });
  script.at('09:20').finish('A001', 1).at('09:21').call('A002', 1).at('09:25').finish('A002', 1);
  expect(serviceOf(script.story('A001'))).toBe(15 * MINUTE);
  expect(waitOf(script.story('A002'))).toBe(21 * MINUTE);
});

test('time put aside is neither waiting nor service', () => {
  const story = hall()
    .take('A001')
    .at('09:10')
    .call('A001', 2)
    .start('A001', 2)
    .at('09:14')
    .hold('A001', 2)
    .at('09:40')
    .call('A001', 2)
    .at('09:43')
    .finish('A001', 2)
    .story('A001');
  expect(waitOf(story)).toBe(10 * MINUTE);
  expect(serviceOf(story)).toBe(7 * MINUTE);
  expect(story.turns).toMatchObject([{ heldTimes: 1, end: 'finished' }]);
});

test('sent on while put aside: the time between is nobody’s', () => {
  const story = hall()
    .take('A001')
    .at('09:10')
    .call('A001', 2)
    .at('09:14')
    .hold('A001', 2)
    .at('09:40')
    .transfer('A001', 2, 3)
    .at('09:45')
    .call('A001', 3)
    .at('09:48')
    .finish('A001', 3)
    .story('A001');
  expect(waitOf(story)).toBe(15 * MINUTE);
  expect(story.turns.map(({ servedMs }) => servedMs)).toEqual([4 * MINUTE, 3 * MINUTE]);
});

test('a call back that was undone leaves the window: it waits again from then', () => {
  const script = hall()
    .take('A001')
    .at('09:10')
    .call('A001', 2)
    .at('09:14')
    .hold('A001', 2)
    .at('09:20')
    .call('A001', 2)
    .at('09:20:05')
    .undo('A001', 2)
    .at('09:30:05')
    .call('A001', 1)
    .at('09:35:05')
    .finish('A001', 1);
  const story = script.story('A001');
  expect(waitOf(story)).toBe(20 * MINUTE);
  expect(serviceOf(story)).toBe(5 * MINUTE);
  expect(story.turns.map(({ end }) => end)).toEqual(['left', 'finished']);
});

test('after a transfer the second wait counts, each window has its own time', () => {
  const story = hall()
    .take('A001')
    .at('09:10')
    .call('A001', 1)
    .at('09:15')
    .transfer('A001', 1, 2)
    .at('09:22')
    .call('A001', 2)
    .at('09:30')
    .finish('A001', 2)
    .story('A001');
  expect(waitOf(story)).toBe(17 * MINUTE);
  expect(serviceOf(story)).toBe(13 * MINUTE);
  expect(story.turns).toMatchObject([
    { window: 1, end: 'transferred', servedMs: 5 * MINUTE, waitedMs: 10 * MINUTE },
    { window: 2, end: 'finished', servedMs: 8 * MINUTE, waitedMs: 7 * MINUTE },
  ]);
});

test('what a window could not do goes on at another', () => {
  const story = hall()
    .take('A001', { itemIds: ['elder', 'insure'] })
    .at('09:10')
    .call('A001', 1)
    .at('09:15')
    .finish('A001', 1, { itemIds: ['elder'], remaining: ['insure'] })
    .at('09:20')
    .call('A001', 2)
    .at('09:29')
    .finish('A001', 2, { itemIds: ['insure'], outcome: 'referred' })
    .story('A001');
  expect(story.state).toBe('served');
  expect(story.turns.map(({ doneItemIds }) => doneItemIds)).toEqual([['elder'], ['insure']]);
  expect(waitOf(story)).toBe(15 * MINUTE);
});

test('missed, back, and called again: being away is no waiting', () => {
  const story = hall()
    .take('A001')
    .at('09:10')
    .call('A001', 1)
    .again('A001', 1)
    .again('A001', 1)
    .at('09:12')
    .miss('A001', 1)
    .at('10:00')
    .reactivate('A001')
    .at('10:05')
    .call('A001', 1)
    .at('10:08')
    .finish('A001', 1)
    .story('A001');
  expect(waitOf(story)).toBe(15 * MINUTE);
  expect(serviceOf(story)).toBe(3 * MINUTE);
  expect(story.turns.map(({ end, calls }) => [end, calls])).toEqual([
    ['missed', 3],
    ['finished', 1],
  ]);
});

test('the end of the day: who waits, was called or put aside is void, who sat at a window was served', () => {
  const stories = hall()
    .take('A001')
    .take('A002')
    .take('A003')
    .take('A004')
    .take('A005')
    .at('09:10')
    .call('A001', 1)
    .call('A002', 2)
    .start('A002', 2)
    .call('A003', 3)
    .hold('A003', 3)
    .giveUp('A005')
    .at('17:30')
    .closeDay()
    .stories();
  expect(stories.map(({ state }) => state)).toEqual(['void', 'served', 'void', 'void', 'givenUp']);
  expect(stories.map(({ turns }) => turns.at(-1)?.end)).toEqual([
    'left',
    'unrecorded',
    'left',
    undefined,
    undefined,
  ]);
  expect(stories.map(serviceOf)).toEqual([null, null, null, null, null]);
});

test('who was put aside when the clerk left is missed', () => {
  const script = hall().take('A001').call('A001', 4).hold('A001', 4).closeWindow(4);
  expect(script.story('A001')).toMatchObject({ state: 'missed', turns: [{ end: 'left' }] });
});

test('who was passed over, until a call is undone; other letters are in nobody’s way', () => {
  const script = hall()
    .take('A001')
    .take('B001')
    .take('A002')
    .take('A003', { class: 'elderly' })
    .call('A003', 1);
  expect(script.stories().map(({ overtaken }) => overtaken)).toEqual([1, 0, 1, 0]);
  script.undo('A003', 1);
  expect(script.stories().map(({ overtaken }) => overtaken)).toEqual([0, 0, 0, 0]);
  script.call('A002', 1, 'unwell').call('A003', 2).call('A001', 1);
  expect(script.stories().map(({ overtaken }) => overtaken)).toEqual([2, 0, 0, 0]);
});

test('events whose ticket is unknown, or whose call is lost, make nothing', () => {
  const script = hall().finish('A009', 1).miss('A009', 1).undo('A009', 1).start('A009', 2);
  expect(script.stories()).toEqual([]);
  script.take('A001').finish('A001', 1).undo('A001', 1).reactivate('A001');
  expect(script.story('A001')).toMatchObject({ turns: [] });
});
