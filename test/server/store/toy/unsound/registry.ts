// A module whose fold depends on chance: a base made from it can never be proved.
import type { ModuleDefinition } from '../../../../../server/store/module.ts';
import { registry as sound } from '../registry.ts';

const unsound: ModuleDefinition<{ luck: number }> = {
  name: 'unsound',
  events: [],
  initial: () => ({ luck: 0 }),
  fold(view) {
    view.luck = Math.random();
  },
};

export const registry = [...sound, unsound] as const;
export const registryPath = import.meta.url;
