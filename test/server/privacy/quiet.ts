// What the privacy tests share: a folder of their own and a logger that keeps what it was told.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createPrivacy, type Keyring } from '../../../server/privacy/keyring.ts';

export interface Place {
  readonly root: string;
  readonly dataDir: string;
  readonly keyFile: string;
}

export async function makePlace(): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'kiosk-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return { root, dataDir: join(root, 'data'), keyFile: join(root, 'key', 'kiosk.key') };
}

export interface Said {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export function createLogger() {
  const said: Said[] = [];
  const say =
    (level: Said['level']) =>
    (_details: object, message: string): void => {
      said.push({ level, message });
    };
  return { said, info: say('info'), warn: say('warn'), error: say('error') };
}

export async function startPrivacy(
  place: Place,
  { kiosk = 'V01', poolSize = 8, logger = createLogger() } = {},
): Promise<Keyring> {
  const { dataDir, keyFile } = place;
  const privacy = createPrivacy({ dataDir, keyFile, kiosk, poolSize, logger });
  await privacy.start();
  onTestFinished(() => privacy.stop());
  return privacy;
}

export function take(privacy: Keyring): string {
  const key = privacy.newKey();
  if (key === null) throw new Error('the pool is empty');
  return key;
}
