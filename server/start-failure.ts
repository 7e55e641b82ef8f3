// Why a kiosk does not start, as one sentence for the operator.
import { SettingsFailure } from '../config/load.ts';
import { PrivacyFailure } from './privacy/failure.ts';
import { JournalFailure } from './store/journal.ts';
import { JournalRefused, type RefusedReason } from './store/refused.ts';

const JOURNAL_SENTENCES: Record<RefusedReason, string> = {
  LOCKED: '另一个程序正在使用这个数据目录：先停掉它，或者换一个数据目录',
  OTHER_KIOSK: '这个数据目录是另一台一体机的：把设置里的 kioskCode 改回去，或者换一个数据目录',
  NO_JOURNAL: '数据目录里有不是一体机写的文件：把它们移走，或者换一个数据目录',
};

const DISK_SENTENCE =
  '记录读不出来，没有改动任何数据：请检查硬盘，再用最近的备份恢复 (the journal cannot be read; nothing was changed)';

/** Null when it is no operator's fault: then the stack says more. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof SettingsFailure) return `设置有错 (wrong settings)\n${error.message}`;
  if (error instanceof PrivacyFailure) return error.message;
  if (error instanceof JournalRefused)
    return `${JOURNAL_SENTENCES[error.reason]}\n${error.message}`;
  if (error instanceof JournalFailure) return sentenceOf(error.cause) ?? DISK_SENTENCE;
  if (!(error instanceof Error)) return null;
  const { code, port, path, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被占用：先停掉另一个程序，或者换一个端口 (port ${port} is in use)`;
    case 'EACCES':
      return `没有权限：${path ?? `端口 ${port}`} (permission denied)`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `这里应该是文件夹，却有一个文件：${path}。把它移走，或者换一个数据目录 (not a directory)`;
    case 'EADDRNOTAVAIL':
      return `这台机器没有地址 ${address} (no such address on this machine)`;
    case 'ENOENT':
      return path?.includes('.build/ui')
        ? '页面还没有生成，请用 npm start 启动 (the pages are not built; run npm start)'
        : null;
    case 'ENOSPC':
      return '磁盘已满，请清理后再启动 (disk full)';
    case 'EROFS':
      return `磁盘是只读的：${path} (read-only file system)`;
    default:
      return null;
  }
}
