// Which calls this board has said, for the next load of the page: a reload repeats nothing. It holds ids only.

export interface SpokenMemory {
  has(id: string): boolean;
  add(id: string): void;
}

const KEY = 'spoken';
/** More than a board shows. */
const KEPT = 40;

export function createSpokenMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): SpokenMemory {
  let ids = read(storage);
  return {
    has: (id) => ids.includes(id),
    add(id) {
      ids = [...ids, id].slice(-KEPT);
      try {
        storage.setItem(KEY, JSON.stringify(ids));
      } catch {
        // Storage is full or forbidden: then a reload may say a call again.
      }
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
