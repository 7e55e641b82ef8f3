// One short-lived program: text in, bytes out, and a plain outcome whatever becomes of it.
import { spawn } from 'node:child_process';

/**
 * missing: no such program · timeout: not done in time, killed · killed: by somebody else · failed: ended with an error ·
 * tooLarge: said more than anybody wants to keep · closed: we are stopping
 */
export type ChildFault = 'missing' | 'timeout' | 'killed' | 'failed' | 'tooLarge' | 'closed';
export type ChildOutcome =
  | { readonly ok: true; readonly output: Buffer }
  | { readonly ok: false; readonly fault: ChildFault };

export interface ChildTask {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string | Uint8Array;
  readonly deadlineMs: number;
  readonly maxBytes: number;
  /** Aborted when the kiosk stops. */
  readonly stopped: AbortSignal;
}

/** Neither keys nor paths of the kiosk are any of its business. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };

export function runChild(task: ChildTask): Promise<ChildOutcome> {
  const { program, args, input, deadlineMs, maxBytes, stopped } = task;
  if (stopped.aborted) return Promise.resolve({ ok: false, fault: 'closed' });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: ENVIRONMENT,
      cwd: '/',
    });
    const chunks: Buffer[] = [];
    let bytes = 0;

    // Settled at once, not when the pipes close: a grandchild may hold them open for ever.
    function settle(outcome: ChildOutcome): void {
      clearTimeout(timer);
      stopped.removeEventListener('abort', onStop);
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve(outcome);
    }
    const giveUp = (fault: ChildFault) => settle({ ok: false, fault });
    const onStop = () => giveUp('closed');
    const timer = setTimeout(() => giveUp('timeout'), deadlineMs);
    stopped.addEventListener('abort', onStop);

    child.on('error', () => giveUp('missing'));
    child.stdin.on('error', () => {});
    child.stdout.on('error', () => {});
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) giveUp('tooLarge');
    });
    child.on('close', (code, signal) => {
      if (signal !== null) giveUp('killed');
      else if (code === 0) settle({ ok: true, output: Buffer.concat(chunks) });
      else giveUp('failed');
    });
    child.stdin.end(input);
  });
}
