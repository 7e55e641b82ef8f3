// Forgetting is final: data keys that the views call forgotten are destroyed before anyone hears that it is done, and again
// at every start, since a restored keyring may have brought them back.
import type { Privacy } from '../privacy/privacy.ts';
import type { ModuleDefinition } from './module.ts';
import type { Folded } from './views.ts';

export interface Forgetting {
  /** Keys that must go and that nobody has taken on yet. */
  take(folded: Folded): readonly string[];
  /** Destroys keys that were taken; when that fails they can be taken again. */
  destroy(keys: readonly string[]): Promise<void>;
  /** The views were made anew: every key counts again. */
  reset(): void;
}

export function createForgetting(
  registry: readonly ModuleDefinition[],
  privacy: Privacy,
  onDestroyed: () => void,
): Forgetting {
  const modules = registry.filter((module) => module.forgottenKeys !== undefined);
  const taken = new Set<string>();
  return {
    take({ views }) {
      const keys: string[] = [];
      for (const module of modules)
        for (const key of module.forgottenKeys?.(views[module.name] ?? {}) ?? [])
          if (!taken.has(key)) {
            taken.add(key);
            keys.push(key);
          }
      return keys;
    },
    async destroy(keys) {
      try {
        await privacy.destroy(keys);
      } catch (error) {
        for (const key of keys) taken.delete(key);
        throw error;
      } finally {
        onDestroyed();
      }
    },
    reset: () => taken.clear(),
  };
}
