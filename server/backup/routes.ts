// Staff see how the backups stand and may run one.
import type { App } from '../http/app.ts';
import type { Backup } from './backup.ts';
import { BackupReport, BackupStatus, RunBody } from './schema.ts';

const managers = { roles: ['manager', 'admin'] } as const;

export function staffRoutes(app: App, { backup }: { readonly backup: Backup }): void {
  app.get(
    '/api/backup',
    { schema: { response: { 200: BackupStatus } }, config: managers },
    async () => backup.status(),
  );
  app.post(
    '/api/backup/runs',
    { schema: { body: RunBody, response: { 200: BackupReport } }, config: managers },
    () => backup.runNow(),
  );
}
