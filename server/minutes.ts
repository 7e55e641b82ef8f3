// Tells that a minute has passed: what pages say of opening hours and waiting changes without anybody doing anything.

const MINUTE_MS = 60_000;

export interface Minutes {
  onChange(listener: () => void): () => void;
  start(): void;
  stop(): void;
}

export function createMinutes(): Minutes {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | null = null;
  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      timer = setInterval(() => {
        for (const listener of listeners) listener();
      }, MINUTE_MS);
      timer.unref();
    },
    stop() {
      if (timer) clearInterval(timer);
    },
  };
}
