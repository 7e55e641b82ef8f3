// What is at the path of a local device just now.
import { stat } from 'node:fs/promises';

/**
 * Null: nothing. Another text: another device, or the same one with other rights. A device that was pulled out and put
 * back has a new file, also under the same name; a by-id link leads to it under whatever name it has got.
 */
export async function presenceAt(path: string): Promise<string | null> {
  try {
    const { rdev, ino, mode, uid, gid } = await stat(path);
    return [rdev, ino, mode, uid, gid].join(':');
  } catch {
    return null;
  }
}
