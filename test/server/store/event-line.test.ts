// Who caused an event, as the journal writes it and as a later start reads it again.
import { expect, test } from 'vitest';
import { actorOf, actorText } from '../../../server/store/event-line.ts';
import type { Actor } from '../../../server/store/module.ts';

const actors: Record<string, Actor> = {
  touchscreen: { kind: 'touchscreen' },
  'touchscreen:LB01-1-3f': { kind: 'touchscreen', screenId: 'LB01-1-3f' },
  'staff:LB01-1-2': { kind: 'staff', accountId: 'LB01-1-2' },
  'kiosk:spool': { kind: 'kiosk', part: 'spool' },
};

test.each(Object.entries(actors))('%s', (text, actor) => {
  expect(actorText(actor)).toBe(text);
  expect(actorOf(text)).toEqual(actor);
});
