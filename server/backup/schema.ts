// What staff see of the backups, and why one may fail.
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Ms = Type.Integer();
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * TARGET_NONE: settings name none · TARGET_MISSING: no such folder, or the stick is not plugged in · TARGET_FULL ·
 * TARGET_UNWRITABLE: read-only or no permission · KEY_FILE_LOST: the key file cannot be read · VERIFY_FAILED: what was written
 * does not read back · BACKUP_FAILED: anything else, see `detail`.
 */
export const BackupCode = Type.Union([
  Type.Literal('TARGET_NONE'),
  Type.Literal('TARGET_MISSING'),
  Type.Literal('TARGET_FULL'),
  Type.Literal('TARGET_UNWRITABLE'),
  Type.Literal('KEY_FILE_LOST'),
  Type.Literal('VERIFY_FAILED'),
  Type.Literal('BACKUP_FAILED'),
]);
export type BackupCode = Static<typeof BackupCode>;

/** One run. `code` is null when it went well. */
export const BackupReport = Type.Object(
  {
    startedMs: Ms,
    finishedMs: Ms,
    /** The calendar day that the file name carries. */
    day: DayText,
    code: Type.Union([BackupCode, Type.Null()]),
    detail: Type.Union([Type.String(), Type.Null()]),
    /** Name of the file at the target. */
    file: Type.Union([Type.String(), Type.Null()]),
    bytes: Type.Integer(),
    /** How many files of the data directory are inside. */
    files: Type.Integer(),
  },
  strict,
);
export type BackupReport = Static<typeof BackupReport>;

/** GET /api/backup */
export const BackupStatus = Type.Object(
  {
    target: Type.Union([Type.String(), Type.Null()]),
    /** Local time of the nightly run, `02:30`. */
    at: Type.String(),
    state: Type.Union([Type.Literal('idle'), Type.Literal('running')]),
    /** null until the first run of this kiosk. */
    last: Type.Union([BackupReport, Type.Null()]),
    /** The last run that went well. */
    lastGood: Type.Union([BackupReport, Type.Null()]),
    /** null while no run is planned, because no target is set. */
    nextMs: Type.Union([Ms, Type.Null()]),
    /** What stands at the target, newest first; empty while it cannot be read. */
    kept: Type.Array(
      Type.Object({ file: Type.String(), day: DayText, bytes: Type.Integer() }, strict),
    ),
    keyrings: Type.Array(
      Type.Object({ file: Type.String(), day: DayText, bytes: Type.Integer() }, strict),
    ),
    /** The backup lies on the disk that it should outlive. */
    sameDisk: Type.Boolean(),
  },
  strict,
);
export type BackupStatus = Static<typeof BackupStatus>;

/** POST /api/backup/runs: answers when the run is over. */
export const RunBody = Type.Object({}, strict);
