// The real kiosk as a child process: started like an operator would, killed like a power cut would.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = new URL('../..', import.meta.url).pathname;

export interface KioskProcess {
  readonly touchUrl: string;
  readonly staffUrl: string;
  readonly dataDir: string;
  /** Starts it and resolves once it answers; rejects with its output when it exits. */
  start(): Promise<void>;
  /** kill -9: nothing gets a chance to tidy up. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  output(): string;
  /** Of the running process. */
  pid(): number;
  /** Ends the process and removes its folder. */
  remove(): Promise<void>;
}

export interface KioskOptions {
  readonly printer?: string;
  /** Other KIOSK_* variables: KIOSK_ID_READER and the like. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Another kiosk's, for two on one directory. Its key file lies beside it. */
  readonly dataDir?: string;
  /** Changes the demo village's settings before they are written. */
  readonly change?: (settings: Record<string, unknown>) => void;
}

export async function createKioskProcess(options: KioskOptions = {}): Promise<KioskProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-journey-'));
  const [touchPort, staffPort] = [await freePort(), await freePort()];
  const settings = JSON.parse(
    await readFile(join(project, 'config/demo/village.json'), 'utf8'),
  ) as Record<string, unknown>;
  options.change?.(settings);
  const config = join(folder, 'settings.json');
  await writeFile(config, JSON.stringify(settings));
  const dataDir = options.dataDir ?? join(folder, 'data');
  const env = {
    ...process.env,
    KIOSK_CONFIG: config,
    KIOSK_DATA_DIR: dataDir,
    KIOSK_KEY_FILE: join(dataDir, '../kiosk.key'),
    KIOSK_TOUCH_PORT: String(touchPort),
    KIOSK_STAFF_PORT: String(staffPort),
    KIOSK_PRINTER: options.printer ?? 'virtual',
    KIOSK_ID_READER: 'virtual',
    KIOSK_SCANNER: 'virtual',
    ...options.environment,
  };
  const touchUrl = `http://127.0.0.1:${touchPort}`;
  let child: ChildProcess | null = null;
  let text = '';

  async function ended(process: ChildProcess): Promise<number | null> {
    if (process.exitCode !== null || process.signalCode !== null) return process.exitCode;
    return new Promise((resolve) => process.once('exit', (code) => resolve(code)));
  }
  const kiosk: KioskProcess = {
    touchUrl,
    staffUrl: `https://127.0.0.1:${staffPort}`,
    dataDir,
    async start() {
      text = '';
      const started = spawn(process.execPath, ['server/start-kiosk.ts'], { cwd: project, env });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          text = (text + chunk.toString()).slice(-20_000);
        });
      }
      while (started.exitCode === null && started.signalCode === null) {
        const health = await fetch(`${touchUrl}/healthz`).catch(() => null);
        // The staff door opens last.
        if (health?.ok && (await answers(staffPort))) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`the kiosk ended with ${started.exitCode}:\n${text}`);
    },
    async kill() {
      if (!child) return;
      child.kill('SIGKILL');
      await ended(child);
    },
    async stop() {
      if (!child) return null;
      child.kill('SIGTERM');
      return ended(child);
    },
    output: () => text,
    pid: () => child?.pid ?? -1,
    async remove() {
      await kiosk.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return kiosk;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
