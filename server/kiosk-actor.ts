// Commands that the kiosk gives itself: settings it adopts, days it turns.
import { randomBytes } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import type { CommandDefinition } from './store/module.ts';
import type { Outcome, Store } from './store/store.ts';

/** Executes for a part of the kiosk, under a fresh command id. */
export function executeAs<Views, Body extends TSchema, Reply>(
  part: string,
  store: Store<Views>,
  command: CommandDefinition<Views, Body, Reply>,
  body: Static<Body>,
): Promise<Outcome<Reply>> {
  const id = randomBytes(16).toString('base64url');
  return store.execute(command, { id, actor: { kind: 'kiosk', part }, body });
}
