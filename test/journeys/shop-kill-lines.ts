// The shop as a process that is asked line by line and killed without warning.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Views } from '../../server/modules/registry.ts';
import type { RecordedEvent } from '../../server/store/module.ts';

export interface Question {
  readonly id: string;
  /** Type of the command, or `facts`. */
  readonly command: string;
  readonly body: unknown;
  readonly nowMs: number;
}
export type Answer =
  | { readonly id: string; readonly ok: true; readonly reply: unknown; readonly replayed: boolean }
  | { readonly id: string; readonly ok: false; readonly refused: string };
export interface Facts extends Pick<Views, 'goods' | 'orders' | 'shares'> {
  readonly history: readonly RecordedEvent[];
}

export interface ShopProcess {
  /** Null: it died before it answered. */
  ask(question: Question): Promise<Answer | null>;
  kill(): Promise<void>;
  /** What it complained about. */
  errors(): string;
}

const CHILD = new URL('./shop-kill-child.ts', import.meta.url).pathname;

export function startShop(folder: string, boot: number): ShopProcess {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [CHILD, folder, String(boot)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const waiting = new Map<string, (answer: Answer | null) => void>();
  const complaints: string[] = [];
  let dead = false;
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const closed = once(child, 'close').then(() => {
    dead = true;
    for (const give of waiting.values()) give(null);
    waiting.clear();
  });
  return {
    ask(question) {
      if (dead) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting.set(question.id, resolve);
        child.stdin.write(`${JSON.stringify(question)}\n`);
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    errors: () => complaints.join(''),
  };
}
