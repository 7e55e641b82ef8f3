// Restores a backup: `node server/start-restore.ts --from FILE --keyring FILE --data-dir DIR --key-file FILE`.
// Its words are for the operator at the terminal.
import { parseArgs } from 'node:util';
import { BackupFailure } from './backup/failure.ts';
import { masterKey, type Restored, restore } from './backup/restore.ts';
import { restoreKeyring } from './backup/restore-keyring.ts';
import { registry } from './modules/registry.ts';
import { PrivacyFailure } from './privacy/failure.ts';
import { fingerprintOf, recoveryText } from './privacy/key-file.ts';
import { JournalRefused } from './store/refused.ts';

const USAGE = `恢复备份（先停下一体机程序）：
  node server/start-restore.ts --from 数据备份.backup --keyring 钥匙备份.keyring --data-dir 数据目录 --key-file 密钥文件
      在空的数据目录里恢复全部记录。没有钥匙备份时用 --new-keyring 代替 --keyring：记录都在，但姓名、电话再也打不开。
  node server/start-restore.ts --keyring 钥匙备份.keyring --data-dir 数据目录 --key-file 密钥文件
      只换回损坏或丢失的钥匙串 keyring.json，记录不动。没有钥匙备份时用 --new-keyring。
  node server/start-restore.ts --show-recovery-key --key-file 密钥文件
      显示恢复密钥。请打印或抄下，和备份分开保管。
`;

const OPTIONS = {
  from: { type: 'string' },
  keyring: { type: 'string' },
  'new-keyring': { type: 'boolean' },
  'data-dir': { type: 'string' },
  'key-file': { type: 'string' },
  'show-recovery-key': { type: 'boolean' },
} as const;

async function main(): Promise<string> {
  const { values } = parseArgs({ options: OPTIONS });
  const { from = null, keyring = null, 'data-dir': dataDir, 'key-file': keyFile } = values;
  if (!keyFile) throw usage();
  if (values['show-recovery-key']) return recoverySheet(await masterKey(keyFile));
  const anew = values['new-keyring'] ?? false;
  // Exactly one of them: to lose every name by leaving an option out would be too easy.
  if (!dataDir || (keyring === null) !== anew) throw usage();
  if (from === null) return restoreKeyring({ keyring, dataDir, keyFile });
  const events = registry.flatMap((module) => module.events);
  return report(await restore({ from, keyring, dataDir, keyFile, events }), dataDir);
}

function usage(): BackupFailure {
  return new BackupFailure('ARGUMENTS', USAGE);
}

function recoverySheet(master: Buffer): string {
  return `恢复密钥（密钥编号 ${fingerprintOf(master)}）：

    ${recoveryText(master)}

谁拿到它和一份备份，就能看到所有姓名和电话。请锁好，不要和备份放在一起。
换机器时，把上面这一行原样存进 KIOSK_KEY_FILE 指的文件，再运行恢复命令。
`;
}

function report(restored: Restored, dataDir: string): string {
  const { header, keyringDay, forgotten, gaps, altered } = restored;
  const lines = [
    `已恢复一体机 ${header.kiosk} ${header.day} 的备份到 ${dataDir}`,
    `记录 ${restored.records} 条，文件 ${restored.files} 个，校验全部通过`,
    keyringDay === null
      ? '没有用钥匙备份：以前的姓名、电话打不开了'
      : `钥匙 ${restored.keys} 把（${keyringDay} 的钥匙备份）`,
    `个人信息能打开 ${restored.readable} 项，已删除或打不开 ${restored.unreadable} 项`,
  ];
  if (forgotten > 0) lines.push(`备份以后要求删除的，已再次删除：${forgotten} 把钥匙`);
  for (const { from, to } of gaps) lines.push(`注意：第 ${from} 到 ${to} 条在备份以前就已损坏`);
  if (altered.length > 0) {
    lines.push(
      `注意：${altered.length} 条记录的个人信息被改动过，编号 ${altered.slice(0, 20).join('、')}`,
    );
  }
  lines.push('现在可以启动一体机。员工电脑要重新信任这台机器的证书。');
  return `${lines.join('\n')}\n`;
}

try {
  process.stdout.write(await main());
} catch (error) {
  const known =
    error instanceof BackupFailure ||
    error instanceof PrivacyFailure ||
    error instanceof JournalRefused;
  const text = known
    ? error.message
    : `恢复没有成功：${error instanceof Error ? error.message : error}`;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
