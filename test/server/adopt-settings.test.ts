import { expect, test } from 'vitest';
import { loadSettings } from '../../config/load.ts';
import { createAdoption } from '../../server/adopt-settings.ts';
import { registry, type Views } from '../../server/modules/registry.ts';
import type { Store, StoreStatus } from '../../server/store/store.ts';

/** A store that takes nothing until the disk is well, and remembers what it was asked. */
function sickStore() {
  const asked: string[] = [];
  const views = Object.fromEntries(registry.map((module) => [module.name, module.initial()]));
  let status: StoreStatus = { state: 'readOnly', reason: 'DISK_FULL', detail: 'ENOSPC' };
  let listener: (status: StoreStatus) => void = () => {};
  const store = {
    execute: async ({ type }: { type: string }) => {
      asked.push(type);
      return status.state === 'writable'
        ? { ok: true, reply: {}, replayed: false }
        : { ok: false, refusal: { refused: 'STORE_READ_ONLY', status: 503, params: {} } };
    },
    read: async <T>(select: (all: Views) => T) => select(views as unknown as Views),
    onStatus(listen: (status: StoreStatus) => void) {
      listener = listen;
      return () => {};
    },
  } as unknown as Store<Views>;
  return {
    store,
    asked,
    recover() {
      status = { state: 'writable' };
      listener(status);
    },
  };
}

test('a full disk keeps no kiosk from starting; settings are adopted when it recovers', async () => {
  const { settings } = await loadSettings({});
  const { store, asked, recover } = sickStore();
  const warned: string[] = [];
  const logger = { warn: (_: object, text: string) => warned.push(text), error: () => {} };
  const adoption = createAdoption({ store, settings, keysReady: async () => {}, logger });
  await adoption.start();
  expect(warned).toHaveLength(1);
  asked.length = 0;
  recover();
  await expect.poll(() => asked).toContain('accounts.addAccount');
  expect(asked).toContain('catalogue.adopt');
  expect(asked).toContain('goods.adopt');
  adoption.stop();
});
