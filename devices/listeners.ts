// A list of listeners in which one that throws harms only itself.

export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function createListeners<T>(onThrow: (error: unknown) => void = () => {}): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      // A wrapper of its own: the same function added twice is two listeners.
      const entry = (value: T) => listener(value);
      all.add(entry);
      return () => all.delete(entry);
    },
    emit(value) {
      for (const listener of [...all]) {
        try {
          listener(value);
        } catch (error) {
          onThrow(error);
        }
      }
    },
  };
}
