// The process that holds /dev/usb/lpN. A printer without paper blocks whoever writes to it: here that harms nobody, and
// a kill ends it. Run as `node usblp-child.ts PATH`: bytes for the printer on stdin, its replies on stdout, and on
// descriptor 3 a line for each thing that happened: `open`, `written N` (bytes since the start), `fault CODE`.
import { constants, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const reports = 3;
/** Between two looks at a printer that answers a read at once with nothing, as some do. */
const emptyReadMs = 50;
/** How long bytes under way may still go out when nobody feeds us any more. */
const lingerMs = 2_000;

function report(line: string): void {
  try {
    writeSync(reports, `${line}\n`);
  } catch {
    // Nobody listens: the kiosk was killed, and stdin ends as well.
  }
}

/** Not exit(): that waits for reads and writes under way, which may never end. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function fail(error: unknown): void {
  report(`fault ${(error as NodeJS.ErrnoException).code ?? 'UNKNOWN'}`);
  die();
}

async function readReplies(device: FileHandle): Promise<void> {
  const buffer = new Uint8Array(4096);
  for (;;) {
    const { bytesRead } = await device.read(buffer, 0, buffer.length, null);
    if (bytesRead > 0) process.stdout.write(buffer.slice(0, bytesRead));
    else await new Promise((resolve) => setTimeout(resolve, emptyReadMs));
  }
}

async function writeJobs(device: FileHandle): Promise<void> {
  let written = 0;
  let last: Promise<void> = Promise.resolve();
  async function writeAll(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await device.write(chunk, at, chunk.length - at, null);
      at += bytesWritten;
      written += bytesWritten;
      report(`written ${written}`);
    }
  }
  // Read also while a write is blocked: only so is the end of the kiosk noticed.
  process.stdin.on('data', (chunk: Buffer) => {
    last = last.then(() => writeAll(chunk));
    last.catch(fail);
  });
  process.stdin.on('end', () => {
    setTimeout(die, lingerMs);
    void last.then(die, fail);
  });
}

// The end of stdin is the word to go, after the last byte; a stop of the service signals every process of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdout.on('error', die);

try {
  // O_NOCTTY: a stand-in that is a terminal must not become ours.
  const device = await open(process.argv[2] ?? '', constants.O_RDWR | constants.O_NOCTTY);
  report('open');
  void writeJobs(device);
  readReplies(device).catch((error: NodeJS.ErrnoException) => {
    // A printer with one direction only: it prints, and nobody knows how it is.
    if (error.code !== 'EINVAL') fail(error);
  });
} catch (error) {
  fail(error);
}
