// Why a backup cannot be made or read, with a sentence for the operator.

export type FailureCode =
  | 'NOT_A_BACKUP'
  | 'BACKUP_DAMAGED'
  | 'KEY_FILE_WRONG'
  | 'KEY_FILE_MISSING'
  | 'FORGOTTEN_LIST_DAMAGED'
  | 'OTHER_KIOSK'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNUSABLE'
  | 'KEYRING_READABLE'
  | 'ARGUMENTS';

export class BackupFailure extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export function damaged(path: string, cause?: unknown): BackupFailure {
  return new BackupFailure(
    'BACKUP_DAMAGED',
    `备份文件 ${path} 已损坏或不完整，没有恢复任何数据。请换一份备份。 The backup ${path} is damaged or cut off; nothing was restored. Use another one.`,
    cause,
  );
}
