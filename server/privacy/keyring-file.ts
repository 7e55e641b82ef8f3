// keyring.json: the data keys, each wrapped; one line a key, so that tens of thousands are written and read in small pieces.
// A second copy lies beside it against a bad block; both always hold the same keys, so a destroyed one is in neither.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { replaceDurably } from './durable-file.ts';

export const KEYRING_FILE = 'keyring.json';
export const KEYRING_COPY = 'keyring.copy.json';
const FORMAT = 'dangqun-keyring';
const LINES_PER_PIECE = 500;
const ENTRY = /^\["([\w-]{1,32})","([\w-]{80})"\],?$/;

export interface KeyringContent {
  readonly kiosk: string;
  /** Fingerprint of the key file that unwraps the keys. */
  readonly keyFile: string;
  readonly generation: number;
  /** Data keys by id, wrapped. */
  readonly keys: Map<string, string>;
}

export async function writeKeyring(path: string, content: KeyringContent): Promise<void> {
  await replaceDurably(path, pieces(content), 0o600);
}

/** The file as text, piece by piece; its last line carries the digest of all before it. */
export function* pieces({ keys, ...head }: KeyringContent): Generator<string> {
  const digest = createHash('sha256');
  const counted = (text: string): string => {
    digest.update(text);
    return text;
  };
  const opening = JSON.stringify({ format: FORMAT, version: 1, ...head }).slice(0, -1);
  yield counted(`${opening},"keys":[\n`);
  // A snapshot of the ids: keys may come and go between two pieces, and what goes must not be half there.
  const entries = [...keys];
  for (let at = 0; at < entries.length; at += LINES_PER_PIECE) {
    const lines = entries.slice(at, at + LINES_PER_PIECE).map((entry, index) => {
      const comma = at + index + 1 < entries.length ? ',' : '';
      return `${JSON.stringify(entry)}${comma}\n`;
    });
    yield counted(lines.join(''));
  }
  yield `],"digest":"${digest.digest('base64url')}"}\n`;
}

export type KeyringRead =
  | { readonly state: 'read'; readonly content: KeyringContent }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged'; readonly reason: string };

export async function readKeyring(path: string): Promise<KeyringRead> {
  const stream = createReadStream(path, { encoding: 'utf8' });
  try {
    return await parseKeyring(createInterface({ input: stream, crlfDelay: 0 }));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { state: 'missing' } : { state: 'damaged', reason: message };
  } finally {
    stream.destroy();
  }
}

/** Throws when a line is not what we write; every byte before the last line is under the digest. */
export async function parseKeyring(lines: AsyncIterable<string>): Promise<KeyringRead> {
  const digest = createHash('sha256');
  const keys = new Map<string, string>();
  let head: Omit<KeyringContent, 'keys'> | null = null;
  let end: string | null = null;
  for await (const line of lines) {
    if (end !== null) throw new Error('text after the end');
    if (head === null) head = parseHead(line);
    else if (line.startsWith('],"digest":')) {
      end = parseEnd(line);
      continue;
    } else {
      const [id, wrapped] = parseEntry(line);
      keys.set(id, wrapped);
    }
    digest.update(`${line}\n`);
  }
  if (head === null || end === null) throw new Error('cut off');
  if (digest.digest('base64url') !== end) throw new Error('digest does not match');
  return { state: 'read', content: { ...head, keys } };
}

function parseHead(line: string): Omit<KeyringContent, 'keys'> {
  if (!line.endsWith(',"keys":[')) throw new Error('first line');
  const head = JSON.parse(`${line}]}`) as Record<string, unknown>;
  const { format, version, kiosk, keyFile, generation } = head;
  if (format !== FORMAT || version !== 1) throw new Error('not a keyring of this version');
  if (typeof kiosk !== 'string' || typeof keyFile !== 'string' || typeof generation !== 'number') {
    throw new Error('first line');
  }
  return { kiosk, keyFile, generation };
}

function parseEntry(line: string): [string, string] {
  const [, id, wrapped] = ENTRY.exec(line) ?? [];
  if (!id || !wrapped) throw new Error('a key line is damaged');
  return [id, wrapped];
}

/** Lines of a damaged file that still look like keys; whether they are, only unwrapping tells. Empty when there is no file. */
export async function salvageEntries(path: string): Promise<[string, string][]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    const [, id, wrapped] = ENTRY.exec(line) ?? [];
    return id && wrapped ? ([[id, wrapped]] as [string, string][]) : [];
  });
}

function parseEnd(line: string): string {
  const [, digest] = /^\],"digest":"([\w-]{43})"\}$/.exec(line) ?? [];
  if (!digest) throw new Error('last line');
  return digest;
}

/** Writes both copies; resolved, a power cut leaves exactly these keys. */
export async function saveBoth(directory: string, content: KeyringContent): Promise<void> {
  await writeKeyring(join(directory, KEYRING_FILE), content);
  await writeKeyring(join(directory, KEYRING_COPY), content);
}

/** Temporary files that a kill left behind. They may hold keys that were destroyed since. */
export async function removeLeftovers(directory: string, names: readonly string[]): Promise<void> {
  const leftovers = names.filter((name) => /^keyring\..*\.tmp$/.test(name));
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { force: true })));
}
