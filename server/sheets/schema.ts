// What staff read of a spreadsheet that they import: what it would change, or every place where it is wrong.
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

/** What is wrong with a spreadsheet, where, in a sentence for whoever filled it in. */
export const ImportFault = Type.Object(
  {
    sheet: Type.String(),
    /** As the spreadsheet counts them; null: the sheet as a whole. */
    row: Type.Union([Type.Integer(), Type.Null()]),
    column: Type.Union([Type.String(), Type.Null()]),
    says: Type.String(),
  },
  strict,
);
export type ImportFault = Static<typeof ImportFault>;
export const ImportedLine = Type.Object(
  {
    sheet: Type.String(),
    what: Type.Union([
      Type.Literal('added'),
      Type.Literal('changed'),
      Type.Literal('retired'),
      Type.Literal('broughtBack'),
    ]),
    name: Type.String(),
    /** 窗口：1、2 → 3 */
    details: Type.Array(Type.String()),
  },
  strict,
);
export type ImportedLine = Static<typeof ImportedLine>;
/** What would change, or why nothing can; nothing has changed yet. */
export const ImportReport = Type.Object(
  {
    /** To confirm with; null while there are faults, or nothing to change. */
    importId: Type.Union([Type.String(), Type.Null()]),
    lines: Type.Array(ImportedLine),
    /** What the spreadsheet names and does not change. */
    unchanged: Type.Integer(),
    /** The first 200. */
    faults: Type.Array(ImportFault),
    faultCount: Type.Integer(),
  },
  strict,
);
export type ImportReport = Static<typeof ImportReport>;

export const importRefusals = {
  /** Not a spreadsheet of today's kind: .xls, a page or a text that is only called .xlsx, locked by a password. */
  FILE_NOT_XLSX: 400,
  FILE_EMPTY: 400,
  FILE_DAMAGED: 400,
  /** More than anybody fills in, or packed so that it becomes so. */
  FILE_TOO_LARGE: 413,
  /** It was shown too long ago, or the kiosk has started again since. */
  IMPORT_EXPIRED: 410,
} as const;
export type ImportRefusal = keyof typeof importRefusals;
