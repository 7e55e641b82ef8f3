// The list of destroyed data keys that lies beside the backups: whoever restores an older one destroys them again.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceDurably } from '../privacy/durable-file.ts';
import { deriveKey } from '../privacy/key-file.ts';
import { BackupFailure } from './failure.ts';

const FORMAT = 'dangqun-forgotten 1';

export function forgottenPath(folder: string, kiosk: string): string {
  return join(folder, `dangqun-${kiosk}.forgotten`);
}

/** Adds ids to the list; writes only when one is new. A damaged list is set aside and begun anew from what the kiosk knows. */
export async function addForgotten(
  folder: string,
  kiosk: string,
  master: Buffer,
  keyIds: readonly string[],
): Promise<void> {
  const path = forgottenPath(folder, kiosk);
  let listed: ReadonlySet<string>;
  try {
    listed = await readForgotten(folder, kiosk, master);
  } catch (error) {
    if (!(error instanceof BackupFailure)) throw error;
    await rename(path, `${path}.damaged`);
    listed = new Set();
  }
  if (keyIds.every((id) => listed.has(id))) return;
  const ids = [...new Set([...listed, ...keyIds])].sort();
  const text = `${FORMAT} ${kiosk}\n${ids.map((id) => `${id}\n`).join('')}`;
  await replaceDurably(path, [text, `${macOf(master, text)}\n`], 0o600);
}

/** Empty when there is no list. Throws when it is damaged: applying half of it would bring somebody back. */
export async function readForgotten(
  folder: string,
  kiosk: string,
  master: Buffer,
): Promise<ReadonlySet<string>> {
  const path = forgottenPath(folder, kiosk);
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return new Set();
  const cut = content.trimEnd().lastIndexOf('\n') + 1;
  const [text, mac] = [content.slice(0, cut), content.slice(cut).trimEnd()];
  const [title, ...ids] = text.trimEnd().split('\n');
  if (title !== `${FORMAT} ${kiosk}` || !equal(macOf(master, text), mac)) {
    throw new BackupFailure(
      'FORGOTTEN_LIST_DAMAGED',
      `${path} 已损坏，无法知道哪些人要求过删除，所以没有恢复。请换一份完好的，或者确认没有人要求过删除以后把它移走。 ${path} is damaged: who asked to be forgotten is unknown, so nothing was restored. Use an intact copy, or move it away once you are sure that nobody did.`,
    );
  }
  return new Set(ids);
}

function macOf(master: Buffer, text: string): string {
  return createHmac('sha256', deriveKey(master, 'forgotten')).update(text).digest('base64url');
}

function equal(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
