// A logger for tests that keeps what it hears.
import type { Logger } from '../../devices/logger.ts';

export interface QuietLogger extends Logger {
  readonly heard: string[];
}
export function quiet(): QuietLogger {
  const heard: string[] = [];
  const hear = (fields: object, message: string) =>
    void heard.push(`${message} ${JSON.stringify(fields)}`);
  return { heard, info: hear, warn: hear, error: hear };
}

export async function until(condition: () => boolean, whatFor: string, ms = 10_000): Promise<void> {
  const from = performance.now();
  while (!condition()) {
    if (performance.now() - from > ms) throw new Error(`waited in vain: ${whatFor}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
