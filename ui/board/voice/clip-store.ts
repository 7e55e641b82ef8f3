// The sounds a board has ready: every clip decoded once, fetched again when its hash changes; whole sentences on demand.
import type { ClipList } from '../../../server/modules/voice/schema.ts';

export interface ClipStore {
  /** Settles once the first list has come or failed to. */
  readonly loaded: Promise<void>;
  /** Null when one of them is missing. */
  buffers(names: readonly string[]): AudioBuffer[] | null;
  /** A sound that is not a clip; null when it does not come in time. */
  fetchOne(path: string): Promise<AudioBuffer | null>;
  /** What the server's clock says; this machine's own may be wrong. */
  serverNow(): number;
  start(): void;
  stop(): void;
}

const LIST = '/api/voice/clips';
/** A new recording is heard within this time, a word that failed is tried again. */
const REFRESH_MS = 5 * 60_000;
const RETRY_MS = 15_000;
const TIMEOUT_MS = 8_000;
const SAME_CLOCK_MS = 3_000;
/** Decoding needs a context but no device and no gesture. */
const RATE = 48_000;

export function createClipStore(): ClipStore {
  const decoded = new Map<string, { readonly hash: string; readonly buffer: AudioBuffer }>();
  let settle = () => {};
  const loaded = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let timer = 0;
  let skewMs = 0;
  let running = false;

  async function ask(path: string): Promise<Response | null> {
    const request = { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
    const response = await fetch(path, request).catch(() => null);
    return response?.ok ? response : null;
  }

  async function fetchOne(path: string): Promise<AudioBuffer | null> {
    const response = await ask(path);
    try {
      const bytes = await response?.arrayBuffer();
      return bytes ? await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes) : null;
    } catch {
      return null;
    }
  }

  /** True when every word there is is ready. */
  async function refresh(): Promise<boolean> {
    const response = await ask(LIST);
    if (!response) return false;
    const date = Date.parse(response.headers.get('date') ?? '');
    // In whole seconds: closer than that the two clocks are taken for the same.
    const apartMs = date - Date.now();
    skewMs = Math.abs(apartMs) > SAME_CLOCK_MS ? apartMs : 0;
    const { clips } = (await response.json()) as ClipList;
    const wanted = clips.filter(({ name, hash }) => decoded.get(name)?.hash !== hash);
    await Promise.all(
      wanted.map(async ({ name, hash }) => {
        const buffer = hash && (await fetchOne(`${LIST}/${encodeURIComponent(name)}`));
        if (hash && buffer) decoded.set(name, { hash, buffer });
        else decoded.delete(name);
      }),
    );
    return clips.every(({ name }) => decoded.has(name));
  }

  async function keepFresh(): Promise<void> {
    const complete = await refresh().catch(() => false);
    settle();
    if (running) timer = window.setTimeout(keepFresh, complete ? REFRESH_MS : RETRY_MS);
  }

  return {
    loaded,
    buffers(names) {
      const all = names.map((name) => decoded.get(name)?.buffer);
      return all.every((buffer) => buffer !== undefined) ? all : null;
    },
    fetchOne,
    serverNow: () => Date.now() + skewMs,
    start() {
      running = true;
      void keepFresh();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
