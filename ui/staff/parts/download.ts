// One download with its progress: all of it is saved, or nothing.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../../server/http/schema.ts';
import type { Failure } from '../../kit/api.ts';

type DownloadState =
  | { name: 'idle' }
  | { name: 'working'; bytes: number }
  | { name: 'done'; file: string }
  | { name: 'failed'; failure: Failure }
  /** The line broke in the middle. */
  | { name: 'broken' };
export interface Download {
  readonly state: ReadonlySignal<DownloadState>;
  start(path: string, fallbackName: string): Promise<void>;
  cancel(): void;
}

export function createDownload(): Download {
  const state = signal<DownloadState>({ name: 'idle' });
  let abort: AbortController | null = null;

  async function read(path: string, fallbackName: string, control: AbortController): Promise<void> {
    const response = await fetch(path, { cache: 'no-store', signal: control.signal });
    if (!response.ok) {
      state.value = { name: 'failed', failure: await problemOf(response) };
      return;
    }
    const parts: BlobPart[] = [];
    let bytes = 0;
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      bytes += value.byteLength;
      state.value = { name: 'working', bytes };
    }
    const file = fileName(response) ?? fallbackName;
    save(new Blob(parts, { type: response.headers.get('content-type') ?? '' }), file);
    state.value = { name: 'done', file };
  }

  return {
    state,
    async start(path, fallbackName) {
      const control = new AbortController();
      abort = control;
      state.value = { name: 'working', bytes: 0 };
      try {
        await read(path, fallbackName, control);
      } catch {
        state.value = control.signal.aborted ? { name: 'idle' } : { name: 'broken' };
      }
    },
    cancel() {
      abort?.abort();
    },
  };
}

async function problemOf(response: Response): Promise<Failure> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  const { code = 'INTERNAL', params = {}, errors = [] } = problem;
  return { kind: 'refused', status: response.status, code, params, errors };
}

/** RFC 6266: the encoded name first, for it may be Chinese. */
function fileName(response: Response): string | null {
  const header = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(header)?.[1] ?? null;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
