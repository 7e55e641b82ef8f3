// The browsers' policy in place of /etc/chromium, in a mount namespace: this machine's own stays as it is. Needs root.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { project } from './installed-kiosk.ts';

const SOURCE = join(project, 'config/deploy/root/etc/chromium');
const POLICY = 'policies/managed/dangqun-kiosk.json';
export const POLICY_FILE = join(SOURCE, POLICY);

/** For `unshare --mount sh -c`: $1 is the folder, the rest stays. */
export const UNDER_POLICY = 'mount --bind "$1" /etc/chromium && shift';

/** A copy of what the package puts into /etc/chromium, with the policy changed as the test needs it. */
export async function policyFolder(
  folder: string,
  change: (policy: string) => string,
): Promise<string> {
  const copy = join(folder, 'chromium');
  await cp(SOURCE, copy, { recursive: true });
  const file = join(copy, POLICY);
  await writeFile(file, change(await readFile(file, 'utf8')));
  return copy;
}
