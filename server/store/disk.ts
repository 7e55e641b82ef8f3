// The dozen calls the journal makes to the file system: the seam where tests put a disk that forgets, lies and breaks.

/** A file held open. */
export interface DiskFile {
  /** Appends. The bytes are on the disk once this resolves; like write(2) it may take only a part, and says how much. */
  write(bytes: Uint8Array): Promise<number>;
  /** Fills `into` from `position`; 0 at the end of the file. */
  read(into: Uint8Array, position: number): Promise<number>;
  size(): Promise<number>;
  /** fdatasync, for a file that another process wrote. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface DiskSpace {
  /** What this process may still fill. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface Disk {
  /** Creates the directory and its parents; no error when it exists. */
  makeDirectory(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  /** Creates a file that must not exist yet, for appending. */
  create(path: string): Promise<DiskFile>;
  /** Opens an existing file for reading. */
  open(path: string): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Of the file system that holds this directory. */
  space(path: string): Promise<DiskSpace>;
  /** fsync of a directory: names made, moved or removed in it are on the disk once this resolves. */
  syncDirectory(path: string): Promise<void>;
}

/** The errno name of a failed call, or ''. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** The disk cannot give these bytes back: damage, in contrast to a file that is gone or belongs to someone else. */
export function isMediaError(error: unknown): boolean {
  const code = errorCode(error);
  // Names that libuv lacks: EUCLEAN, EFSBADCRC, EREMOTEIO and their like.
  return ['EIO', 'EILSEQ', 'ENXIO', 'ENODATA', 'EBADMSG'].includes(code) || /^unknown/i.test(code);
}

/** More than one try before anything counts as damage: a loose cable is not a dead disk. */
export async function readPatiently<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await read();
    } catch (error) {
      if (!isMediaError(error) || attempt === 3) throw error;
    }
}

/** write(2) may stop short, on a full disk above all; the next call then names the reason. */
export async function writeAll(file: DiskFile, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(done === 0 ? bytes : bytes.subarray(done));
    if (written <= 0) throw new Error('the disk took no bytes and gave no reason');
    done += written;
  }
}
