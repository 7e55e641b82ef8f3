// A whole kiosk in this process: the demo village in a folder of its own, on ports of its own, with pages of three lines.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadSettings } from '../../config/load.ts';
import { createSettingsFile } from '../../config/save.ts';
import type { Settings } from '../../config/settings.ts';
import { type Addresses, createKiosk, type Kiosk } from '../../server/kiosk.ts';
import type { SystemClock } from '../../server/store/clock.ts';

export interface StartedKiosk {
  readonly kiosk: Kiosk;
  readonly addresses: Addresses;
  readonly settings: Settings;
  readonly folder: string;
  readonly touch: string;
  readonly staff: string;
  /** Empty without KIOSK_HALL_PORT. */
  readonly hall: string;
  /** Everything the log took, one object a line. */
  readonly log: Record<string, unknown>[];
  /** Stops and leaves the data. */
  stop(): Promise<void>;
  /** Stops and removes everything. */
  end(): Promise<void>;
}

export interface StartOptions {
  /** Of an earlier kiosk, to go on with its data. */
  readonly folder?: string;
  readonly systemClock?: SystemClock;
  readonly change?: (settings: Settings) => Settings;
  /** More KIOSK_* variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startKiosk(options: StartOptions = {}): Promise<StartedKiosk> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kiosk-')));
  const loaded = await loadSettings({
    KIOSK_DATA_DIR: join(folder, 'data'),
    KIOSK_KEY_FILE: join(folder, 'kiosk.key'),
    KIOSK_TOUCH_PORT: '0',
    KIOSK_STAFF_PORT: '0',
    ...options.environment,
  });
  const small: Settings = {
    ...loaded.settings,
    store: { ...loaded.settings.store, ballastMiB: 0 },
  };
  const settings = options.change?.(small) ?? small;
  const log: Record<string, unknown>[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void log.push(JSON.parse(line)) });
  const pagesRoot = await makePages(folder);
  const { systemClock } = options;
  const kiosk = createKiosk(settings, {
    logger,
    pagesRoot,
    settingsFile: createSettingsFile(loaded),
    ...(systemClock && { systemClock }),
  });
  const addresses = await kiosk.start().catch(async (error: unknown) => {
    if (!options.folder) await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    kiosk,
    addresses,
    settings,
    folder,
    log,
    touch: addresses.touchUrl,
    staff: addresses.staffUrls[0] ?? '',
    hall: addresses.hallUrls?.[0] ?? '',
    stop: () => kiosk.stop(),
    async end() {
      await kiosk.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makePages(folder: string): Promise<string> {
  const root = join(folder, 'pages');
  for (const page of ['touch', 'staff', 'board', 'pair']) {
    await mkdir(join(root, page), { recursive: true });
    await writeFile(join(root, page, 'index.html'), `<!doctype html><title>${page}</title>`);
  }
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'assets', 'main-abc123.js'), 'export {};');
  await writeFile(join(root, 'assets', '.env'), 'SECRET=1');
  return root;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  json(): unknown;
}

/** Asks the staff or the Hall listener, whose certificate nobody here trusts. */
export function askStaff(
  url: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const asked = request(url, { method, headers, rejectUnauthorized: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          json: () => JSON.parse(text),
        }),
      );
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export function postStaff(url: string, body: unknown, cookie = ''): Promise<Answer> {
  return askStaff(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
  });
}

/** Signs in with a demo account; the cookie. */
export async function signIn(staff: string, name = '管理员'): Promise<string> {
  const { settings } = await loadSettings({});
  const pin = settings.demo?.accounts.find((account) => account.name === name)?.pin;
  const answer = await postStaff(`${staff}/api/sign-in`, { name, pin });
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  return cookie;
}

export async function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

/** A clock that stands still in the wall's eyes; what it says may be changed. */
export function clockAt(wall: { iso: string; trusted: boolean }): SystemClock {
  return {
    read: () => ({
      wallMs: Date.parse(wall.iso),
      trusted: wall.trusted,
      bootId: 'abcdef01',
      monotonicMs: Math.floor(performance.now()),
    }),
    start: async () => {},
    stop: async () => {},
  };
}

/** What a stopped kiosk journalled: type and data of each event. */
export async function journalLines(folder: string): Promise<{ t: string; d: unknown }[]> {
  const directory = join(folder, 'data', 'journal');
  const files = (await readdir(directory)).filter((name) => name.endsWith('.ndjson')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')));
  return texts
    .join('')
    .split('\n')
    .filter((line) => line.includes('"t":'))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1)));
}
