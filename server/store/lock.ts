// One process per store. The lock is an abstract unix socket: the kernel frees it with the process, however that dies,
// so there is no stale lock file to judge by a clock that may be wrong. It holds within one network namespace.
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { errorCode } from './disk.ts';
import { JournalRefused } from './refused.ts';

export type Unlock = () => Promise<void>;

/** Locks a directory, whatever path leads to it. */
export async function lockDirectory(directory: string): Promise<Unlock> {
  const { dev, ino } = await stat(directory, { bigint: true });
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, `\0dangqun-kiosk-journal-${dev}:${ino}`);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new JournalRefused(
      'LOCKED',
      `${directory} is in use by another kiosk process. Stop that one first, or choose another data directory.`,
    );
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => resolve());
  });
}
