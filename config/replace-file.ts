// Puts a settings file in the place of another so that a power cut leaves the old one or the new one, whole:
// temporary file, fsync, rename, fsync of the folder.
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The calls that this makes to the file system: the seam where tests cut the power. */
export interface SettingsDisk {
  /** Where a symbolic link leads in the end: a link must stay one, what it points at is replaced. */
  realPath(path: string): Promise<string>;
  read(path: string): Promise<string>;
  /** Makes a file that must not exist yet, with the mode and, where allowed, the owner of `like`. */
  create(path: string, text: string, like: string): Promise<void>;
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Errors of fsync on a folder that only say "this file system has no such thing" (FAT, exFAT, network shares). */
const NO_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EBADF'];

export async function replaceFile(
  path: string,
  text: string,
  like: string,
  disk: SettingsDisk = nodeDisk,
): Promise<void> {
  // One fixed name: what a power cut left of it is found and removed by the next save.
  const unfinished = `${path}.unfinished`;
  try {
    await disk.remove(unfinished);
    await disk.create(unfinished, text, like);
    await disk.sync(unfinished);
    await disk.rename(unfinished, path);
  } catch (error) {
    await disk.remove(unfinished).catch(() => {});
    throw error;
  }
  await disk.sync(dirname(path));
}

export const nodeDisk: SettingsDisk = {
  realPath: (path) => realpath(path),
  read: (path) => readFile(path, 'utf8'),
  async create(path, text, like) {
    const { mode, uid, gid } = await stat(like);
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode & 0o777);
      // Only root may give a file away; who cannot still owns what it may read.
      await handle.chown(uid, gid).catch(() => {});
    } finally {
      await handle.close();
    }
  },
  async sync(path) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } catch (error) {
      const isFolder = (await handle.stat()).isDirectory();
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!isFolder || !NO_FOLDER_SYNC.includes(code)) throw error;
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
};
