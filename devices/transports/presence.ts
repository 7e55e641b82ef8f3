// What is at the path of a local device just now.
import { stat } from 'node:fs/promises';

/**
 * Null: nothing. Another text: another device, or the same one with other rights. A device that was pulled out and put
 * back has a new file, perhaps with the old numbers (hence the time); a by-id link leads to it under whatever name it has.
 * Reading and writing change neither.
 */
export async function presenceAt(path: string): Promise<string | null> {
  try {
    const { rdev, ino, ctimeMs } = await stat(path);
    return [rdev, ino, ctimeMs].join(':');
  } catch {
    return null;
  }
}
